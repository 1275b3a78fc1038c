"""Between tensors, encoded image files and plain pictures."""

import io
import math

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.api.errors import RequestError
from engine.api.events import Picture

REFERENCE_PX = 1024 * 1024  # a larger picture to change is made smaller


def to_picture(pixels: torch.Tensor) -> Picture:
    """pixels: (H, W, 3) uint8 on the CPU."""
    height_px, width_px, _ = pixels.shape
    return Picture(width_px, height_px, pixels.contiguous().numpy().tobytes())


def read_pixels(encoded: bytes, width_px: int, height_px: int) -> torch.Tensor:
    """An image file as (H, W, 3) uint8, cropped around its middle to the wanted shape."""
    return torch.from_numpy(np.array(_read(encoded, "RGB", width_px, height_px)))


def read_whole(encoded: bytes) -> torch.Tensor:
    """An image file as (H, W, 3) uint8, of its own size."""
    return torch.from_numpy(np.array(_open(encoded, "RGB", "picture to start from")))


def read_mask(encoded: bytes, width_px: int, height_px: int) -> torch.Tensor:
    """An image file as (H, W) bool, True where it is nearer to white than to black."""
    return torch.from_numpy(np.array(_read(encoded, "L", width_px, height_px)) >= 128)


def read_reference(encoded: bytes, multiple_px: int) -> torch.Tensor:
    """An image file as (H, W, 3) uint8 in its own shape, at most `REFERENCE_PX` pixels large.

    Cut around its middle to multiples. Source: diffusers' `Flux2KleinPipeline.__call__`.
    """
    picture = _open(encoded, "RGB", "picture to change")
    area = picture.width * picture.height
    if area > REFERENCE_PX:
        scale = math.sqrt(REFERENCE_PX / area)
        smaller = (int(picture.width * scale), int(picture.height * scale))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)
    width, height = (side // multiple_px * multiple_px for side in picture.size)
    if not width or not height:
        raise RequestError(f"The picture to change is smaller than {multiple_px} pixels.")
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    cut = picture.crop((left, top, left + width, top + height))
    return torch.from_numpy(np.array(cut))


def to_unit(rgb: torch.Tensor) -> torch.Tensor:
    """(H, W, 3) uint8 as the (1, 3, H, W) in [-1, 1] that autoencoders read."""
    return (2 * (rgb.float() / 255) - 1).permute(2, 0, 1)[None]


def _read(encoded: bytes, mode: str, width_px: int, height_px: int) -> Image.Image:
    what = "mask" if mode == "L" else "picture to start from"
    picture = _open(encoded, mode, what)
    if picture.size != (width_px, height_px):
        picture = ImageOps.fit(picture, (width_px, height_px), Image.Resampling.LANCZOS)
    return picture


def _open(encoded: bytes, mode: str, what: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(encoded), formats=("PNG", "JPEG", "WEBP")) as opened:
            return ImageOps.exif_transpose(opened).convert(mode)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise RequestError(f"The {what} is no readable PNG, JPEG or WebP.") from error
