"""`python -m engine.bench.card`: the stages on a bare machine, without what the bot needs."""

import argparse
import json
import sys
from pathlib import Path

from engine.bench.card import LIMIT_S, NO_CARD, StageResult, find_device, markdown, measure_card

FAILED, WRONG_USE = 1, 2


def main() -> int:
    """1: a stage failed; 2: there is no card."""
    parser = argparse.ArgumentParser(prog="python -m engine.bench.card", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("card"), help="folder of results.json")
    parser.add_argument("--tiny", action="store_true", help="tiny networks, also on a CPU")
    parser.add_argument("--limit-s", type=float, default=LIMIT_S, help="seconds for all stages")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    asked = parser.parse_args()
    device = find_device()
    if device == "cpu" and not asked.tiny:
        sys.stderr.write(f"{NO_CARD}\n")
        return WRONG_USE
    report = measure_card(device, asked.tiny, asked.out, asked.limit_s, show)
    if asked.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")
    return FAILED if report.failed else 0


def show(result: StageResult) -> None:
    sys.stdout.write(f"{markdown(result)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
