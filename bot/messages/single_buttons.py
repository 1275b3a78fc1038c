"""The buttons under a picture alone: which there are, in which row, and which of them work.

Knows what the picture is, by a few facts; what a press does stands in `bot/routes.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import routed_view
from bot.messages.job_buttons import PictureButton, template
from bot.orders.canvas import Outpaint, panned
from bot.orders.kinds import KINDS
from bot.orders.menu import Menu
from bot.orders.record import Record
from bot.prompt.sizes import Size
from bot.prompt.zooming import USUAL_ZOOM
from storage import Job, StoredImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One picture of a job, as far as its buttons depend on it.

    `can_inpaint`: the model can paint a part of it anew. `can_widen`, `can_heighten`: it takes
    one that is half as long again. `is_upscaled`: larger than the model draws. `is_from_picture`:
    there is one that it can be compared with.
    """

    job_id: str
    index: int
    width_px: int
    height_px: int
    can_inpaint: bool = True
    can_widen: bool = True
    can_heighten: bool = True
    is_upscaled: bool = False
    is_from_picture: bool = False

    @classmethod
    def of(cls, job: Job, record: Record, image: StoredImage, menu: Menu | None) -> Self:
        """A stored one; without a menu, before a model is known, all counts as possible."""
        card = None if menu is None else menu.card_of(record.order)
        kind, size = KINDS[job.kind], Size(image.width_px, image.height_px)
        return cls(
            job_id=job.id,
            index=image.index,
            width_px=image.width_px,
            height_px=image.height_px,
            can_inpaint=card is None or card.can_inpaint,
            can_widen=card is None or panned(size, "right", card) is not None,
            can_heighten=card is None or panned(size, "down", card) is not None,
            is_upscaled=kind.buttons == "upscaled",
            is_from_picture=kind.start != "words" or bool(record.order.images),
        )


class VarySubtle(PictureButton, DynamicItem[Button[View]], template=template("l")):
    """Four that stay close to it, whatever the presser's setting."""

    action, label, words, emoji = "l", "Vary (Subtle)", "button-vary-subtle", "🪄"


class VaryStrong(PictureButton, DynamicItem[Button[View]], template=template("b")):
    """Four that keep its composition."""

    action, label, words, emoji = "b", "Vary (Strong)", "button-vary-strong", "🪄"


class Heart(PictureButton, DynamicItem[Button[View]], template=template("h")):
    """For whoever presses, a favourite of theirs alone."""

    action, emoji = "h", "❤️"


class OutpaintButton(PictureButton):
    """Draws what lies around the picture; all of them have one route, which hears which it was."""

    @property
    def args(self) -> tuple[Any, ...]:
        return (*super().args, self.action)


class ZoomOut2(OutpaintButton, DynamicItem[Button[View]], template=template("o")):
    action, label, words, emoji = "o", "Zoom Out 2x", "button-zoom-2", "🔍"


class ZoomOut15(OutpaintButton, DynamicItem[Button[View]], template=template("i")):
    action, label, words, emoji = "i", "Zoom Out 1.5x", "button-zoom-15", "🔍"


class CustomZoom(OutpaintButton, DynamicItem[Button[View]], template=template("z")):
    """Opens a form with the prompt, `--ar` and `--zoom`."""

    action, label, words, emoji = "z", "Custom Zoom", "button-zoom-custom", "🔍"


class MakeSquare(OutpaintButton, DynamicItem[Button[View]], template=template("q")):
    """Its sign is that of the sides it grows to."""

    action, label, words, emoji = "q", "Make Square", "button-square", "↕️"


class PanLeft(OutpaintButton, DynamicItem[Button[View]], template=template("f")):
    action, emoji = "f", "⬅️"


class PanRight(OutpaintButton, DynamicItem[Button[View]], template=template("g")):
    action, emoji = "g", "➡️"


class PanUp(OutpaintButton, DynamicItem[Button[View]], template=template("j")):
    action, emoji = "j", "⬆️"


class PanDown(OutpaintButton, DynamicItem[Button[View]], template=template("k")):
    action, emoji = "k", "⬇️"


OUTPAINTS: Final[Mapping[str, Outpaint]] = {
    ZoomOut2.action: Outpaint("zoom", 2.0),
    ZoomOut15.action: Outpaint("zoom", 1.5),
    CustomZoom.action: Outpaint("zoom", USUAL_ZOOM),
    MakeSquare.action: Outpaint("zoom", 1.0, "1:1"),
    PanLeft.action: Outpaint("pan_left"),
    PanRight.action: Outpaint("pan_right"),
    PanUp.action: Outpaint("pan_up"),
    PanDown.action: Outpaint("pan_down"),
}


def _always(single: Single) -> bool:
    return True


def _is_drawn(single: Single) -> bool:
    return not single.is_upscaled


def _is_drawn_long(single: Single) -> bool:
    return _is_drawn(single) and single.width_px != single.height_px


def _inpaints(single: Single) -> bool:
    return single.can_inpaint


def _widens(single: Single) -> bool:
    return single.can_inpaint and single.can_widen


def _heightens(single: Single) -> bool:
    return single.can_inpaint and single.can_heighten


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands, whether it does under this picture, and whether it can be pressed."""

    row: int
    kind: Callable[..., DynamicItem[Button[View]]]
    is_there: Callable[[Single], bool] = _always
    works: Callable[[Single], bool] = _always


# Discord has five rows of five: upscale and edit; vary; zoom; pan; what else there is.
PLACES: Final = (
    Place(1, VarySubtle),
    Place(1, VaryStrong),
    Place(2, ZoomOut2, _is_drawn, _inpaints),
    Place(2, ZoomOut15, _is_drawn, _inpaints),
    Place(2, CustomZoom, _is_drawn, _inpaints),
    Place(2, MakeSquare, _is_drawn_long, _inpaints),
    Place(3, PanLeft, _is_drawn, _widens),
    Place(3, PanRight, _is_drawn, _widens),
    Place(3, PanUp, _is_drawn, _heightens),
    Place(3, PanDown, _is_drawn, _heightens),
    Place(4, Heart),
)


def single_view(single: Single) -> View:
    """The rows of this picture; what cannot be done with it is greyed or left out."""
    items = []
    for place in PLACES:
        if place.is_there(single):
            button = place.kind(single.job_id, single.index, row=place.row)
            button.item.disabled = not place.works(single)
            if place.kind is MakeSquare and single.width_px < single.height_px:
                button.item.emoji = "↔️"
            items.append(button)
    return routed_view(items)
