"""The sixteen cells over a picture, A1 to D4, and the black and white mask of the chosen ones.

Pure: numbers and Pillow's pictures. Letters go across and numbers down, as on a chess board.
"""

from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageFilter

SIDE: Final = 4  # cells each way
NAMES: Final = tuple(f"{'ABCD'[number % SIDE]}{number // SIDE + 1}" for number in range(SIDE**2))
DILATION: Final = 0.01  # of the shorter side: a chosen edge is not cut to the pixel


def bits_of(names: Iterable[str]) -> int:
    """The cells of these names as bits, A1 the lowest; names that are none count for nothing."""
    return sum(1 << NAMES.index(name) for name in set(names) if name in NAMES)


def names_of(bits: int) -> tuple[str, ...]:
    """The names of the cells in these bits, in reading order."""
    return tuple(name for number, name in enumerate(NAMES) if bits >> number & 1)


def box(number: int, width_px: int, height_px: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a cell: all of them together are the picture."""
    column, row = number % SIDE, number // SIDE
    return (
        width_px * column // SIDE,
        height_px * row // SIDE,
        width_px * (column + 1) // SIDE,
        height_px * (row + 1) // SIDE,
    )


def mask_of(bits: int, width_px: int, height_px: int) -> Image.Image:
    """White where a cell is chosen, black elsewhere; mode L."""
    mask = Image.new("L", (width_px, height_px), 0)
    for number in range(SIDE**2):
        if bits >> number & 1:
            mask.paste(255, box(number, width_px, height_px))
    return mask


def dilated(mask: Image.Image) -> Image.Image:
    """A hundredth of the shorter side wider on all sides: what is really drawn anew."""
    for _ in range(max(1, round(DILATION * min(mask.size)))):
        mask = mask.filter(ImageFilter.MaxFilter(3))
    return mask
