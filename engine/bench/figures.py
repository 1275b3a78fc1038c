"""Seconds into means, shares and ratios. Numbers in, numbers out."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.bench.load import Load
from engine.bench.parity import Parity
from engine.bench.sides import Outcome


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from order to picture; wait: from order to the first step.

    single_job_s: a grid of four (or the mix's largest job) on an idle machine; single_picture_s: a
    job of one picture there. None: nobody could see it, or there was no such job.
    """

    images_per_s: float
    mean_s: float
    p50_s: float
    p95_s: float
    max_s: float
    short_mean_s: float | None
    single_job_s: float
    single_picture_s: float
    wait_mean_s: float | None = None
    wait_p95_s: float | None = None


# The ratios that scripts may rely on; the others stand beside them.
PROMISED = ("images_per_s", "mean_s", "short_mean_s", "p95_s", "single_job")
RATIOS = {
    name.replace("single_job_s", "single_job").replace("single_picture_s", "single_picture"): name
    for name in Measured.__dataclass_fields__
}


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds of jobs alone on an idle machine."""

    job_s: list[float] = field(default_factory=list)
    picture_s: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bench:
    """What was compared, on what."""

    model: str
    family: str
    sampler: str
    size_px: int
    guidance: float
    steps: tuple[int, ...]
    device: str
    machine: str
    dtype: str
    threads: int
    max_batch: int
    is_compiled: bool
    versions: Mapping[str, str]
    path: str = "engine"  # or the whole way through the bot


@dataclass(frozen=True, slots=True)
class Comparison:
    """`ratio` is ours over theirs: above 1 is better for images_per_s, below 1 for the times.

    jobs: of each round; rows_per_step: rows of a forward pass of ours under load, the mean;
    rate_per_s: of orders, with Poisson load; eager_job_s: the stock pipeline's single job before
    the network was compiled.
    """

    bench: Bench
    load: Load
    jobs: int
    ours: Measured
    theirs: Measured
    parity: Parity | None
    rounds: Sequence[Mapping[str, float]]
    rows_per_step: float | None = None
    rate_per_s: float | None = None
    eager_job_s: float | None = None
    peak_memory_bytes: int | None = None

    @property
    def ratio(self) -> dict[str, float]:
        found = ratios(self.ours, self.theirs)
        if self.eager_job_s is not None:
            found["single_job_over_eager"] = self.ours.single_job_s / self.eager_job_s
        return found

    def as_json(self) -> dict[str, Any]:
        """Everything, rounded to what was measured; `ratio` and its range over the rounds."""
        whole = asdict(self)
        del whole["rounds"]
        spans = {
            name: [min(values), max(values)]
            for name in (self.rounds[0] if len(self.rounds) > 1 else ())
            if (values := [one[name] for one in self.rounds if name in one])
        }
        kept = (
            {}
            if self.parity is None
            else {"parity": whole["parity"] | {"kept": self.parity.is_kept}}
        )
        bench, load = whole.pop("bench"), whole.pop("load")
        # the load's numbers are what was asked for; what was done stands beside
        asked = {k: v for k, v in load.items() if k not in ("steps", "size_px", "guidance")}
        everything: dict[str, Any] = rounded(
            bench | asked | whole | kept | {"rounds": len(self.rounds)}
        )
        ratio = rounded(self.ratio)
        return everything | {
            "ratio_range": rounded(spans),
            "ratio_more": {name: value for name, value in ratio.items() if name not in PROMISED},
            "ratio": {name: value for name, value in ratio.items() if name in PROMISED},
        }


def ratios(ours: Measured, theirs: Measured) -> dict[str, float]:
    """Ours over theirs, of everything that both sides show."""
    found: dict[str, float] = {}
    for name, own in RATIOS.items():
        mine, other = getattr(ours, own), getattr(theirs, own)
        if mine is not None and other:
            found[name] = mine / other
    return found


def measured(rounds: Sequence[Sequence[Outcome]], idle: Idle, short_image_steps: float) -> Measured:
    """One side, the jobs of all rounds together. short_image_steps: at most so many are short."""
    outcomes = [outcome for one in rounds for outcome in one]
    totals = [outcome.total_s for outcome in outcomes]
    waits = [outcome.waited_s for outcome in outcomes if outcome.waited_s is not None]
    short = [o.total_s for o in outcomes if o.order.image_steps <= short_image_steps]
    images = sum(len(outcome.order.request.seeds) for outcome in outcomes)
    return Measured(
        images_per_s=images / sum(max(outcome.ended_s for outcome in one) for one in rounds),
        mean_s=statistics.fmean(totals),
        p50_s=percentile(totals, 0.5),
        p95_s=percentile(totals, 0.95),
        max_s=max(totals),
        short_mean_s=statistics.fmean(short) if short else None,
        single_job_s=statistics.median(idle.job_s),
        single_picture_s=statistics.median(idle.picture_s),
        wait_mean_s=statistics.fmean(waits) if waits else None,
        wait_p95_s=percentile(waits, 0.95) if waits else None,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def rounded(value: Any) -> Any:  # noqa: ANN401 JSON
    """The same JSON, its numbers to four digits."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value
