"""A comparison as a table for people, and as a row of docs/benchmark.md."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cli.screen import err, out

if TYPE_CHECKING:
    from engine.bench import Comparison

# name of the ratio: words of the table; of images per second alone, more is better
ROWS = {
    "images_per_s": "Images per second",
    "mean_s": "Seconds from order to picture, mean",
    "short_mean_s": "  of the short jobs",
    "p50_s": "  half are faster than",
    "p95_s": "  95 % are faster than",
    "max_s": "  the slowest",
    "wait_mean_s": "Seconds from order to first step, mean",
    "wait_p95_s": "  95 % are faster than",
    "single_job": "Seconds of one job alone",
    "single_picture": "  of one picture alone",
}
Column = Callable[["Comparison"], str]
COLUMNS: dict[str, Column] = {
    "machine": lambda c: f"{c.bench.machine}, {c.bench.threads} threads",
    "model": lambda c: ", ".join(_traits(c)),
    "size": lambda c: f"{c.bench.size_px}²",
    "steps": lambda c: ", ".join(map(str, c.bench.steps)),
    "load": lambda c: f"{c.load.kind}, {c.load.users} people, {c.jobs}×{len(c.rounds)} jobs",
    "stock img/s": lambda c: f"{c.theirs.images_per_s:.2f}",
    "Easel img/s": lambda c: f"{c.ours.images_per_s:.2f}",
    "ratio": lambda c: _ratio(c, "images_per_s"),
    "mean": lambda c: _ratio(c, "mean_s"),
    "short": lambda c: _ratio(c, "short_mean_s"),
    "p95": lambda c: _ratio(c, "p95_s"),
    "p95 wait": lambda c: _ratio(c, "wait_p95_s"),
    "alone": lambda c: _ratio(c, "single_job"),
    "compiled alone": lambda c: _ratio(c, "single_job_over_eager"),
}


def show(measured: "Comparison") -> None:
    """The table, and below it what is needed to trust it."""
    from rich.table import Table
    from rich.text import Text

    bench, load = measured.bench, measured.load
    title = f"{bench.model} on {bench.device}, {bench.dtype}, {load.users} people, {load.kind}"
    table = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    table.add_column()
    for name in ("Easel", "stock", "ratio"):
        table.add_column(name, justify="right")
    ratios = measured.ratio
    for name, words in ROWS.items():
        field = f"{name}_s" if name.startswith("single") else name
        sides = (getattr(measured.ours, field), getattr(measured.theirs, field))
        ratio = Text("–")
        if name in ratios:
            is_better = ratios[name] >= 1 if name == "images_per_s" else ratios[name] <= 1
            ratio = Text(f"{ratios[name]:.2f}×", "green" if is_better else "yellow")
        table.add_row(words, *("–" if side is None else f"{side:.2f}" for side in sides), ratio)
    out().print(table)
    for sentence in _sentences(measured):
        err().print(sentence)


def _sentences(measured: "Comparison") -> list[str]:
    bench, load, said = measured.bench, measured.load, []
    said.append(
        f"{measured.jobs} jobs × {len(measured.rounds)} rounds, {bench.size_px}² pixels, "
        f"{', '.join(map(str, bench.steps))} steps, guidance {bench.guidance:g}, {bench.sampler}; "
        f"{bench.machine}, {bench.threads} threads."
    )
    if measured.rate_per_s is not None:
        said.append(
            f"Orders: {measured.rate_per_s:.3g} a second, {load.share:.0%} of what the lock bears."
        )
    if measured.rows_per_step is not None:
        said.append(f"A forward pass under load had {measured.rows_per_step:.1f} rows in the mean.")
    if measured.eager_job_s is not None:
        said.append(
            f"Both are compiled; stock before that took {measured.eager_job_s:.2f} s for a job "
            f"alone, Easel now {measured.ratio['single_job_over_eager']:.2f} of it."
        )
    parity = measured.parity
    if parity is not None:
        same = "none differs" if parity.psnr_db is None else f"the worst at {parity.psnr_db:.0f} dB"
        verdict = "the same" if parity.is_kept else "NOT THE SAME"
        said.append(
            f"{parity.pictures} pictures made again alone by the stock pipeline are {verdict}: "
            f"{same}, a value differs by at most {parity.max_difference} of 255."
        )
    said.append("Stock: the diffusers pipeline behind a lock, same weights, same jobs, same run.")
    return said


def markdown(measured: "Comparison") -> str:
    """One row for docs/benchmark.md, without a line end."""
    return "| " + " | ".join(column(measured) for column in COLUMNS.values()) + " |"


def markdown_head() -> str:
    return f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def _traits(measured: "Comparison") -> list[str]:
    bench = measured.bench
    compiled = ["compiled"] if bench.is_compiled else []
    path = [] if bench.path == "engine" else [f"through the {bench.path}"]
    return [bench.model, bench.dtype, *compiled, *path]


def _ratio(measured: "Comparison", name: str) -> str:
    ratios = measured.ratio
    return f"{ratios[name]:.2f}×" if name in ratios else "–"
