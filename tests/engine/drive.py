"""Driving the engine without its thread: requests in, events and final latents out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch

from engine import (
    EngineOptions,
    EngineStatistics,
    Event,
    Finished,
    ImageRequest,
    Progress,
    PromptPart,
)
from engine.loading.load import load_model
from engine.loop.messages import Loading
from engine.loop.model_cache import ModelCache
from engine.loop.worker import Worker
from engine.models.model import Model


def request(request_id: str = "one", text: str = "a red fox", **changes: object) -> ImageRequest:
    values: dict[str, object] = {
        "request_id": request_id,
        "parts": (PromptPart(text),),
        "negative": "",
        "seeds": (7,),
        "width_px": 32,
        "height_px": 32,
        "steps": 4,
        "guidance": 4.0,
        "sampler": "euler",
    }
    return ImageRequest(**(values | changes))  # type: ignore[arg-type]


def load(folder: Path, dtype: str = "float32") -> Model:
    return load_model(EngineOptions(model=str(folder), device="cpu", dtype=dtype, threads=1))


class KeepsLatents:
    """An autoencoder that hands on what it was asked to decode."""

    def __init__(self, model: Model) -> None:
        self._inner = model.autoencoder
        self.factor = model.autoencoder.factor
        self.encode = model.autoencoder.encode
        self.decoded: list[torch.Tensor] = []  # one image each
        self.batches: list[int] = []

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        self.decoded.extend(latents.clone())
        self.batches.append(len(latents))
        return self._inner.decode(latents)


@dataclass
class Drive:
    """A worker with a hand-turned clock; every event is kept."""

    model: Model
    max_batch: int = 16
    preview_every_s: float = 0.0
    events: list[Event] = field(default_factory=list)
    now_s: float = 0.0

    def __post_init__(self) -> None:
        self.autoencoder = KeepsLatents(self.model)
        self.model = replace(self.model, autoencoder=self.autoencoder, capacities=None)
        options = EngineOptions(max_batch=self.max_batch, preview_every_s=self.preview_every_s)
        models = ModelCache(options, lambda _: self.model, clock=lambda: self.now_s)
        models.load(options.model)
        self.worker = Worker(models, options, self._hear, clock=lambda: self.now_s)

    def _hear(self, news: Event | EngineStatistics | Loading) -> None:
        if not isinstance(news, EngineStatistics | Loading):
            self.events.append(news)

    def add(self, *requests: ImageRequest) -> None:
        for one in requests:
            self.worker.add(one)

    def step(self, times: int = 1) -> None:
        with torch.inference_mode():
            for _ in range(times):
                self.worker.step()
                self.now_s += 1.0

    def finish(self) -> None:
        while not self.worker.is_idle:
            self.step()

    def latents(self, wanted: Sequence[ImageRequest]) -> dict[str, torch.Tensor]:
        """Runs all to their end together; the final latents of each, (images, C, h, w)."""
        self.add(*wanted)
        self.finish()
        return self.finished()

    def finished(self) -> dict[str, torch.Tensor]:
        """The final latents of all that are finished; decoded in the order they finished in."""
        rows = iter(self.autoencoder.decoded)
        return {
            event.request_id: torch.stack([next(rows) for _ in event.images])
            for event in self.events
            if isinstance(event, Finished)
        }

    def of(self, request_id: str) -> list[Event]:
        return [event for event in self.events if event.request_id == request_id]

    def steps_told(self, request_id: str) -> list[int]:
        return [event.step for event in self.of(request_id) if isinstance(event, Progress)]


def latents_alone(model: Model, one: ImageRequest) -> torch.Tensor:
    """What the engine makes of this request when nobody else is there."""
    return Drive(model).latents([one])[one.request_id]
