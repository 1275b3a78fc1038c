"""A numbered sheet: every picture pixel for pixel, and a number that is read on any of them."""

import io

import pytest
from PIL import Image

from bot.pictures.grid import (
    PAPER,
    Cells,
    contact_sheet,
    contact_sheet_of,
    first_of,
    preview,
    to_png,
)
from engine import Picture


def plain(value: int, width_px: int = 96, height_px: int = 64) -> Picture:
    return Picture(width_px, height_px, bytes([value]) * (3 * width_px * height_px))


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB")


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(5, 3, 2), (8, 4, 2), (12, 4, 3), (16, 5, 4), (24, 6, 4)]
)
def test_all_pictures_stand_there_in_reading_order(count: int, columns: int, rows: int) -> None:
    pictures = [plain(10 * k) for k in range(count)]
    cells, sheet = Cells(count, 96, 64), opened(contact_sheet(pictures))
    assert sheet.size == (6 + columns * 102, 6 + rows * 70) == cells.size
    for index in range(1, count + 1):
        left, top = cells.corner(index)
        lower = sheet.crop((left, top + 32, left + 96, top + 64))
        assert lower.getcolors() == [(96 * 32, (10 * (index - 1),) * 3)]
    assert sheet.getpixel((0, 0)) == PAPER
    assert opened(contact_sheet_of(list(map(to_png, pictures)))).tobytes() == sheet.tobytes()


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_number_is_read_on_black_grey_and_white(value: int) -> None:
    """White figures on a plate that is dark whatever lies under it: contrast above 7 to 1."""
    cells = Cells(12, 96, 64)
    sheet = opened(contact_sheet([plain(value)] * 12))
    left, top = cells.corner(12)
    corner = sheet.crop((left + 3, top + 3, left + 17, top + 17)).convert("L")
    darkest, brightest = corner.getextrema()
    assert brightest > 240
    assert (luminance(brightest) + 0.05) / (luminance(darkest) + 0.05) > 7


def luminance(value: int) -> float:
    return (value / 255) ** 2.2


def test_every_number_looks_different() -> None:
    cells, sheet = Cells(24, 96, 96), opened(contact_sheet([plain(90, 96, 96)] * 24))
    corners = {
        sheet.crop((left, top, left + 40, top + 30)).tobytes()
        for left, top in map(cells.corner, range(1, 25))
    }
    assert len(corners) == 24


def test_the_first_picture_is_cut_out_again() -> None:
    sheet = contact_sheet([plain(10 * k) for k in range(12)])
    assert opened(first_of(sheet, Cells(12, 96, 64))).size == (96, 64)


def test_a_sheet_of_other_sizes_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="one size"):
        contact_sheet([plain(1), plain(1, 64, 96)])


@pytest.mark.parametrize("count", [12, 24])
def test_a_preview_shows_them_all(count: int) -> None:
    small = [plain(10 * k, 12, 12) for k in range(count)]
    assert 500 < max(opened(preview(small, 40)).size) <= 512
