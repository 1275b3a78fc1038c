"""Zooming out, making square and panning: where the earlier picture comes to lie, to the pixel.

Sizes alone; the pixels are put there by `laid_out` in `bot/pictures/inputs.py`. Pure.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final, Literal, Self

from bot.errors import UserError
from bot.language import say
from bot.prompt import ImagineOrder
from bot.prompt.sizes import Size
from engine import ModelCard

Direction = Literal["left", "right", "up", "down"]
CANVAS: Final = "canvas"  # where the shape of an order came from, in its `sources`
PANS: Final[Mapping[str, Direction]] = {
    "pan_left": "left",
    "pan_right": "right",
    "pan_up": "up",
    "pan_down": "down",
}
PAN_GROWTH: Final = Fraction(3, 2)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The new picture's size, and where the earlier one lies in it, scaled to what size.

    `zoom`: how far was zoomed out for it, so that it can be done again.
    """

    width_px: int
    height_px: int
    inner_left_px: int
    inner_top_px: int
    inner_width_px: int
    inner_height_px: int
    zoom: float = 1.0

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """From its fields; TypeError where they are others."""
        return cls(**values)

    @property
    def size(self) -> Size:
        return Size(self.width_px, self.height_px)

    @property
    def is_full(self) -> bool:
        """Nothing new would be drawn."""
        inner = (self.inner_width_px, self.inner_height_px)
        return inner == (self.width_px, self.height_px)


def zoomed(picture: Size, canvas: Size, zoom: float) -> Canvas:
    """The picture in the middle, at 1/zoom of the largest size at which it fits."""
    fit = min(
        Fraction(canvas.width_px, picture.width_px), Fraction(canvas.height_px, picture.height_px)
    )
    scale = fit / Fraction(str(zoom))
    width_px, height_px = _scaled(picture.width_px, scale), _scaled(picture.height_px, scale)
    left_px, top_px = (canvas.width_px - width_px) // 2, (canvas.height_px - height_px) // 2
    return Canvas(canvas.width_px, canvas.height_px, left_px, top_px, width_px, height_px, zoom)


def panned(picture: Size, direction: Direction, card: ModelCard) -> Canvas | None:
    """The picture at its own size, half as much again on one side of it.

    None where the model cannot draw one so large or so long.
    """
    is_wide = direction in ("left", "right")
    width_px, height_px = (
        _multiple(side * PAN_GROWTH if grows else Fraction(side), card.size_multiple_px)
        for side, grows in ((picture.width_px, is_wide), (picture.height_px, not is_wide))
    )
    if not is_drawable(Size(width_px, height_px), card):
        return None
    return Canvas(
        width_px,
        height_px,
        width_px - picture.width_px if direction == "left" else 0,
        height_px - picture.height_px if direction == "up" else 0,
        picture.width_px,
        picture.height_px,
    )


def is_drawable(size: Size, card: ModelCard) -> bool:
    """Whether the model takes this size."""
    longer, shorter = max(size.width_px, size.height_px), min(size.width_px, size.height_px)
    has_steps = size.width_px % card.size_multiple_px == size.height_px % card.size_multiple_px == 0
    is_long = longer > card.max_aspect * shorter
    return has_steps and not is_long and longer * shorter <= card.max_pixels


@dataclass(frozen=True, slots=True)
class Outpaint:
    """A zoom by so much, or a pan, which is to the side that its kind says.

    `ratio`: the shape that it gives the picture, whatever the words say; None: theirs.
    """

    kind: str
    zoom: float = 1.0
    ratio: str | None = None

    @property
    def direction(self) -> Direction | None:
        return PANS.get(self.kind)

    def on(self, picture: Size, card: ModelCard) -> "Outpaint":
        """With the shape that it gives this picture; UserError where the model draws none such."""
        if self.direction is None:
            return self
        canvas = panned(picture, self.direction, card)
        if canvas is None:
            raise UserError(say("card-not-possible"), say("outpaint-too-long"))
        return replace(self, ratio=canvas.size.ratio)

    def shaped(self, order: ImagineOrder, picture: Size, card: ModelCard) -> ImagineOrder:
        """The order at the size of its canvas; UserError where nothing would be new."""
        if not card.can_inpaint:
            raise UserError(say("card-not-available"), say("outpaint-not", model=card.name))
        canvas = self.canvas(picture, order, card)
        if canvas.is_full:
            raise UserError(say("card-not-possible"), say("outpaint-nothing-new"))
        return in_shape(order, canvas.size)

    def canvas(self, picture: Size, order: ImagineOrder, card: ModelCard) -> Canvas:
        """Where the picture lies in what this order draws."""
        if self.direction is not None and (canvas := panned(picture, self.direction, card)):
            return canvas
        return zoomed(picture, Size(order.width_px, order.height_px), self.zoom)


def in_shape(order: ImagineOrder, size: Size) -> ImagineOrder:
    """The order at this size, which is no usual one of its `--ar`."""
    if size == Size(order.width_px, order.height_px):
        return order
    sources = {**order.sources, "ar": CANVAS}
    return replace(order, width_px=size.width_px, height_px=size.height_px, sources=sources)


def in_shape_of(earlier: ImagineOrder, order: ImagineOrder, card: ModelCard) -> ImagineOrder:
    """The order at the size that panning gave an earlier one, while it names the same shape."""
    size = Size(earlier.width_px, earlier.height_px)
    is_panned = earlier.sources.get("ar") == CANVAS and earlier.ar == order.ar
    return in_shape(order, size) if is_panned and is_drawable(size, card) else order


def _scaled(side_px: int, scale: Fraction) -> int:
    return max(1, math.floor(side_px * scale + Fraction(1, 2)))


def _multiple(side_px: Fraction, multiple_px: int) -> int:
    """At least as long, in the steps that the model draws in."""
    return multiple_px * math.ceil(side_px / multiple_px)
