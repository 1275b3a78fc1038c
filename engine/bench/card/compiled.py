"""How slow steps are while the network compiles beside them, and what compiling gains."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch._inductor.utils import fresh_cache

from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import CardFinding
from engine.bench.card.steps import begin
from engine.bench.card.timing import synchronize, time_of
from engine.models.compiling import CompiledDenoiser, attach
from engine.models.model import Model
from engine.sampling.step import make_step

LIMIT_S = 80.0
IMAGES = (1, 4, 8, 3)  # the last one is a size that nothing was warmed for


@dataclass(frozen=True, slots=True)
class CompilingBeside(CardFinding):
    """Steps of four guided images while their network compiles, from an empty cache."""

    state: str
    warm_s: float
    steps: int
    median_ms: float | None
    worst_ms: float | None


@dataclass(frozen=True, slots=True)
class CompiledStep(CardFinding):
    """Steps of guided images; compiled_ms: None where it was not warm in time, or failed."""

    images: int
    eager_ms: float
    compiled_ms: float | None
    compiled_over_eager_ratio: float | None


@torch.inference_mode()
def compiled(run: CardRun) -> Iterator[CardFinding]:
    model = run.sd15.model
    counts = IMAGES[:2] if run.is_tiny else IMAGES
    eager = {images: _step_ms(run, images) for images in counts}
    with fresh_cache():
        network = attach(run.sd15.components, "eager" if run.is_tiny else "inductor")
        yield _serve_beside(model, network, run.patience_s(LIMIT_S))
        is_warm = network.failure is None and network.wait(0)
        for images, eager_ms in eager.items():
            compiled_ms = _step_ms(run, images) if is_warm else None
            ratio = None if compiled_ms is None else compiled_ms / eager_ms
            yield CompiledStep(images, eager_ms, compiled_ms, ratio)


def _step_ms(run: CardRun, images: int) -> float:
    model = run.sd15.model
    batch = begin(model, "euler", images)
    return time_of(lambda: make_step(model.denoiser, batch), run.times).whole_ms


def _serve_beside(model: Model, network: CompiledDenoiser, limit_s: float) -> CompilingBeside:
    began_s = time.perf_counter()
    batch = begin(model, "euler", 4)
    make_step(model.denoiser, batch)  # it begins to compile
    took_ms = []
    while not network.wait(0) and time.perf_counter() - began_s < limit_s:
        if batch[0].is_finished:
            batch = begin(model, "euler", 4)
        synchronize()
        step_began_s = time.perf_counter()
        make_step(model.denoiser, batch)
        synchronize()
        took_ms.append(1000 * (time.perf_counter() - step_began_s))
    return CompilingBeside(
        state=network.state,
        warm_s=time.perf_counter() - began_s,
        steps=len(took_ms),
        median_ms=statistics.median(took_ms) if took_ms else None,
        worst_ms=max(took_ms, default=None),
    )
