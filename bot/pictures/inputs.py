"""Pictures that people brought, once they are PNG of our own: blended, and compared by their looks.

A blend computes for tens of milliseconds: call it in a thread. Opens no stranger's file.
"""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageOps

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
    out = io.BytesIO()
    mean.save(out, "PNG", compress_level=3)
    return out.getvalue()


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
