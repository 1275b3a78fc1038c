"""What the loop adds to a pass, by sampler, where it waits for the GPU, and what a step runs."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch._C._autograd import DeviceType
from torch.profiler import ProfilerActivity, profile

from engine.bench.card.card_run import CardRun, plain, request_for
from engine.bench.card.findings import CardFinding
from engine.bench.card.timing import synchronize, time_of, waits_in
from engine.bench.overhead import NoNetwork
from engine.loading.calibration import one_pass
from engine.models.model import Model
from engine.runtime.stock import Stock
from engine.sampling.step import make_step
from engine.sampling.trajectory import Trajectory

SAMPLERS = ("euler", "euler_a", "pndm", "unipc")
MANY_STEPS = 40  # no image is finished while it is measured
PROFILED = 5  # steps
TOP = 12  # of what a step runs
LAUNCHES = ("cudaLaunchKernel", "cuLaunchKernelEx", "cudaMemcpyAsync", "cudaStreamSynchronize")


@dataclass(frozen=True, slots=True)
class StepTime(CardFinding):
    """own_ms: of the step without the network; waits: in one step; where: their places."""

    sampler: str
    images: int
    rows: int
    pass_ms: float
    step_ms: float
    enqueue_ms: float
    own_ms: float
    waits: int | None
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepPart(CardFinding):
    """Of one step in the mean; the GPU's time where there is one, else the CPU's."""

    what: str
    calls: float | None
    own_ms: float | None
    share: float | None


@torch.inference_mode()
def steps(run: CardRun) -> Iterator[CardFinding]:
    for sampler in SAMPLERS:
        for images, is_guided in _batches(run.is_tiny):
            yield _step_time(run, sampler, images, is_guided)


def _batches(is_tiny: bool) -> Sequence[tuple[int, bool]]:
    if is_tiny:
        return ((2, True),)
    return ((4, True), (8, True), (16, False), (32, False))


def begin(model: Model, sampler: str, images: int, is_guided: bool = True) -> list[Trajectory]:
    """Images at their first step."""
    request = request_for(model, sampler, images, MANY_STEPS)
    return model.begin(request if is_guided else plain(request))


def _step_time(run: CardRun, sampler: str, images: int, is_guided: bool) -> StepTime:
    model = run.sd15.model

    def step_of(network: object) -> Callable[[], list[bool]]:
        batch = begin(model, sampler, images, is_guided)
        return lambda: make_step(network, batch)  # type: ignore[arg-type]

    rows = images * (2 if is_guided else 1)
    batch = begin(model, sampler, images, is_guided)
    answer = torch.randn((rows, *batch[0].latents.shape)).to(batch[0].latents)
    alone = time_of(lambda: one_pass(model, rows), run.times)
    step = step_of(model.denoiser)
    whole = time_of(step, run.times)
    own = time_of(step_of(NoNetwork(answer)), run.times)
    where = waits_in(step) if run.is_cuda else None
    return StepTime(
        sampler=sampler,
        images=images,
        rows=rows,
        pass_ms=alone.whole_ms,
        step_ms=whole.whole_ms,
        enqueue_ms=whole.enqueue_ms,
        own_ms=own.whole_ms,
        waits=None if where is None else len(where),
        where=tuple(f"{place} {n}×" for place, n in Counter(where or ()).most_common()),
    )


@torch.inference_mode()
def step_parts(run: CardRun) -> Iterator[CardFinding]:
    batch = begin(run.sd15.model, "euler", 2 if run.is_tiny else 8)

    def step() -> None:
        make_step(run.sd15.model.denoiser, batch)

    for _ in range(3):
        step()
    synchronize()
    activities = [ProfilerActivity.CPU, *([ProfilerActivity.CUDA] if run.is_cuda else [])]
    with profile(activities=activities) as seen:
        began_s = time.perf_counter()
        for _ in range(PROFILED):
            step()
        synchronize()
        wall_ms = 1000 * (time.perf_counter() - began_s) / PROFILED
    yield from parts_of(seen.key_averages(), wall_ms, run.is_cuda)


def parts_of(events: Stock, wall_ms: float, is_cuda: bool) -> Iterator[StepPart]:
    """On a GPU the time of kernels, and how often the CPU launched one or waited.

    The operations on the CPU carry the time of the kernels they launched, too: it counts once.
    """
    where = DeviceType.CUDA if is_cuda else DeviceType.CPU
    timed = [event for event in events if event.device_type == where and not _is_mark(event)]

    def own_ms(event: Stock) -> float:
        whole_us = event.self_device_time_total if is_cuda else event.self_cpu_time_total
        return float(whole_us) / 1000 / PROFILED

    busy_ms = sum(map(own_ms, timed))
    yield StepPart("the whole step, profiled", None, wall_ms, None)
    yield StepPart("GPU at work" if is_cuda else "CPU at work", None, busy_ms, busy_ms / wall_ms)
    for event in events:
        if event.key in LAUNCHES:
            yield StepPart(event.key, event.count / PROFILED, None, None)
    for event in sorted(timed, key=own_ms, reverse=True)[:TOP]:
        took_ms = own_ms(event)
        yield StepPart(event.key[:60], event.count / PROFILED, took_ms, took_ms / wall_ms)


def _is_mark(event: Stock) -> bool:
    """A range that somebody named, around what is listed by itself."""
    return bool(event.is_user_annotation)
