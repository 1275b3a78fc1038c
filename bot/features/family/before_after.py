"""Two pictures on one sheet, to be compared: before and after, with a label on each. Pure.

It computes for tenths of a second: call it in a thread. Opens PNG of our own making only.
"""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIDE_PX: Final = 1024  # of the longer side of the second picture
STRIP: Final = 3.0  # from this shape on two side by side are a strip, and stand one above the other
DIVIDER: Final = 1 / 128  # of the shorter side, and never less than two pixels
LINE: Final = (128, 132, 142)  # between white margins and between night skies
_LABEL: Final = 1 / 20  # height of a label, of the shorter side
_LEAST_LABEL_PX: Final = 16
_FINE: Final = 4  # labels are drawn larger, since round corners have no half-tones otherwise


@dataclass(frozen=True, slots=True)
class Sheet:
    """`is_stacked`: the first stands above the second, and not on its left."""

    png: bytes
    is_stacked: bool


def before_after(before: bytes, after: bytes, labels: tuple[str, str]) -> Sheet:
    """Both pictures with a line between; the first as long there as the second, never cut."""
    old, new = _opened(before), _opened(after)
    longer = max(new.size)
    if longer > SIDE_PX:
        new = _scaled(new, SIDE_PX / longer)
    is_stacked = old.width / old.height + new.width / new.height >= STRIP
    old = _scaled(old, new.width / old.width if is_stacked else new.height / old.height)
    line = max(2, round(min(new.size) * DIVIDER))
    place = (0, old.height + line) if is_stacked else (old.width + line, 0)
    sheet = Image.new("RGB", (place[0] + new.width, place[1] + new.height), LINE)
    height = max(_LEAST_LABEL_PX, round(min(new.size) * _LABEL))
    for picture, at, words in ((old, (0, 0), labels[0]), (new, place, labels[1])):
        sheet.paste(picture, at)
        label = _label(words, height)
        sheet.paste(label, (at[0] + height // 2, at[1] + height // 2), label)
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    return Sheet(out.getvalue(), is_stacked)


def _opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as opened:
        return opened.convert("RGB")


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _label(words: str, height_px: int) -> Image.Image:
    """White letters on a dark pill, RGBA; the font that Pillow brings has Latin letters only."""
    height = height_px * _FINE
    font = ImageFont.load_default(height * 0.6)
    width = round(font.getlength(words)) + height
    pill = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    draw = ImageDraw.Draw(pill)
    draw.rounded_rectangle((0, 0, width - 1, height - 1), height / 2, (20, 20, 24, 170))
    draw.text((width / 2, height / 2), words, (255, 255, 255, 255), font, anchor="mm")
    return pill.resize((round(width / _FINE), height_px), Image.Resampling.LANCZOS)
