"""A card that this engine has never seen: is it right there, and how fast? `easel bench --card`.

    stages.py    the stages in their order, and the fence around each
    card_run.py  what they share: device, size of the networks, SD 1.5 once loaded
    findings.py  what they find: lines of tables, JSON
    timing.py    milliseconds, waits and bytes of one act

and a file for each group of stages. Importing this package does not import torch.
`python -m engine.bench.card` needs nothing of the bot. docs/benchmark.md is its page.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from engine.bench.card.findings import CardReport, StageResult, markdown
from engine.runtime import environment

__all__ = ["NO_CARD", "CardReport", "StageResult", "find_device", "markdown", "measure_card"]

NO_CARD = "There is no CUDA device here: add --tiny to try the stages with tiny networks."
LIMIT_S = 560.0
IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 12 * 1024**3  # of random models of real sizes: they are read faster from there


def find_device() -> str:
    """cuda where torch sees one, else cpu."""
    environment.prepare()
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def measure_card(
    device: str,
    is_tiny: bool,
    out: Path,
    limit_s: float = LIMIT_S,
    tell: Callable[[StageResult], None] = lambda _: None,
) -> CardReport:
    """Runs all stages; each is told, and in `out/results.json`, when it ends.

    device: cuda, or cpu for tiny networks; limit_s: a stage that may need more than is left
    is skipped; one that has begun is not cut short.
    """
    environment.prepare()
    from engine.bench.card.card_run import CardRun
    from engine.bench.card.stages import run_stages

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="easel-card-", dir=_fast_folder()) as cache:
        return run_stages(CardRun(device, is_tiny, Path(cache)), out, limit_s, tell)


def _fast_folder() -> Path | None:
    """Main memory where there is much of it; None: the usual place for what is gone afterwards."""
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES:
        return IN_MEMORY
    return None
