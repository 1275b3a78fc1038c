"""What an image starts from: noise, or a noised picture; and what a mask makes of it."""

from dataclasses import dataclass
from typing import Protocol

import torch

from engine.api.request import ImageRequest, SourceImage
from engine.models.autoencoder import EncodedPicture
from engine.models.picture import read_mask, read_pixels, to_unit
from engine.sampling.inpainting import Mask, MaskBlend
from engine.sampling.noise_schedule import Plan
from engine.sampling.trajectory import draw_noise


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


def upscaled_start(
    source: SourceImage, rgb: torch.Tensor, autoencoder: PictureCoder, shows_mask: bool
) -> ImageStart:
    """From an enlarged picture, (H, W, 3) uint8, instead of from the file of the source."""
    pixels = to_unit(rgb)
    seen = autoencoder.encode(torch.zeros_like(pixels)) if shows_mask else None
    picture = autoencoder.encode(pixels)
    return ImageStart(source.strength, autoencoder.factor, picture, None, seen)


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
