"""A loaded model: denoiser, autoencoder, samplers, preview map, card; and how a request begins."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import torch

from engine.autoencoder import EncodedPicture
from engine.batcher import Key
from engine.events import Picture
from engine.families import Denoiser, EncodedText
from engine.guidance import LineText, lines_for
from engine.model_card import ModelCard
from engine.noise_schedule import Plan, Spacing
from engine.picture import read_pixels
from engine.request import ImageRequest
from engine.trajectory import Trajectory, draw_noise

TEXTS_KEPT = 256
MANY = 10**6


class PictureCoder(Protocol):
    """Pixels to latents and back."""

    factor: int

    def encode(self, pixels: torch.Tensor) -> EncodedPicture: ...
    def decode(self, latents: torch.Tensor) -> torch.Tensor: ...


class PlanSource(Protocol):
    def plan(self, name: str, steps: int, strength: float | None, spacing: Spacing) -> Plan: ...


class Previewer(Protocol):
    def pictures(self, clean: torch.Tensor) -> tuple[Picture, ...]: ...


@dataclass(frozen=True, slots=True)
class Home:
    """Where latents live between steps, and in which number format (float32, or wider)."""

    device: torch.device
    dtype: torch.dtype = torch.float32


@dataclass(eq=False)
class Model:
    card: ModelCard
    denoiser: Denoiser
    autoencoder: PictureCoder
    plans: PlanSource
    previews: Previewer
    home: Home
    useful_lines: int | None = None  # measured for pictures of the native size; None: any number

    def __post_init__(self) -> None:
        self.encode_line = lru_cache(TEXTS_KEPT)(self._encode_line)

    def _encode_line(self, line: LineText) -> EncodedText:
        return self.denoiser.encode_texts([line])[0]

    def useful_lines_of(self, key: Key) -> int:
        """Larger latents fill the device with fewer lines. key: the shape (C, h, w)."""
        if self.useful_lines is None:
            return MANY
        native = (self.card.native_px // self.autoencoder.factor) ** 2
        return max(1, round(self.useful_lines * native / (key[1] * key[2])))

    def begin(self, request: ImageRequest) -> list[Trajectory]:
        """One trajectory per seed, with its texts encoded and its first noise drawn."""
        lines = lines_for(request)
        texts = tuple(self.encode_line(line) for line in lines.texts)
        source, strength = self._read_source(request)
        shape = self._latent_shape(request)
        spacing = self.denoiser.spacing(shape, request.steps)
        plan = self.plans.plan(request.sampler, request.steps, strength, spacing)
        trajectories = []
        for seed in request.seeds:
            generator = torch.Generator("cpu").manual_seed(seed)
            latents = self._first_latents(shape, plan, source, generator)
            trajectories.append(Trajectory(seed, plan, texts, lines.weights, generator, latents))
        return trajectories

    def _read_source(self, request: ImageRequest) -> tuple[EncodedPicture | None, float | None]:
        if request.source is None or request.source.strength == 1:
            return None, None
        pixels = read_pixels(request.source.png, request.width_px, request.height_px)
        return self.autoencoder.encode(pixels), request.source.strength

    def _latent_shape(self, request: ImageRequest) -> torch.Size:
        factor = self.autoencoder.factor
        sides = (request.height_px // factor, request.width_px // factor)
        return torch.Size((self.denoiser.latent_channels, *sides))

    def _first_latents(
        self,
        shape: torch.Size,
        plan: Plan,
        source: EncodedPicture | None,
        generator: torch.Generator,
    ) -> torch.Tensor:
        """Draws in the order of the stock pipelines: the source's latent, then the noise."""
        image = None if source is None else source.sample(generator).to(self.home.dtype)
        noise = draw_noise(shape, generator).to(self.home.device, self.home.dtype)
        start = plan.noise_scale * noise
        if image is not None:
            start = start + plan.image_scale * image.to(self.home.device)
        return start
