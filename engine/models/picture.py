"""Between tensors, encoded image files and plain pictures."""

import io

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.api.errors import RequestError
from engine.api.events import Picture


def to_picture(pixels: torch.Tensor) -> Picture:
    """pixels: (H, W, 3) uint8 on the CPU."""
    height_px, width_px, _ = pixels.shape
    return Picture(width_px, height_px, pixels.contiguous().numpy().tobytes())


def read_pixels(encoded: bytes, width_px: int, height_px: int) -> torch.Tensor:
    """An image file as (H, W, 3) uint8, cropped around its middle to the wanted shape."""
    return torch.from_numpy(np.array(_read(encoded, "RGB", width_px, height_px)))


def read_whole(encoded: bytes) -> torch.Tensor:
    """An image file as (H, W, 3) uint8, of its own size."""
    return torch.from_numpy(np.array(_opened(encoded, "RGB")))


def read_mask(encoded: bytes, width_px: int, height_px: int) -> torch.Tensor:
    """An image file as (H, W) bool, True where it is nearer to white than to black."""
    return torch.from_numpy(np.array(_read(encoded, "L", width_px, height_px)) >= 128)


def to_unit(rgb: torch.Tensor) -> torch.Tensor:
    """(H, W, 3) uint8 as the (1, 3, H, W) in [-1, 1] that autoencoders read."""
    return (2 * (rgb.float() / 255) - 1).permute(2, 0, 1)[None]


def _read(encoded: bytes, mode: str, width_px: int, height_px: int) -> Image.Image:
    picture = _opened(encoded, mode)
    if picture.size != (width_px, height_px):
        picture = ImageOps.fit(picture, (width_px, height_px), Image.Resampling.LANCZOS)
    return picture


def _opened(encoded: bytes, mode: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(encoded), formats=("PNG", "JPEG", "WEBP")) as opened:
            return ImageOps.exif_transpose(opened).convert(mode)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        what = "mask" if mode == "L" else "picture to start from"
        raise RequestError(f"The {what} is no readable PNG, JPEG or WebP.") from error
