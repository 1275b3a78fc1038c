"""`easel bench --card`: every stage's table as it ends; the stages themselves are the engine's."""

from pathlib import Path

from bot.cli.screen import json_line, line
from bot.errors import CommandError, SettingsError

FOLDER = Path("card")


def measure(is_tiny: bool, out: Path | None, limit_s: float | None, as_json: bool) -> None:
    """SettingsError: there is no card; CommandError: a stage failed, the others were measured."""
    from engine.bench.card import LIMIT_S, NO_CARD, StageResult, find_device, markdown, measure_card

    def tell(result: StageResult) -> None:
        line(markdown(result))

    device = find_device()
    if device == "cpu" and not is_tiny:
        raise SettingsError(NO_CARD)
    report = measure_card(device, is_tiny, out or FOLDER, limit_s or LIMIT_S, tell)
    if as_json:
        json_line(report.as_json())
    if report.failed:
        raise CommandError(f"Stages that failed: {', '.join(report.failed)}.")
