"""SDXL: milliseconds and bytes of passes and decodings beside what the memory plan counts with."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from engine.api.options import EngineOptions
from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import CardFinding
from engine.bench.card.passes import LoadTime
from engine.bench.card.timing import GIB, allocated_gib, peak_gib, time_of
from engine.loading.calibration import one_pass
from engine.loading.load import LoadedModel, load_model, load_with_components
from engine.models.model import Model
from engine.runtime import memory_plan
from engine.runtime.device import choose_device
from engine.sampling.guidance import RowText

ROWS = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class ActMemory(CardFinding):
    """peak_gib: beside the weights; plan_gib: what the memory plan counts for it, where it does."""

    what: str
    whole_ms: float
    peak_gib: float | None
    plan_gib: float | None


@dataclass(frozen=True, slots=True)
class ModeMemory(CardFinding):
    """A guided picture in each memory mode; peak_gib: weights and all, as plan_gib."""

    memory: str
    prompt_ms: float
    pass_of_2_ms: float
    decode_ms: float
    loaded_gib: float | None
    peak_gib: float | None
    plan_gib: float


@torch.inference_mode()
def sdxl(run: CardRun) -> Iterator[CardFinding]:
    run.forget()
    began_s = time.perf_counter()
    path = run.folder("sdxl")
    written_s = time.perf_counter()
    counts = ROWS[:2] if run.is_tiny else ROWS
    loaded = load_with_components(replace(run.options(path), max_batch=max(counts)))
    load_s = time.perf_counter() - written_s
    card = loaded.model.card
    yield LoadTime(card.name, card.dtype, written_s - began_s, load_s, loaded.model.memory)
    yield from _passes(run, loaded.model, counts)
    yield from _decodings(run, loaded)


def _passes(run: CardRun, model: Model, counts: Sequence[int]) -> Iterator[ActMemory]:
    cells = (model.card.native_px / memory_plan.CELL_PX) ** 2
    value_bytes = getattr(torch, model.card.dtype).itemsize
    for rows in counts:

        def act(rows: int = rows) -> None:
            one_pass(model, rows)

        plan = rows * cells * memory_plan.ROW_VALUES * value_bytes / GIB
        try:
            took = time_of(act, run.times)
        except torch.OutOfMemoryError:
            return  # a smaller card ends here
        yield ActMemory(f"a pass of {rows} rows", took.whole_ms, peak_gib(act), plan)


def _decodings(run: CardRun, loaded: LoadedModel) -> Iterator[ActMemory]:
    """Of one picture of the native size, and of twice its sides, in both number formats."""
    model, vae = loaded.model, loaded.components.pipeline.vae
    side = model.card.native_px // model.autoencoder.factor
    usual = vae.dtype
    for dtype in (torch.bfloat16, torch.float32):
        vae.to(dtype)
        for cells in (side, 2 * side):
            latents = torch.zeros((1, model.denoiser.latent_channels, cells, cells))
            latents = latents.to(model.home.device)

            def act(latents: torch.Tensor = latents) -> None:
                model.autoencoder.decode(latents)

            side_px = cells * model.autoencoder.factor
            plan = side_px**2 * memory_plan.PIXEL_VALUES * dtype.itemsize / GIB
            name = f"decoding {side_px}², {str(dtype).removeprefix('torch.')}"
            took, peak = time_of(act, run.times), peak_gib(act)
            yield ActMemory(name, took.whole_ms, peak, plan if cells == side else None)
    vae.to(usual)


@torch.inference_mode()
def memory_modes(run: CardRun) -> Iterator[CardFinding]:
    run.forget()
    options = replace(run.options(run.folder("sdxl")), max_batch=2)
    for memory in ("full", "balanced", "low"):
        yield _mode_memory(run, replace(options, memory=memory))
        run.forget()  # what was loaded for it


def _mode_memory(run: CardRun, options: EngineOptions) -> ModeMemory:
    before = allocated_gib() or 0.0
    model = load_model(options)
    loaded = allocated_gib()
    side = model.card.native_px // model.autoencoder.factor
    shape = (1, model.denoiser.latent_channels, side, side)
    latents = torch.zeros(shape, device=model.home.device)
    acts = (
        lambda: model.denoiser.encode_texts([RowText("a fox")]),
        lambda: one_pass(model, 2),
        lambda: model.autoencoder.decode(latents),
    )
    peaks = [peak_gib(act) for act in acts]
    prompt, guided, decoding = (time_of(act, run.times).whole_ms for act in acts)
    highest = max((peak for peak in peaks if peak is not None), default=None)
    return ModeMemory(
        memory=options.memory,
        prompt_ms=prompt,
        pass_of_2_ms=guided,
        decode_ms=decoding,
        loaded_gib=None if loaded is None else loaded - before,
        peak_gib=None if loaded is None or highest is None else loaded - before + highest,
        plan_gib=_plan_gib(options),
    )


def _plan_gib(options: EngineOptions) -> float:
    """What the first rung of the asked mode needs, as if it fitted."""
    choice = choose_device(options)
    wide = choice.placement.for_autoencoder.dtype.itemsize
    sizes = memory_plan.sizes_on_disk(Path(options.model), choice.dtype.itemsize, wide)
    return sizes.needs(memory_plan.plan_memory(None, sizes, options)) / GIB
