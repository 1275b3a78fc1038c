"""The picture that is shown while a part of it is chosen, and the mask as it is kept.

PNG in, PNG out; no stranger's file is opened here. It computes for tens of milliseconds: call it in
a thread.
"""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bot.pictures.region import cells
from storage import Selection

SHOWN_PX: Final = 1024  # the longer side of what is shown
SMALLEST_PX: Final = 512  # a small picture is enlarged, so that the letters leave it to be seen
TINT: Final = (88, 101, 242)  # Discord's blue
_HALF: Final = 128


def mask_png(selection: Selection, width_px: int, height_px: int) -> bytes:
    """What is drawn anew, as black and white PNG of the picture's size, already widened."""
    return _bilevel(cells.dilated(_chosen(selection, width_px, height_px)))


def mask_from(png: bytes, width_px: int, height_px: int) -> bytes | None:
    """A sent picture as a mask of this size: what is light is white; None where nothing is."""
    with Image.open(io.BytesIO(png)) as opened:
        grey = opened.convert("L")
    if grey.size != (width_px, height_px):
        grey = grey.resize((width_px, height_px), Image.Resampling.BILINEAR)
    mask = grey.point(lambda value: 255 if value >= _HALF else 0)
    return None if mask.getbbox() is None else _bilevel(mask)


@dataclass(frozen=True, slots=True)
class Preview:
    """`share`: how much of the picture is drawn anew, from 0 to 1."""

    png: bytes
    share: float


def preview(picture: bytes, selection: Selection) -> Preview:
    """The picture with the chosen part tinted, under the lettered grid unless a mask was drawn."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    mask, share = None, 0.0
    if not selection.is_empty:
        mask = cells.dilated(_chosen(selection, *image.size))
        share = mask.histogram()[255] / (image.width * image.height)
    size = _shown(*image.size)
    image = image.resize(size, Image.Resampling.LANCZOS)
    if mask is not None:
        image = _tinted(image, mask.resize(size, Image.Resampling.BILINEAR))
    if selection.mask is None:
        image = _lettered(image, selection.cells)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return Preview(out.getvalue(), share)


def _chosen(selection: Selection, width_px: int, height_px: int) -> Image.Image:
    if selection.mask is None:
        return cells.mask_of(selection.cells, width_px, height_px)
    with Image.open(io.BytesIO(selection.mask)) as opened:
        mask = opened.convert("L")
    return mask if mask.size == (width_px, height_px) else mask.resize((width_px, height_px))


def _bilevel(mask: Image.Image) -> bytes:
    out = io.BytesIO()
    mask.point(lambda value: 255 if value >= _HALF else 0).convert("1").save(out, "PNG")
    return out.getvalue()


def _shown(width_px: int, height_px: int) -> tuple[int, int]:
    longest = max(width_px, height_px)
    scale = min(SHOWN_PX, max(SMALLEST_PX, longest)) / longest
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def _tinted(image: Image.Image, mask: Image.Image) -> Image.Image:
    """The chosen part in blue behind a bright edge, all else a little darker."""
    dark = Image.blend(image, Image.new("RGB", image.size, "black"), 0.35)
    blue = Image.blend(image, Image.new("RGB", image.size, TINT), 0.45)
    shown = Image.composite(blue, dark, mask)
    whole = mask.point(lambda value: 255 if value >= _HALF else 0)
    edge = ImageChops.difference(whole, whole.filter(ImageFilter.MinFilter(5)))
    shown.paste((255, 255, 255), mask=edge)
    return shown


def _lettered(image: Image.Image, bits: int) -> Image.Image:
    """Lines and names, white with a dark rim: they can be read on any picture."""
    width, height = image.size
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(over)
    line = max(1, round(max(image.size) / 512))
    for k in range(1, cells.SIDE):
        x, y = width * k // cells.SIDE, height * k // cells.SIDE
        for shape in (((x, 0), (x, height)), ((0, y), (width, y))):
            draw.line(shape, fill=(0, 0, 0, 110), width=3 * line)
            draw.line(shape, fill=(255, 255, 255, 200), width=line)
    side = min(width, height) / cells.SIDE
    font = ImageFont.load_default(max(10.0, side * 0.24))
    for number, name in enumerate(cells.NAMES):
        left, top, right, bottom = cells.box(number, width, height)
        is_chosen = bool(bits >> number & 1)
        draw.text(
            ((left + right) / 2, (top + bottom) / 2),
            name,
            font=font,
            anchor="mm",
            fill=(255, 255, 255, 255 if is_chosen else 225),
            stroke_width=max(2, round(side * 0.022)),
            stroke_fill=(*TINT, 255) if is_chosen else (0, 0, 0, 170),
        )
    return Image.alpha_composite(image.convert("RGBA"), over).convert("RGB")
