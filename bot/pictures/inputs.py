"""Pictures that people bring: written anew, compared, and blended into one to start from.

Bytes in, PNG out. Everything here computes for tens of milliseconds: call it in a thread.
"""

import io
import warnings
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
MAX_PIXELS: Final = 40_000_000
MAX_SIDE_PX: Final = 2048  # nothing larger is of use to a model
_LOOK_PX: Final = 16
_ALIKE: Final = 3.0  # mean difference of two looks, of 255: re-encoded copies stay below 2


class Unreadable(Exception):
    """These bytes are no picture of a kind that is read."""


class TooLarge(Exception):
    """The picture has more pixels than are read."""

    def __init__(self, pixels: int) -> None:
        super().__init__(f"{pixels} pixels")
        self.got_mp = round(pixels / 1_000_000)
        self.limit_mp = MAX_PIXELS // 1_000_000


def rewrite(data: bytes) -> bytes:
    """The first frame as RGB PNG, upright, on white, at most 2048 px long; Unreadable, TooLarge.

    Nothing but pixels survives: no comment, no profile, no trailing bytes.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        with opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise TooLarge(opened.width * opened.height)
            opened.draft("RGB", (MAX_SIDE_PX, MAX_SIDE_PX))
            image = ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError:
        raise TooLarge(10 * MAX_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(str(error)) from error
    white = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(white, image).convert("RGB")
    flat.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    return _png(flat)


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


def has_duplicates(pngs: Sequence[bytes]) -> bool:
    """Two of them show the same, byte by byte or to the eye."""
    if len(set(pngs)) < len(pngs):
        return True
    looks = [_look(png) for png in pngs]
    return any(
        sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < _ALIKE
        for place, one in enumerate(looks)
        for other in looks[:place]
    )


def _look(png: bytes) -> bytes:
    """Colours on a coarse raster: what is left of a picture when it is sent again smaller."""
    with Image.open(io.BytesIO(png)) as opened:
        small = opened.convert("RGB").resize((_LOOK_PX, _LOOK_PX), Image.Resampling.BOX)
    return small.tobytes()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()
