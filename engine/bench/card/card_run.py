"""What all stages share: the device, how large the networks are, and SD 1.5 once loaded."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import torch

from engine.api.options import EngineOptions
from engine.api.request import ImageRequest, PromptPart
from engine.bench.models import Architecture, NetworkSize, folder
from engine.loading.load import LoadedModel, load_with_components
from engine.models.model import Model
from engine.runtime.memory import free_cache
from engine.sampling.step import make_step
from engine.sampling.trajectory import Trajectory

MAX_ROWS = 64


@dataclass
class CardRun:
    """device: cuda, or cpu for tiny networks only; cache: a folder that is gone afterwards."""

    device: str
    is_tiny: bool
    cache: Path

    @property
    def is_cuda(self) -> bool:
        return self.device == "cuda"

    @property
    def row_counts(self) -> tuple[int, ...]:
        """Of the passes that are measured."""
        return (1, 2, 4) if self.is_tiny else (1, 2, 4, 8, 16, 32, MAX_ROWS)

    @property
    def times(self) -> int:
        """How often an act is timed."""
        return 2 if self.is_tiny else 7

    def patience_s(self, card_s: float) -> float:
        """How long an act may take: tiny networks run on machines that are busy with others."""
        return 4 * card_s if self.is_tiny else card_s

    def options(self, model: Path | str) -> EngineOptions:
        """With as many CPU threads as torch has now: choosing them takes time, and stays."""
        return EngineOptions(
            model=str(model),
            device=self.device,
            max_batch=max(self.row_counts),
            cache=str(self.cache),
            threads=torch.get_num_threads(),
        )

    def folder(self, kind: Architecture) -> Path:
        """A model of random weights, made at the first call."""
        scale: NetworkSize = "tiny" if self.is_tiny else "real"
        return folder(kind, scale, self.cache)

    @cached_property
    def sd15(self) -> LoadedModel:
        return load_with_components(self.options(self.folder("sd15")))

    def forget(self) -> None:
        """Gives the memory of SD 1.5 back."""
        self.__dict__.pop("sd15", None)
        gc.collect()
        free_cache()


def request_for(model: Model, sampler: str, images: int, steps: int) -> ImageRequest:
    """Of the model's own size, guided if the model can be, with seeds from 7."""
    side_px = model.card.native_px
    return ImageRequest(
        request_id=f"{images} by {sampler}",
        parts=(PromptPart("a red lighthouse at sunset"),),
        negative="",
        seeds=tuple(7 + k for k in range(images)),
        width_px=side_px,
        height_px=side_px,
        steps=steps,
        guidance=3.0,
        sampler=sampler,
    )


def plain(request: ImageRequest) -> ImageRequest:
    """The same without guidance: one row an image."""
    return replace(request, guidance=1.0)


def draw_together(model: Model, requests: Sequence[ImageRequest]) -> list[list[Trajectory]]:
    """The finished images of each request; all of them were in each pass for as long as they ran.

    FloatingPointError: numbers that are not finite.
    """
    model.encode_requests(requests)
    begun = [model.begin(request) for request in requests]
    images = [image for own in begun for image in own]
    while running := [image for image in images if not image.is_finished]:
        if not all(make_step(model.denoiser, running)):
            raise FloatingPointError("the network gave numbers that are not finite")
    return begun
