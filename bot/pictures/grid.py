"""Pictures as people get them: the grid of four, numbered sheets of more, growing previews, files
that fit.

Bytes and pictures in, bytes out. Everything here computes for milliseconds to tenths of a second:
call it in a thread. Knows no job, only its id as part of a file name.
"""

import io
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageFont, PngImagePlugin

from bot.language import say
from engine import Picture

PREVIEW_SIDE_PX = 512
NO_TEXTS: Mapping[str, str] = MappingProxyType({})
GAP_PX: Final = 6  # around every picture
PAPER: Final = (24, 25, 28)
INK: Final = (255, 255, 255)
PLATE: Final = (0, 0, 0, 190)  # under a number: it is read on white and on black alike
_NUMBER_SHARE: Final = 8  # of the shorter side, the height of a number
_SMALLEST_NUMBER_PX: Final = 14
_QUALITIES = (92, 85, 75, 60, 40)
_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that fits; `note` tells people what was done to make it fit, None for nothing."""

    data: bytes
    extension: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Where so many pictures of one size stand, in reading order."""

    count: int
    width_px: int
    height_px: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the sheet."""
        columns = columns_of(self.count)
        rows = math.ceil(self.count / columns)
        width, height = columns * (self.width_px + GAP_PX), rows * (self.height_px + GAP_PX)
        return width + GAP_PX, height + GAP_PX

    def corner(self, index: int) -> tuple[int, int]:
        """Left and top of picture `index`, counted from 1."""
        row, column = divmod(index - 1, columns_of(self.count))
        return (
            GAP_PX + column * (self.width_px + GAP_PX),
            GAP_PX + row * (self.height_px + GAP_PX),
        )


def to_png(picture: Picture, texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    """The picture, pixel for pixel; `texts` are written beside the pixels, by keyword."""
    return _png(_image(picture), texts)


def assemble(pictures: Sequence[Picture], texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    """PNG of the pictures two by two in reading order, without a gutter; two stand side by side.

    All pictures have one size; of more than four, `columns_of` says how many make a row.
    """
    return _png(_sheet([_image(picture) for picture in pictures]), texts)


def contact_sheet(pictures: Sequence[Picture], texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    """PNG of pictures of one size, pixel for pixel, each with its number in a corner.

    `texts` are written beside the pixels, by keyword.
    """
    return _numbered([_image(picture) for picture in pictures], texts)


def contact_sheet_of(pngs: Sequence[bytes]) -> bytes:
    """The same, of pictures as they are stored."""
    return _numbered(list(_opened(pngs)), NO_TEXTS)


def first_of(sheet: bytes, cells: Cells) -> bytes:
    """PNG of the first picture on such a sheet."""
    left, top = cells.corner(1)
    with Image.open(io.BytesIO(sheet)) as opened:
        box = (left, top, left + cells.width_px, top + cells.height_px)
        return _png(opened.convert("RGB").crop(box), NO_TEXTS)


def crop(grid: bytes, index: int) -> bytes:
    """PNG of picture `index` (1 to 4, reading order) of a two by two grid."""
    if not 1 <= index <= 4:
        raise ValueError(f"picture {index} of a grid of four")
    with Image.open(io.BytesIO(grid)) as sheet:
        width, height = sheet.width // 2, sheet.height // 2
        left, top = (index - 1) % 2 * width, (index - 1) // 2 * height
        return _png(sheet.convert("RGB").crop((left, top, left + width, top + height)))


def preview(pictures: Sequence[Picture], percent: int) -> bytes:
    """WebP of small pictures as a grid, enlarged smoothly; the blur clears as percent grows."""
    sheet = _sheet([_image(picture) for picture in pictures])
    scale = PREVIEW_SIDE_PX / max(sheet.size)
    size = (max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale)))
    cells = _sheet(
        [_enlarged(_image(picture), len(pictures), size, percent) for picture in pictures]
    )
    out = io.BytesIO()
    cells.save(out, "WEBP", quality=70, method=0)
    return out.getvalue()


def _enlarged(image: Image.Image, count: int, size: tuple[int, int], percent: int) -> Image.Image:
    """One cell at its share of `size`; blurred alone, so that neighbours do not run together."""
    columns = columns_of(count)
    rows = math.ceil(count / columns)
    cell = (max(1, size[0] // columns), max(1, size[1] // rows))
    share = 1 - min(max(percent, 0), 100) / 100
    radius = max(cell) / 24 * share  # a guess that looks right: soft at 0 %, clear at 100 %
    enlarged = image.resize(cell, Image.Resampling.BICUBIC)
    return enlarged.filter(ImageFilter.GaussianBlur(radius)) if radius >= 0.5 else enlarged


def fit_upload(png: bytes, limit_bytes: int) -> Upload:
    """The PNG itself where it fits, else the best WebP below the limit, smaller if it must be."""
    if len(png) <= limit_bytes:
        return Upload(png, "png")
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGB")
    full = image.size
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            image.save(out, "WEBP", quality=quality, method=2)
            if out.tell() <= limit_bytes:
                return Upload(out.getvalue(), "webp", _note(full, image.size))
        if min(image.size) < 64:
            raise ValueError(f"no picture fits into {limit_bytes} bytes")
        image = image.resize(
            (image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS
        )


def file_name(user: str, prompt: str, job_id: str, extension: str = "png") -> str:
    """`ada_a_red_fox_<job id>.png`: safe everywhere, the job id is the last part."""
    words = "_".join(_ascii_words(prompt.partition(" --")[0])[:8])[:60].strip("_")
    name = "_".join(_ascii_words(user))[:32]
    return "_".join(part for part in (name, words, job_id) if part) + f".{extension}"


def preview_name(job_id: str) -> str:
    """The file name of a progress preview."""
    return f"{job_id}_grid_0.webp"


def _ascii_words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


def _note(full: tuple[int, int], sent: tuple[int, int]) -> str:
    if sent == full:
        return say("job-sent-as-webp")
    before, after = (f"{width}×{height}" for width, height in (full, sent))
    return say("job-sent-as-webp-shrunk", full=before, sent=after)


def _image(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width_px, picture.height_px), picture.rgb)


def columns_of(count: int) -> int:
    """How many of so many pictures stand in a row: 2 of 4, 4 of 12, 6 of 24."""
    return min(count, 2) if count <= 4 else math.ceil(math.sqrt(count * 4 / 3))


def _sheet(images: Sequence[Image.Image]) -> Image.Image:
    if len({image.size for image in images}) != 1:
        raise ValueError("a grid has pictures of one size")
    width, height = images[0].size
    columns = columns_of(len(images))
    sheet = Image.new("RGB", (columns * width, math.ceil(len(images) / columns) * height))
    for place, image in enumerate(images):
        sheet.paste(image, (place % columns * width, place // columns * height))
    return sheet


def _opened(pngs: Sequence[bytes]) -> Iterator[Image.Image]:
    for png in pngs:
        with Image.open(io.BytesIO(png)) as opened:
            yield opened.convert("RGB")


def _numbered(images: Sequence[Image.Image], texts: Mapping[str, str]) -> bytes:
    if len({image.size for image in images}) != 1:
        raise ValueError("a sheet has pictures of one size")
    cells = Cells(len(images), *images[0].size)
    sheet = Image.new("RGB", cells.size, PAPER)
    for index, image in enumerate(images, 1):
        sheet.paste(image, cells.corner(index))
    _number(sheet, cells)
    return _png(sheet, texts)


def _number(sheet: Image.Image, cells: Cells) -> None:
    """White figures on dark plates, in the upper left corner of each picture."""
    shorter = min(cells.width_px, cells.height_px)
    height = max(_SMALLEST_NUMBER_PX, shorter // _NUMBER_SHARE)
    font, pen = ImageFont.load_default(height * 0.8), ImageDraw.Draw(sheet, "RGBA")
    for index in range(1, cells.count + 1):
        left, top = cells.corner(index)
        width = max(height, round(font.getlength(str(index)) + 0.6 * height))
        pen.rounded_rectangle(
            (left + 3, top + 3, left + 2 + width, top + 2 + height), height // 4, fill=PLATE
        )
        middle = (left + 3 + width / 2, top + 3 + height / 2)
        pen.text(middle, str(index), font=font, fill=INK, anchor="mm")


def _png(image: Image.Image, texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        info.add_itxt(keyword, text)  # UTF-8: prompts come in every language
    # 6 is three times slower for a few per cent
    image.save(out, "PNG", compress_level=3, pnginfo=info)
    return out.getvalue()
