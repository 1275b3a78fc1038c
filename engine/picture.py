"""Between tensors, encoded image files and plain pictures."""

import io

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.errors import RequestError
from engine.events import Picture


def to_picture(pixels: torch.Tensor) -> Picture:
    """pixels: (H, W, 3) uint8 on the CPU."""
    height_px, width_px, _ = pixels.shape
    return Picture(width_px, height_px, pixels.contiguous().numpy().tobytes())


def read_pixels(encoded: bytes, width_px: int, height_px: int) -> torch.Tensor:
    """An image file as (1, 3, H, W) in [-1, 1], cropped around its middle to the wanted shape."""
    try:
        with Image.open(io.BytesIO(encoded), formats=("PNG", "JPEG", "WEBP")) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise RequestError("The picture to start from is no readable PNG, JPEG or WebP.") from error
    if picture.size != (width_px, height_px):
        picture = ImageOps.fit(picture, (width_px, height_px), Image.Resampling.LANCZOS)
    unit = torch.from_numpy(np.array(picture, dtype=np.float32) / 255)
    return (2 * unit - 1).permute(2, 0, 1)[None]
