"""What an image starts from: noise, or a noised picture; and what a mask makes of it."""

from dataclasses import dataclass
from typing import Protocol

import torch

from engine.api.request import ImageRequest
from engine.models.autoencoder import EncodedPicture
from engine.models.picture import read_mask, read_pixels, to_unit
from engine.sampling.inpainting import Mask, MaskBlend
from engine.sampling.noise_schedule import Plan
from engine.sampling.trajectory import draw_noise

CHANGED = -1.0  # what a painter is told of a cell that the words may change


class PictureCoder(Protocol):
    """Pixels to latents and back."""

    factor: int

    def encode(self, pixels: torch.Tensor) -> EncodedPicture: ...
    def decode(self, latents: torch.Tensor) -> torch.Tensor: ...


@dataclass(frozen=True, slots=True)
class Home:
    """Where latents live between steps, and in which number format (float32, or wider)."""

    device: torch.device
    dtype: torch.dtype = torch.float32

    def take(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor.to(self.device, self.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """latents: (C, h, w); channels: (1 + C, h, w), what a network for inpainting sees besides."""

    latents: torch.Tensor
    blend: MaskBlend | None
    channels: torch.Tensor | None


@dataclass(frozen=True, slots=True, eq=False)
class ImageStart:
    """What is read once for all images of a request.

    picture: None where nothing is kept of it; seen: the picture without what is repainted, for a
    network for inpainting, which then needs no blending.
    """

    strength: float
    factor: int
    picture: EncodedPicture | None
    mask: Mask | None
    seen: EncodedPicture | None

    def begin(self, plan: Plan, shape: torch.Size, generator: torch.Generator, home: Home) -> Begun:
        """Draws in the order of the stock pipelines: the source's latent, the noise, what is seen.

        shape: (C, h, w) of the latents.
        """
        picture = None if self.picture is None else home.take(self.picture.sample(generator))
        noise = home.take(draw_noise(shape, generator))
        latents = plan.first_noise * noise
        if picture is not None and self.strength < 1:
            latents = plan.start.image * picture + plan.start.noise * noise
        if self.seen is not None:
            cells = torch.ones((1, *shape[1:]))  # without a mask, all is painted
            if self.mask is not None:
                cells = (self.mask.cells(self.factor) > 0).float()
            seen = self.seen.sample(generator)
            return Begun(latents, None, torch.cat([home.take(cells), home.take(seen)]))
        if picture is None or self.mask is None:
            return Begun(latents, None, None)
        repainted = home.take(self.mask.widened(self.factor))
        return Begun(latents, MaskBlend(picture, noise, repainted), None)


@dataclass(frozen=True, slots=True, eq=False)
class PainterStart:
    """For a model with a painter: what it sees, once for all images of a request.

    seen: the picture; painted: (1, h, w) bool, the cells to paint, or None: all may be changed, as
    the words say.
    """

    begun: ImageStart
    seen: EncodedPicture
    painted: torch.Tensor | None

    @property
    def mask(self) -> Mask | None:
        return self.begun.mask

    def begin(self, plan: Plan, shape: torch.Size, generator: torch.Generator, home: Home) -> Begun:
        begun = self.begun.begin(plan, shape, generator, home)
        seen = home.take(self.seen.sample(generator))
        if self.painted is None:
            task = home.take(torch.full((1, *shape[1:]), CHANGED))
        else:
            task = home.take(self.painted.float())
            seen = torch.where(task > 0, torch.zeros_like(seen), seen)
        return Begun(begun.latents, None, torch.cat([task, seen]))


def read_painter_start(request: ImageRequest, autoencoder: PictureCoder) -> PainterStart:
    """Of a request with a mask or a reference; RequestError as `read_start`."""
    width_px, height_px = request.width_px, request.height_px
    if request.references:
        rgb = read_pixels(request.references[0], width_px, height_px)
        begun = read_start(request, autoencoder, shows_mask=False)
        return PainterStart(begun, autoencoder.encode(to_unit(rgb)), None)
    begun = read_start(request, autoencoder, shows_mask=False)
    assert begun.mask is not None
    seen = autoencoder.encode(to_unit(begun.mask.rgb))
    return PainterStart(begun, seen, begun.mask.painted(autoencoder.factor))


def sees_picture(request: ImageRequest) -> bool:
    """Whether a painter has something to see."""
    is_masked = request.source is not None and request.source.mask_png is not None
    return is_masked or bool(request.references)


def read_start(request: ImageRequest, autoencoder: PictureCoder, shows_mask: bool) -> ImageStart:
    """shows_mask: the network sees the mask and what is left of the picture.

    RequestError: unreadable files, or a mask without white.
    """
    width_px, height_px = request.width_px, request.height_px
    strength, pixels, mask = 1.0, torch.zeros((1, 3, height_px, width_px)), None
    if request.source is not None:
        strength = request.source.strength
        rgb = read_pixels(request.source.png, width_px, height_px)
        pixels = to_unit(rgb)
        if request.source.mask_png is not None:
            mask = Mask(rgb, read_mask(request.source.mask_png, width_px, height_px))
    is_kept = strength < 1 or (mask is not None and not shows_mask)
    seen = None
    if shows_mask:
        hidden = torch.ones(()) if mask is None else mask.repainted
        seen = autoencoder.encode(pixels * (1 - hidden.float()))
    picture = autoencoder.encode(pixels) if is_kept else None
    return ImageStart(strength, autoencoder.factor, picture, mask, seen)
