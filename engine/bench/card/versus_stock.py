"""The race against the stock pipeline behind a lock, short: `easel bench` itself says it better."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import EQUAL, CardFinding, Decibels
from engine.bench.load import Load
from engine.bench.race import compare

GUIDED = Load(users=8, mix="grids", steps=(20,), guidance=3.0, pairs=2, seconds=40)
FEW_STEPS = Load(users=8, mix="grids", steps=(4,), guidance=1.0, pairs=2, seconds=25)


@dataclass(frozen=True, slots=True)
class RaceRatio(CardFinding):
    """Grids of SD 1.5, ratios as everywhere: Easel over stock."""

    steps: int
    guidance: float
    people: int
    stock_images_per_s: float
    easel_images_per_s: float
    ratio: float
    mean_ratio: float
    alone_ratio: float
    rows_a_pass: float | None
    psnr_db: Decibels


def race(run: CardRun) -> Iterator[CardFinding]:
    options = run.options(run.folder("sd15"))
    for load in (GUIDED, FEW_STEPS):
        if run.is_tiny:
            load = replace(load, users=2, steps=(2,), pairs=1)
        found = compare(options, load)
        ratio, parity = found.ratio, found.parity
        yield RaceRatio(
            steps=found.bench.steps[0],
            guidance=found.bench.guidance,
            people=load.users,
            stock_images_per_s=found.theirs.images_per_s,
            easel_images_per_s=found.ours.images_per_s,
            ratio=ratio["images_per_s"],
            mean_ratio=ratio["mean_s"],
            alone_ratio=ratio["single_job"],
            rows_a_pass=found.rows_per_step,
            psnr_db=None if parity is None else parity.psnr_db or EQUAL,
        )
