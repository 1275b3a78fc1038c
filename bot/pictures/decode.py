"""A stranger's file made into a picture of our own, and what is written in it.

Called in the decoder's process alone (`decoder.py`), where it may be killed at any time; imports
Pillow and what reads text, so that such a process starts in a tenth of a second.
"""

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from bot.foreign.making import Making
from bot.foreign.programs import read_texts
from bot.pictures.file_structure import check_structure
from bot.pictures.file_texts import texts_of
from bot.pictures.unfit import BROKEN, DAMAGED, NO_PICTURE, Unfit

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
MAX_PIXELS: Final = 40_000_000
MAX_SOURCE_SIDE_PX: Final = 16_384  # one pixel more on a side costs a row of its own in every pass
MAX_SIDE_PX: Final = 2048  # nothing larger is of use to a model
MAX_PNG_BYTES: Final = 4 * 1024 * 1024  # a photo of two megapixels: as many as a model starts from
LOOK_PX: Final = 16
# EXIF 2.32, tag 274: what turns the picture upright.
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE: Final = tuple(_TURNS[number] for number in (5, 6, 7, 8))


@dataclass(frozen=True, slots=True)
class Decoded:
    """`png`: the first frame as RGB, upright, on white, at most 2048 px long and 4 MiB large.

    `width_px`, `height_px`: as it was sent, upright. `look`: its colours on a raster of 16 × 16.
    `texts`: what stands beside its pixels, by keyword; `making`: what other programs than this one
    say in them of how it was made.
    """

    png: bytes
    width_px: int
    height_px: int
    look: bytes
    texts: Mapping[str, str]
    making: Making | None = None


def decode(data: bytes) -> Decoded:
    """The picture in a file, decoded once; Unfit where there is none, or too much of one.

    Nothing but pixels is in the PNG: no comment, no profile, no trailing bytes.
    """
    check_structure(data)
    with _opened(data) as opened:
        _check_size(*opened.size)
        width_px, height_px = opened.size
        try:
            opened.draft(None, (MAX_SIDE_PX, MAX_SIDE_PX))  # a JPEG is decoded smaller
            opened.load()
            texts, turn = texts_of(opened, data), _turn(opened)
            image = _small(_eight_bits(opened))
        except BROKEN as error:
            raise Unfit(DAMAGED) from error
    if turn is not None:
        image = image.transpose(turn)
    if turn in _ON_ITS_SIDE:
        width_px, height_px = height_px, width_px
    look = image.resize((LOOK_PX, LOOK_PX), Image.Resampling.BOX).tobytes()
    return Decoded(_png(image), width_px, height_px, look, texts, read_texts(texts))


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Unfit("link-pixels", most=MAX_PIXELS // 10**6) from None
    except UnidentifiedImageError as error:
        raise Unfit(NO_PICTURE) from error
    except BROKEN as error:
        raise Unfit(DAMAGED) from error


def _check_size(width_px: int, height_px: int) -> None:
    longest = max(width_px, height_px)
    if longest > MAX_SOURCE_SIDE_PX:
        raise Unfit("link-side", most=MAX_SOURCE_SIDE_PX, got=longest)
    if width_px * height_px > MAX_PIXELS:
        raise Unfit("link-pixels", most=MAX_PIXELS // 10**6)


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bits of grey scaled: a plain conversion clips, and all is white."""
    if not image.mode.startswith("I"):
        return image
    grey = image.point(lambda value: value * (1 / 257)).convert("L")
    grey.info.pop("transparency", None)  # one of 65,536 greys, which is none of these
    return grey


def _small(image: Image.Image) -> Image.Image:
    """RGB on white, at most 2048 px; large ones are averaged down before they are looked at."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    small = image if image.mode == mode else image.convert(mode)
    small.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", small.size, "white")
    flat.paste(small, mask=small.getchannel("A") if mode == "RGBA" else None)
    return flat


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How a camera says it was held; a broken note about a picture breaks no picture."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except BROKEN:
        return None


def _png(image: Image.Image) -> bytes:
    """Of the pixels alone, made smaller until it fits."""
    while True:
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=3)
        if out.tell() <= MAX_PNG_BYTES:
            return out.getvalue()
        share = min(0.9, math.sqrt(MAX_PNG_BYTES / out.tell()))
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        image = image.resize(size, Image.Resampling.LANCZOS)
