"""The shape of a picture as people write it: `3:2`."""

from typing import Final

DRAWN_SHAPES: Final = (
    (1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (21, 9), (3, 1), (4, 1)
)  # fmt: skip


def ratio_of(width_px: int, height_px: int, max_aspect: float) -> str:
    """The usual ratio nearest to these sides that a model can draw, as `--ar` takes it."""
    longer, shorter = max(width_px, height_px), min(width_px, height_px)
    drawable = [shape for shape in DRAWN_SHAPES if shape[0] <= max_aspect * shape[1]]

    def distance(shape: tuple[int, int]) -> float:
        one, other = shape[0] * shorter, shape[1] * longer
        return max(one, other) / min(one, other)

    long, short = min(drawable, key=distance)
    return f"{long}:{short}" if width_px >= height_px else f"{short}:{long}"
