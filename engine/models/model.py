"""A loaded model: denoiser, autoencoder, samplers, preview map, card; and how a request begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch

from engine.api.events import Picture
from engine.api.model_card import ModelCard
from engine.api.request import ImageRequest
from engine.models.capacity import Capacities, Capacity
from engine.models.compiling import CompiledDenoiser
from engine.models.instructed import is_instructed, with_picture
from engine.models.painter_start import (
    PainterStart,
    read_painter_start,
    sees_picture,
    with_edit_guidance,
)
from engine.models.picture import read_pixels, read_reference, to_picture, to_unit
from engine.models.start import Home, ImageStart, PictureCoder, read_start, upscaled_start
from engine.prompts.chaos import own_request, with_text_noise
from engine.prompts.encoding import EncodedTexts, encode_with_emphasis
from engine.sampling.denoiser import Denoiser, EncodedText, Row
from engine.sampling.guidance import GuidedRows, RowText, rows_for
from engine.sampling.noise_schedule import Plan, Spacing
from engine.sampling.samplers import laid_steps
from engine.sampling.trajectory import Conditions, Drawn, Trajectory
from engine.sampling.windows import Window, WindowCanvas, window_px

ALONE = Capacity(useful_rows=1, max_rows=1, row_s=1.0)
ANY = Capacity(useful_rows=10**6, max_rows=None, row_s=0.01)
BEYOND = 4  # latent cells beyond an edge that the decoder sees of a picture to be tiled


class PlanSource(Protocol):
    def plan(self, name: str, steps: int, strength: float | None, spacing: Spacing) -> Plan: ...


class Previewer(Protocol):
    def pictures(self, clean: torch.Tensor) -> tuple[Picture, ...]: ...


@dataclass(eq=False)
class Model:
    card: ModelCard
    denoiser: Denoiser
    autoencoder: PictureCoder
    plans: PlanSource
    previews: Previewer
    home: Home
    capacities: Capacities | None = None  # as measured; None: any number of rows
    weight_bytes: int = 0  # on the device
    memory: str = ""  # the memory mode, and why
    judge_folder: Path | None = None  # with a judge that can tell what a picture shows
    compiled: CompiledDenoiser | None = None  # where torch.compile is on

    def __post_init__(self) -> None:
        self._texts = EncodedTexts(lambda rows: encode_with_emphasis(self.denoiser, rows))

    def encode_row(self, row: RowText) -> EncodedText:
        return self._texts.read([row])[0]

    def encode_requests(self, requests: Sequence[ImageRequest]) -> None:
        """Encodes the texts of all of them together, for `begin` to find."""
        own = [
            own_request(request, seed, self.card.compositions)
            for request in requests
            for seed in (request.seeds if request.chaos else request.seeds[:1])
        ]
        guided = [
            rows_for(request, self.denoiser.can_guide, step)
            for request in own
            for step in range(request.steps if request.is_changing else 1)
        ]
        self._texts.read([text for rows in guided for text in rows.texts])

    def capacity_of(self, shape: tuple[int, ...]) -> Capacity:
        """Of one pass, for latents (C, h, w)."""
        if not self.card.can_batch:
            return ALONE
        return ANY if self.capacities is None else self.capacities.of(shape)

    def begin(self, request: ImageRequest) -> list[Trajectory]:
        """One trajectory per seed, with its texts encoded and its first noise drawn."""
        factor = self.autoencoder.factor
        sides = (request.height_px // factor, request.width_px // factor)
        shape = torch.Size((self.denoiser.latent_channels, *sides))
        plan = self._plan(request, shape)
        start = self._start(request)
        references, picture = self._references(request), self._picture(request, shape)
        trajectories = []
        for seed in request.seeds:
            generator = torch.Generator("cpu").manual_seed(seed)
            begun = start.begin(plan, shape, generator, self.home)
            trajectories.append(
                Trajectory(
                    seed,
                    plan,
                    self._conditions(
                        request,
                        seed,
                        plan,
                        begun.channels if picture is None else picture,
                        references,
                    ),
                    generator,
                    begun.latents,
                    request.tile,
                    begun.blend,
                    start.mask,
                )
            )
        return trajectories

    def _references(self, request: ImageRequest) -> tuple[torch.Tensor, ...]:
        """The latents of the pictures that the words change, where it reads them as its own."""
        if self.denoiser.has_painter or is_instructed(self.denoiser):
            return ()
        multiple_px = self.card.size_multiple_px
        pixels = [to_unit(read_reference(png, multiple_px)) for png in request.references]
        return tuple(self.home.take(self.autoencoder.encode(one).mode()[0]) for one in pixels)

    def _picture(self, request: ImageRequest, shape: torch.Size) -> torch.Tensor | None:
        """What a network of InstructPix2Pix sees beside its own latent; zeros for no picture."""
        if not is_instructed(self.denoiser):
            return None
        if not request.references:
            return self.home.take(torch.zeros(shape))
        rgb = read_pixels(request.references[0], request.width_px, request.height_px)
        return self.home.take(self.autoencoder.encode(to_unit(rgb)).raw_mode()[0])

    def _start(self, request: ImageRequest) -> ImageStart | PainterStart:
        if self.denoiser.has_painter and sees_picture(request):
            return read_painter_start(request, self.autoencoder)
        return read_start(request, self.autoencoder, self._shows_mask)

    @property
    def _shows_mask(self) -> bool:
        return self.denoiser.extra_channels > 0 and not is_instructed(self.denoiser)

    def begin_upscaled(self, request: ImageRequest, rgb: torch.Tensor) -> list[Trajectory]:
        """The windows of the one image of this request, which starts from what was enlarged.

        rgb: (H, W, 3) uint8 of the request's size.
        """
        assert request.source is not None
        factor = self.autoencoder.factor
        high_px, wide_px = window_px(request, self.card)
        size = (high_px // factor, wide_px // factor)
        window = torch.Size((self.denoiser.latent_channels, *size))
        plan = self._plan(request, window)
        start = upscaled_start(request.source, rgb, self.autoencoder, self._shows_mask)
        sides = (request.height_px // factor, request.width_px // factor)
        whole = torch.Size((self.denoiser.latent_channels, *sides))
        (seed,) = request.seeds
        generator = torch.Generator("cpu").manual_seed(seed)
        begun = start.begin(plan, whole, generator, self.home)
        canvas = WindowCanvas(begun.latents, size, generator, request.tile)
        picture = self._picture(request, whole)
        seen = begun.channels if picture is None else picture
        for place in canvas.places():
            channels = None if seen is None else canvas.cut(seen, place)
            Window(seed, plan, self._conditions(request, seed, plan, channels, ()), canvas, place)
        return list(canvas.windows)

    def _plan(self, request: ImageRequest, shape: torch.Size) -> Plan:
        strength = None if request.source is None else request.source.strength
        spacing = self.denoiser.spacing(shape, laid_steps(request.steps, strength))
        plan = self.plans.plan(request.sampler, request.steps, strength, spacing)
        return plan.stopped(request.stop)

    def _conditions(
        self,
        request: ImageRequest,
        seed: int,
        plan: Plan,
        channels: torch.Tensor | None,
        references: tuple[torch.Tensor, ...],
    ) -> tuple[Conditions, ...]:
        """Of each pass: within the interval it is guided, outside it has no negative row.

        What a pass reads hangs on its own step alone. Passes of the same words share one.
        """
        if self.denoiser.has_painter:
            request = with_edit_guidance(request)
        own = own_request(request, seed, self.card.compositions)
        made: dict[GuidedRows, Conditions] = {}

        def conditions(is_guided: bool, step: int) -> Conditions:
            rows = rows_for(own, is_guided and self.denoiser.can_guide, step)
            if rows not in made:
                count = len(rows.texts) - len(own.parts)
                read = list(map(self.encode_row, rows.texts))
                for k in range(len(own.parts)):
                    read[count + k] = with_text_noise(read[count + k], request.chaos, seed, k)
                texts = (Row(text, own.guidance, channels, references) for text in read)
                made[rows] = Conditions(tuple(texts), rows.weights)
                if channels is not None and request.references and is_instructed(self.denoiser):
                    made[rows] = with_picture(made[rows], channels, is_guided=count > 0)
            return made[rows]

        begin, end = request.guidance_interval
        return tuple(
            conditions(begin <= i / plan.steps < end, step)
            for i, step in enumerate(plan.steps_of_passes())
        )

    def decode(self, images: Sequence[Drawn]) -> list[Picture]:
        """The finished pictures of latents of one shape."""
        rgb: dict[int, torch.Tensor] = {}
        for is_tile, decode in ((False, self.autoencoder.decode), (True, self._decode_tile)):
            group = [image for image in images if image.is_tile == is_tile]
            if group:
                pixels = decode(torch.stack([image.latents for image in group]))
                rgb.update(zip(map(id, group), pixels, strict=True))
        return [
            to_picture(rgb[id(image)] if image.mask is None else image.mask.compose(rgb[id(image)]))
            for image in images
        ]

    def _decode_tile(self, latents: torch.Tensor) -> torch.Tensor:
        """The decoder sees what lies beyond each edge: the cells at the opposite one."""
        cells = min(BEYOND, *latents.shape[-2:])
        wrapped = torch.nn.functional.pad(latents, (cells,) * 4, mode="circular")
        margin = cells * self.autoencoder.factor
        return self.autoencoder.decode(wrapped)[:, margin:-margin, margin:-margin]
