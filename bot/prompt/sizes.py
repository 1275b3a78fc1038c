"""Width and height for an aspect ratio: the model's own area, in steps its latents allow."""

import math
from dataclasses import dataclass

from engine import ModelCard


@dataclass(frozen=True, slots=True)
class Size:
    width_px: int
    height_px: int


def size_for(ratio: str, card: ModelCard) -> Size:
    """W = m·round(√(A·r)/m), H = m·round(√(A/r)/m), never longer than the model's `max_aspect`."""
    left, right = map(int, ratio.split(":"))
    longer, shorter = max(left, right), min(left, right)
    long_px = _rounded(card.native_px * math.sqrt(longer / shorter), card.size_multiple_px)
    short_px = _rounded(card.native_px * math.sqrt(shorter / longer), card.size_multiple_px)
    while long_px > card.max_aspect * short_px:  # rounding may go past the limit
        long_px -= card.size_multiple_px
    return Size(long_px, short_px) if left >= right else Size(short_px, long_px)


def _rounded(length_px: float, multiple_px: int) -> int:
    return multiple_px * max(1, int(length_px / multiple_px + 0.5))
