"""Pictures as people get them: the grid of four, its quarters, growing previews, files that fit.

Bytes and pictures in, bytes out. Everything here computes for milliseconds to tenths of a second:
call it in a thread. Knows no job, only its id as part of a file name.
"""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PIL import Image, ImageFilter, PngImagePlugin

from bot.language import say
from engine import Picture

PREVIEW_SIDE_PX = 512
NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_QUALITIES = (92, 85, 75, 60, 40)
_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that fits; `note` tells people what was done to make it fit, None for nothing."""

    data: bytes
    extension: str
    note: str | None = None


def to_png(picture: Picture, texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    """The picture, pixel for pixel; `texts` are written beside the pixels, by keyword."""
    return _png(_image(picture), texts)


def assemble(pictures: Sequence[Picture], texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    """PNG of the pictures two by two in reading order, without a gutter; two stand side by side.

    All pictures have one size; 1, 2 or 4 of them.
    """
    return _png(_sheet([_image(picture) for picture in pictures]), texts)


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
    columns, rows = _columns(count), max(1, count // 2)
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


def _columns(count: int) -> int:
    return 1 if count == 1 else 2


def _sheet(images: Sequence[Image.Image]) -> Image.Image:
    if len(images) not in (1, 2, 4) or len({image.size for image in images}) != 1:
        raise ValueError("a grid has 1, 2 or 4 pictures of one size")
    width, height = images[0].size
    columns = _columns(len(images))
    sheet = Image.new("RGB", (columns * width, max(1, len(images) // 2) * height))
    for place, image in enumerate(images):
        sheet.paste(image, (place % columns * width, place // columns * height))
    return sheet


def _png(image: Image.Image, texts: Mapping[str, str] = NO_TEXTS) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        info.add_itxt(keyword, text)  # UTF-8: prompts come in every language
    # 6 is three times slower for a few per cent
    image.save(out, "PNG", compress_level=3, pnginfo=info)
    return out.getvalue()
