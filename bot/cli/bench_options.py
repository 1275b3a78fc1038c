"""What `easel bench` can be told on its command line."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ArrivalKind(StrEnum):
    burst = "burst"
    poisson = "poisson"


class Mix(StrEnum):
    mixed = "mixed"
    grids = "grids"
    singles = "singles"


class Scale(StrEnum):
    real = "real"
    small = "small"
    tiny = "tiny"


Users = Annotated[int, typer.Option(min=1, max=64, metavar="N", help="People who order pictures")]
LoadKind = Annotated[
    ArrivalKind, typer.Option(help="All order at once, or each on their own (Poisson)")
]
Rounds = Annotated[int, typer.Option(min=1, metavar="N", help="The same again with other words")]
Seconds = Annotated[
    float | None,
    typer.Option(min=1, metavar="S", show_default=False, help="Begin nothing that ends later"),
]
JobMix = Annotated[
    Mix, typer.Option(help="60 % grids of four and 40 % single pictures, or one of them")
]
Steps = Annotated[str, typer.Option(metavar="N,N", help="Steps of the jobs, each equally often")]
SidePx = Annotated[
    int | None,
    typer.Option(min=8, metavar="PX", show_default=False, help="Side (default: the model's)"),
]
Guidance = Annotated[
    float | None,
    typer.Option(min=0, metavar="G", show_default=False, help="1 for none (default: the model's)"),
]
BenchedModel = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        show_default=False,
        help="builtin, a folder, or sd15 or sdxl: that size with random weights",
    ),
]
ModelScale = Annotated[Scale, typer.Option(help="How much of sd15 or sdxl")]
Share = Annotated[
    float, typer.Option(min=0.01, max=2, help="Poisson: of the orders the lock can bear")
]
Pairs = Annotated[
    int, typer.Option(min=1, metavar="N", help="Jobs alone on the idle machine, of each side")
]
Seed = Annotated[int, typer.Option(min=0, metavar="N", help="Of who comes when")]
MaxBatch = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", show_default=False, help="Instead of engine.max_batch"),
]
Compiled = Annotated[
    bool, typer.Option("--compile", metavar="", help="Both sides through torch.compile")
]
ThroughBot = Annotated[
    bool, typer.Option("--through-bot", metavar="", help="People press /imagine on Discord")
]
WithOverhead = Annotated[
    bool, typer.Option("--overhead", metavar="", help="Also what a step costs but the model")
]
Markdown = Annotated[
    bool, typer.Option("--markdown", metavar="", help="A row for docs/benchmark.md")
]
OnCard = Annotated[
    bool, typer.Option("--card", metavar="", help="Instead: check and measure a GPU never seen")
]
Tiny = Annotated[
    bool, typer.Option("--tiny", metavar="", help="With --card: tiny networks, also on a CPU")
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", show_default=False, help="With --card: where results.json goes"),
]
People = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=2000,
        metavar="N",
        show_default=False,
        help="Instead: how long answers take while N people use the bot, without a model",
    ),
]
LimitSeconds = Annotated[
    float | None,
    typer.Option(
        "--limit-s",
        min=1,
        metavar="S",
        show_default=False,
        help="With --card: seconds for all stages (default: 560)",
    ),
]
