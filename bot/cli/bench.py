"""`easel bench`: what people get from a shared bot, beside the stock pipeline behind a lock."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Config, Debug, Json, settings_for
from bot.cli.screen import err, json_line, out, working
from bot.errors import CommandError

if TYPE_CHECKING:
    from engine.bench import Comparison

ROWS = {
    "images_per_s": "Images per second",
    "mean_s": "Seconds from order to picture, mean",
    "short_mean_s": "  of the short jobs",
    "p95_s": "  95 % are faster than",
    "single_job": "  one job alone",
}


def bench(
    config: Config = None,
    users: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="People who order at once")
    ] = 4,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Measure throughput and waiting beside the stock diffusers pipeline."""
    settings = settings_for(config, debug)
    from engine import EngineError
    from engine.bench import compare

    try:
        with working(f"{users} people order at once, from Easel and from the stock pipeline …"):
            measured = compare(settings.engine.options(), users)
    except EngineError as error:
        raise CommandError(str(error)) from error
    show(measured)
    if json:
        json_line(as_json(measured))


def as_json(measured: "Comparison") -> dict[str, object]:
    """`ratio` is ours over theirs: above 1 is better for images_per_s, below 1 for the times."""
    whole = asdict(measured)
    return {**whole, "ratio": {name: round(value, 4) for name, value in measured.ratio.items()}}


def show(measured: "Comparison") -> None:
    """The table for people."""
    from rich.table import Table
    from rich.text import Text

    ours, theirs = (
        {name.removesuffix("_s") if name == "single_job_s" else name: value for name, value in side}
        for side in (asdict(measured.ours).items(), asdict(measured.theirs).items())
    )
    title = f"{measured.model} on {measured.device}, {measured.dtype}, {measured.users} people"
    table = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    table.add_column()
    for name in ("Easel", "stock", "ratio"):
        table.add_column(name, justify="right")
    for name, words in ROWS.items():
        ratio = measured.ratio[name]
        is_better = ratio >= 1 if name == "images_per_s" else ratio <= 1
        style = "green" if is_better else "yellow"
        table.add_row(
            words, f"{ours[name]:.2f}", f"{theirs[name]:.2f}", Text(f"{ratio:.2f}×", style)
        )
    console = out()
    console.print(table)
    err().print("Stock: the diffusers pipeline behind a lock, same weights, same jobs, same run.")
