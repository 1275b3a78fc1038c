"""Is a picture the same picture on this card? Beside the CPU, and beside itself in company.

The built-in model is trained, so its pictures show something; the other families have random
weights, whose latents are compared.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from engine.api.events import Picture
from engine.api.options import EngineOptions
from engine.api.request import ImageRequest
from engine.bench import flow_models
from engine.bench.card.card_run import CardRun, draw_together, request_for
from engine.bench.card.findings import EQUAL, CardFinding, Decibels
from engine.bench.models import folder
from engine.bench.parity import compare_pictures
from engine.loading.load import load_model
from engine.models.model import Model
from engine.runtime.failure import Failure, attempt
from engine.runtime.stock import first_line

WAYS = (  # memory mode and number format
    ("full", "float32"),
    ("full", "bfloat16"),
    ("balanced", "bfloat16"),
    ("low", "bfloat16"),
)
ON_CPU = (WAYS[1], WAYS[3])  # the others are what is compared with, or no other numbers there
SAMPLERS = ("unipc", "dpm++2m", "euler_a", "dpm++2m_sde")
COMPANIES = (2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class FamilyParity(CardFinding):
    """psnr_db: of the final latents beside the CPU's in float32, the worst of four pictures."""

    family: str
    memory: str
    dtype: str
    psnr_db: Decibels
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeedParity(CardFinding):
    """The first picture of a pass beside the same one made alone; again_db: alone, once more."""

    sampler: str
    dtype: str
    again_db: Decibels
    in_2_db: Decibels = None
    in_4_db: Decibels = None
    in_8_db: Decibels = None
    in_16_db: Decibels = None


@torch.inference_mode()
def families(run: CardRun) -> Iterator[CardFinding]:
    for source in _sources(run.cache / "families"):
        options = replace(run.options(source), max_batch=1)  # hardly anything is measured
        base = load_model(replace(options, device="cpu", dtype="float32", memory="full"))
        wanted = [
            replace(request_for(base, sampler, 1, 2 + k), seeds=(k,), request_id=str(k))
            for k, sampler in enumerate(base.card.samplers[:4])
        ]
        right = _drawn(base, wanted)
        for memory, dtype in WAYS if run.is_cuda else ON_CPU:
            own = replace(options, memory=memory, dtype=dtype)
            made = attempt(_latents, own, wanted)
            if isinstance(made, Failure):
                note = f"{type(made.error).__name__}: {first_line(made.error)}"
                yield FamilyParity(base.card.family, memory, dtype, None, note)
                continue
            worst = min(map(latents_db, made, right), default=math.inf)
            psnr_db = EQUAL if math.isinf(worst) else worst
            yield FamilyParity(base.card.family, memory, dtype, psnr_db)


def latents_db(made: torch.Tensor, right: torch.Tensor) -> float:
    """Peak of what is right over the root of the mean square error; infinite where none differs."""
    error = float((made - right).square().mean().sqrt())
    return 20 * math.log10(float(right.abs().max()) / error) if error else math.inf


@torch.inference_mode()
def same_seed(run: CardRun) -> Iterator[CardFinding]:
    for dtype in ("bfloat16", "float32"):
        model = load_model(replace(run.options("builtin"), dtype=dtype))
        for sampler in SAMPLERS:
            yield _seed_parity(model, sampler, run.is_tiny)


def _seed_parity(model: Model, sampler: str, is_tiny: bool) -> SeedParity:
    steps = 2 if is_tiny else 8

    def first_of(pictures: int) -> Picture:
        (images,) = draw_together(model, [request_for(model, sampler, pictures, steps)])
        return model.decode(images[:1])[0]

    alone = first_of(1)

    def beside(pictures: int) -> Decibels:
        psnr_db = compare_pictures([(alone, first_of(pictures))]).psnr_db
        return EQUAL if psnr_db is None else psnr_db

    found = {f"in_{count}_db": beside(count) for count in COMPANIES[: 1 if is_tiny else None]}
    return SeedParity(sampler, model.card.dtype, beside(1), **found)


def _sources(cache: Path) -> Iterator[str]:
    """One model of each family; PixArt's is the built-in one."""
    yield str(folder("sd15", "tiny", cache))
    yield str(folder("sdxl", "tiny", cache))
    yield "builtin"
    for pipeline in flow_models.PIPELINES:
        yield str(flow_models.save(pipeline, cache / pipeline))


def _latents(options: EngineOptions, wanted: Sequence[ImageRequest]) -> list[torch.Tensor]:
    return _drawn(load_model(options), wanted)


def _drawn(model: Model, wanted: Sequence[ImageRequest]) -> list[torch.Tensor]:
    """The final latents of each image, in float32 on the CPU."""
    drawn = draw_together(model, wanted)
    return [image.latents.float().cpu() for own in drawn for image in own]
