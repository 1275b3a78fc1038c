"""What a job starts from, made of pictures that are PNG of our own: blended, or laid on a canvas.

Both compute for tens of milliseconds: call them in a thread. Opens no stranger's file.
"""

import io
from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageOps

from bot.orders.canvas import Canvas

_ALIKE: Final = 3.0  # mean difference of two looks, of 255: re-encoded copies stay below 2


def blend(pngs: Sequence[bytes], width_px: int, height_px: int) -> bytes:
    """The mean of pictures, each cut to the shape and in equal shares; one alone is only cut."""
    mean: Image.Image | None = None
    for count, png in enumerate(pngs, 1):
        with Image.open(io.BytesIO(png)) as opened:
            fitted = ImageOps.fit(
                opened.convert("RGB"), (width_px, height_px), Image.Resampling.LANCZOS
            )
        mean = fitted if mean is None else Image.blend(mean, fitted, 1 / count)
    if mean is None:
        raise ValueError("there is no picture to start from")
    return _png(mean)


def laid_out(png: bytes, canvas: Canvas) -> tuple[bytes, bytes]:
    """The canvas and its mask as PNG, white where it is new.

    Where the mask is black lies the picture: its own pixels, or those of its one scaling. Around
    it the canvas goes on as in a mirror: who looks there sees what the picture ends with.
    """
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    inner = (canvas.inner_width_px, canvas.inner_height_px)
    if picture.size != inner:
        picture = picture.resize(inner, Image.Resampling.LANCZOS)
    left, top = canvas.inner_left_px, canvas.inner_top_px
    right, bottom = canvas.width_px - left - inner[0], canvas.height_px - top - inner[1]
    around = ((top, bottom), (left, right))
    pixels = np.pad(np.asarray(picture), (*around, (0, 0)), mode="symmetric")
    mask = np.pad(np.zeros(inner[::-1], np.uint8), around, constant_values=255)
    return _png(Image.fromarray(pixels)), _png(Image.fromarray(mask))


def sides_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(png)) as opened:
        return opened.size


def has_duplicates(looks: Sequence[bytes]) -> bool:
    """Two pictures show the same to the eye, as far as `Decoded.look` tells."""
    return any(
        sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < _ALIKE
        for place, one in enumerate(looks)
        for other in looks[:place]
    )


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()
