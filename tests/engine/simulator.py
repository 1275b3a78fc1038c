"""What the order of steps does to waiting: the engine's own `choose` beside simpler policies.

    python -m tests.engine.simulator            prints the table of docs/scheduling.md
    python -m tests.engine.simulator --record   measures step costs on this machine, built-in model

Pure numbers: a pass costs what was recorded, jobs come in a burst or at random, nothing is drawn.
Times are in mean jobs: 1.0 is what an average job of the mix takes alone on the idle machine.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.loop.batcher import Costs, Key, choose_batch

ROOT = Path(__file__).parent.parent.parent
RECORDED = ROOT / "docs" / "step_costs.json"
SIZES = (1, 2, 3, 4, 6, 8, 12, 16)
IMAGES = (4, 4, 4, 1, 1)  # of a job: three of five are grids
STEPS = ((4, 1), (8, 1), (20, 2), (20, 2), (30, 2))  # steps, and rows: few-step has no guidance
MAX_ROWS = 16
KEY = Key("model", (4, 64, 64))
LOADS = (0.7, 0.95)  # of what one job at a time can serve
BURST = 12
# Speed of a pass by its rows: Qwen-Image 512², H200, compiled; published, not measured by us
PUBLISHED_GAIN = {1: 1.0, 2: 1.82, 4: 2.77, 8: 3.14, 16: 3.21}


@dataclass(frozen=True)
class Machine:
    """pass_s: seconds of a forward pass by its rows; decode_s: of one picture."""

    name: str
    pass_s: dict[int, float]
    decode_s: float

    def seconds(self, rows: int) -> float:
        """Linear between the sizes that were measured."""
        sizes = sorted(self.pass_s)
        above = next(size for size in sizes if size >= rows)
        below = max((size for size in sizes if size <= rows), default=above)
        if above == below:
            return self.pass_s[above]
        share = (rows - below) / (above - below)
        return (1 - share) * self.pass_s[below] + share * self.pass_s[above]

    @property
    def useful_rows(self) -> int:
        """As calibration finds it: the smallest pass with nearly the best throughput."""
        speeds = {rows: rows / seconds for rows, seconds in self.pass_s.items()}
        return min(rows for rows, speed in speeds.items() if speed >= 0.95 * max(speeds.values()))

    @property
    def mean_job_s(self) -> float:
        alone = [self.alone_s(images, *steps) for images in IMAGES for steps in STEPS]
        return statistics.fmean(alone)

    def alone_s(self, images: int, steps: int, rows: int) -> float:
        return steps * self.seconds(images * rows) + images * self.decode_s


def machines() -> list[Machine]:
    """A CPU, or a GPU with large pictures; the built-in model; a GPU with small pictures."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    pass_s = {int(rows): seconds for rows, seconds in recorded["pass_s"].items()}
    by_the_row = {rows: rows * pass_s[1] for rows in pass_s}
    published = {rows: rows * pass_s[1] / gain for rows, gain in PUBLISHED_GAIN.items()}
    return [
        Machine("a row costs the same in any pass", by_the_row, recorded["decode_s"]),
        Machine("built-in model, as recorded", pass_s, recorded["decode_s"]),
        Machine("a GPU that one row does not fill", published, recorded["decode_s"] / 4),
    ]


@dataclass(eq=False)
class Image:
    job: "Job"
    rows: range
    step: int = 0


@dataclass(eq=False)
class Job:
    """A request as the batcher sees it."""

    arrived_s: float
    images: int
    steps: int
    rows: int
    finished_s: float = 0.0
    key: Key = KEY
    parts: list[Image] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = [Image(self, range(self.rows)) for _ in range(self.images)]

    @property
    def rows_left(self) -> int:
        return sum(self.steps - image.step for image in self.parts) * self.rows

    @property
    def runnable(self) -> list[Image]:
        unfinished = (image for image in self.parts if image.step < self.steps)
        return sorted(unfinished, key=lambda image: image.step)


Policy = Callable[[Sequence[Job], float, Machine], list[Image]]


def alone(jobs: Sequence[Job], now_s: float, machine: Machine) -> list[Image]:
    """A lock around a pipeline: the job that came first, with all its images."""
    return jobs[0].runnable[: MAX_ROWS // jobs[0].rows]


def _fill(images: Iterator[Image], machine: Machine) -> list[Image]:
    batch, total = list[Image](), 0
    for image in images:
        if not batch or total + len(image.rows) <= machine.useful_rows:
            batch.append(image)
            total += len(image.rows)
    return batch


def first_come(jobs: Sequence[Job], now_s: float, machine: Machine) -> list[Image]:
    """Shared passes, filled in the order of arrival."""
    return _fill((image for job in jobs for image in job.runnable), machine)


def equal_progress(jobs: Sequence[Job], now_s: float, machine: Machine) -> list[Image]:
    """Shared passes, filled with who has made the fewest steps."""
    images = [image for job in jobs for image in job.runnable]
    return _fill(iter(sorted(images, key=lambda image: image.step)), machine)


def ours(jobs: Sequence[Job], now_s: float, machine: Machine) -> list[Image]:
    """The very function that the engine calls."""
    useful = machine.useful_rows
    row_s = machine.seconds(useful) / useful
    costs = Costs(lambda _: row_s, max_rows=lambda _: MAX_ROWS, useful_rows=lambda _: useful)
    return choose_batch(jobs, now_s, costs)


POLICIES: dict[str, Policy] = {
    "one job at a time (a lock)": alone,
    "shared passes, first come": first_come,
    "shared passes, equal progress": equal_progress,
    "least work left, ageing 0.25": ours,
}


def simulate(policy: Policy, arriving: Sequence[Job], machine: Machine) -> list[float]:
    """Seconds from order to pictures of each job; `arriving` in order of arrival, stepped here."""
    waiting, active, now_s = list(reversed(arriving)), list[Job](), 0.0
    while waiting or active:
        if not active:
            now_s = max(now_s, waiting[-1].arrived_s)
        while waiting and waiting[-1].arrived_s <= now_s:
            active.append(waiting.pop())
        batch = policy(active, now_s, machine)
        now_s += machine.seconds(sum(len(image.rows) for image in batch))
        for image in batch:
            image.step += 1
        for job in [job for job in active if not job.rows_left]:
            now_s += job.images * machine.decode_s  # a picture is decoded before the next step
            job.finished_s = now_s
            active.remove(job)
    return [job.finished_s - job.arrived_s for job in arriving]


def poisson(machine: Machine, load: float, jobs: int, seed: int) -> list[Job]:
    """load: of what one job at a time can serve."""
    generator = random.Random(seed)
    now_s, arriving = 0.0, list[Job]()
    for _ in range(jobs):
        now_s += generator.expovariate(load / machine.mean_job_s)
        arriving.append(Job(now_s, generator.choice(IMAGES), *generator.choice(STEPS)))
    return arriving


def burst(seed: int) -> list[Job]:
    generator = random.Random(seed)
    return [Job(0.0, generator.choice(IMAGES), *generator.choice(STEPS)) for _ in range(BURST)]


@dataclass(frozen=True)
class Times:
    """In mean jobs; averages over the seeds."""

    mean: float
    p95: float
    max: float

    def __str__(self) -> str:
        return f"{self.mean:.1f} / {self.p95:.1f} / {self.max:.1f}"


def times(runs: Sequence[Sequence[float]], machine: Machine) -> Times:
    ordered = [sorted(run) for run in runs]
    unit = machine.mean_job_s * len(runs)
    return Times(
        sum(statistics.fmean(run) for run in ordered) / unit,
        sum(run[round(0.95 * (len(run) - 1))] for run in ordered) / unit,
        sum(run[-1] for run in ordered) / unit,
    )


def measure(policy: Policy, machine: Machine, jobs: int, seeds: int) -> list[Times]:
    """A burst, then each load with so many jobs."""
    columns = [[burst(seed) for seed in range(seeds)]]
    for load in LOADS if jobs else ():
        columns.append([poisson(machine, load, jobs, seed) for seed in range(seeds)])
    return [times([simulate(policy, run, machine) for run in runs], machine) for runs in columns]


def table(jobs: int, seeds: int) -> Iterator[str]:
    loads = " | ".join(f"load {load}" for load in LOADS)
    for machine in machines():
        yield f"| {machine.name}: mean / p95 / max | burst of {BURST} | {loads} |"
        yield "|---|---|---|---|"
        for name, policy in POLICIES.items():
            measured = measure(policy, machine, jobs, seeds)
            yield f"| {name} | " + " | ".join(map(str, measured)) + " |"
        yield ""


def record() -> None:
    """The fastest of several tries of each size, in seconds of one thread that works."""
    import torch

    from engine import EngineOptions
    from engine.loading.load import load_model
    from engine.sampling.denoiser import Row
    from engine.sampling.guidance import RowText

    model = load_model(EngineOptions(device="cpu", threads=1))
    side = model.card.native_px // model.autoencoder.factor
    row = Row(model.encode_row(RowText("a lighthouse at dusk")))
    latents = torch.zeros((1, model.denoiser.latent_channels, side, side))

    def fastest(action: Callable[[], object]) -> float:
        seconds = []
        for _ in range(20):
            began_s = time.thread_time()
            action()
            seconds.append(time.thread_time() - began_s)
        return round(min(seconds), 5)

    def forward(rows: int) -> None:
        model.denoiser.predict(
            latents.repeat(rows, 1, 1, 1), torch.full((rows,), 500.0), [row] * rows
        )

    with torch.inference_mode():
        found = {
            "model": f"{model.card.name}, {model.card.native_px} px, {model.card.dtype}, 1 thread",
            "pass_s": {rows: fastest(lambda: forward(rows)) for rows in SIZES},  # noqa: B023
            "decode_s": fastest(lambda: model.autoencoder.decode(latents)),
        }
    RECORDED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--record" in sys.argv:
        record()
    for text in table(jobs=400, seeds=6):
        sys.stdout.write(text + "\n")
