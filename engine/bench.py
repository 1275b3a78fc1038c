"""Our engine beside the stock diffusers pipeline behind a lock: same weights, same run, same jobs.

Reference: the benchmark protocol of a burst of N people at once. It prints nothing.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from engine import environment
from engine.engine import Engine
from engine.errors import GenerationFailed
from engine.events import Failed, Finished
from engine.model_card import ModelCard
from engine.options import EngineOptions
from engine.request import ImageRequest, PromptPart

if TYPE_CHECKING:
    from engine.loading import Loaded

GRID, SINGLE = 4, 1
MIX = (GRID, GRID, SINGLE, GRID, SINGLE)  # images of each person's job, again and again
WORDS = ("lighthouse", "cat", "castle", "sailboat", "balloon", "tree", "robot", "windmill")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from order to picture; single_job_s: a grid of four on an idle machine."""

    images_per_s: float
    mean_s: float
    short_mean_s: float  # of the people who ordered one image
    p95_s: float
    single_job_s: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """`ratio` is ours over theirs: above 1 is better for images_per_s, below 1 for the times."""

    users: int
    model: str
    device: str
    dtype: str
    ours: Measured
    theirs: Measured

    @property
    def ratio(self) -> dict[str, float]:
        ours, theirs = asdict(self.ours), asdict(self.theirs)
        return {key.replace("single_job_s", "single_job"): ours[key] / theirs[key] for key in ours}


def compare(options: EngineOptions, users: int = 8, rounds: int = 1) -> Comparison:
    """Loads the model and measures both; `rounds` bursts each in turn, medians of the figures."""
    environment.prepare()
    from engine.loading import load

    loaded = load(options)
    card = loaded.model.card
    burst = jobs(card, users)
    idle = [one_job(card, f"idle {k}", GRID, k) for k in range(3)]
    _run_theirs(loaded, idle[:1])  # both are measured warm
    asyncio.run(_run_ours(options, loaded, idle[:1]))
    ours, theirs = [], []
    for _ in range(max(1, rounds)):
        alone_theirs, alone_ours = [], []
        for job in idle:  # in turn, so that both meet the same mood of the machine
            alone_theirs += _run_theirs(loaded, [job])
            alone_ours += asyncio.run(_run_ours(options, loaded, [job]))
        theirs.append(_figures(burst, _run_theirs(loaded, burst), alone_theirs))
        burst_ours = asyncio.run(_run_ours(options, loaded, burst))
        ours.append(_figures(burst, burst_ours, alone_ours))
    return Comparison(users, card.name, card.device, card.dtype, _medians(ours), _medians(theirs))


def jobs(card: ModelCard, users: int) -> list[ImageRequest]:
    """One job for each person, all ordered at the same moment."""
    return [one_job(card, f"user {k}", MIX[k % len(MIX)], k) for k in range(users)]


def one_job(card: ModelCard, request_id: str, images: int, number: int) -> ImageRequest:
    text = f"a {WORDS[number % len(WORDS)]} at sunset, number {number}"
    return ImageRequest(
        request_id=request_id,
        parts=(PromptPart(text),),
        negative="",
        seeds=tuple(100 * number + k for k in range(images)),
        width_px=card.native_px,
        height_px=card.native_px,
        steps=card.steps,
        guidance=card.guidance,
        sampler=card.sampler,
    )


async def _run_ours(
    options: EngineOptions, loaded: "Loaded", burst: Sequence[ImageRequest]
) -> list[float]:
    """Seconds from the order of all to each one's pictures."""

    async def finish(engine: Engine, job: ImageRequest) -> float:
        async for event in engine.submit(job):
            if isinstance(event, Finished):
                return time.perf_counter() - began_s
            if isinstance(event, Failed):
                raise event.error
        raise GenerationFailed

    async with Engine(options, load=lambda _: loaded.model) as engine:
        await engine.ready()
        began_s = time.perf_counter()
        return list(await asyncio.gather(*(finish(engine, job) for job in burst)))


def _run_theirs(loaded: "Loaded", burst: Sequence[ImageRequest]) -> list[float]:
    """The same behind a lock: one job after the other, its images as one batch of the pipeline."""
    import torch

    pipeline = loaded.parts.pipeline
    pipeline.set_progress_bar_config(disable=True)
    pipeline.scheduler = loaded.samplers.stock_scheduler(loaded.model.card.sampler)
    seconds = []
    began_s = time.perf_counter()
    for job in burst:
        pipeline(
            prompt=job.parts[0].text,
            negative_prompt=job.negative,
            num_inference_steps=job.steps,
            guidance_scale=job.guidance,
            num_images_per_prompt=len(job.seeds),
            generator=[torch.Generator("cpu").manual_seed(seed) for seed in job.seeds],
            width=job.width_px,
            height=job.height_px,
            output_type="np",
            **loaded.parts.pipeline_arguments,
        )
        seconds.append(time.perf_counter() - began_s)
    return seconds


def _figures(
    burst: Sequence[ImageRequest], seconds: Sequence[float], alone_s: Sequence[float]
) -> Measured:
    short = [s for job, s in zip(burst, seconds, strict=True) if len(job.seeds) == SINGLE]
    images = sum(len(job.seeds) for job in burst)
    return Measured(
        images_per_s=images / max(seconds),
        mean_s=statistics.fmean(seconds),
        short_mean_s=statistics.fmean(short or seconds),
        p95_s=sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)],
        single_job_s=statistics.median(alone_s),
    )


def _medians(rounds: Sequence[Measured]) -> Measured:
    columns = [asdict(one) for one in rounds]
    return Measured(**{key: statistics.median(c[key] for c in columns) for key in columns[0]})
