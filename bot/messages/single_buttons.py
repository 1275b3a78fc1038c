"""The buttons under a picture alone: which there are, in which row, and which of them work.

Knows what the picture is, by a few facts; what a press does stands in `bot/routes.py`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import ids_in, routed_view
from bot.language import say
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

    `can_edit`: the model changes pictures by words. `can_inpaint`: it can paint a part of one
    anew; `can_redraw`: it can start from one. `can_widen`, `can_heighten`: it takes one that is
    half as long again. `is_upscaled`: larger than the model draws. `is_from_picture`: there is one
    that it can be compared with.
    """

    job_id: str
    index: int
    width_px: int
    height_px: int
    can_edit: bool = True
    can_inpaint: bool = True
    can_redraw: bool = True
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
            can_edit=card is None or card.max_references > 0 or card.can_img2img,
            can_inpaint=card is None or card.can_inpaint,
            can_redraw=card is None or card.can_img2img,
            can_widen=card is None or panned(size, "right", card) is not None,
            can_heighten=card is None or panned(size, "down", card) is not None,
            is_upscaled=kind.buttons == "upscaled",
            is_from_picture=kind.start != "words" or bool(record.order.links),
        )


class UpscaleSubtle(PictureButton, DynamicItem[Button[View]], template=template("p")):
    """It alone, twice as large; index 0: again, from what the job was made of."""

    action, label, words = "p", "Upscale (Subtle)", "button-upscale-subtle"


class UpscaleCreative(PictureButton, DynamicItem[Button[View]], template=template("x")):
    """The same, and drawn anew a little."""

    action, label, words = "x", "Upscale (Creative)", "button-upscale-creative"


class EditPicture(PictureButton, DynamicItem[Button[View]], template=template("d")):
    """Asks what should change in it."""

    action, label, words, emoji = "d", "Edit", "button-edit-picture", "🖌️"


class VarySubtle(PictureButton, DynamicItem[Button[View]], template=template("l")):
    """Four that stay close to it, whatever the presser's setting."""

    action, label, words, emoji = "l", "Vary (Subtle)", "button-vary-subtle", "🪄"


class VaryStrong(PictureButton, DynamicItem[Button[View]], template=template("b")):
    """Four that keep its composition."""

    action, label, words, emoji = "b", "Vary (Strong)", "button-vary-strong", "🪄"


class VaryRegion(PictureButton, DynamicItem[Button[View]], template=template("n")):
    """Four of which only a part is drawn anew, chosen privately."""

    action, label, words, emoji = "n", "Vary (Region)", "button-vary-region", "🖌️"


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


class Compare(PictureButton, DynamicItem[Button[View]], template=template("y")):
    """The picture that it was made from and this one, side by side, for whoever presses alone."""

    action, label, words = "y", "Compare", "button-compare"


class MakingOf(PictureButton, DynamicItem[Button[View]], template=template("a")):
    """A film of the way from noise to this picture, which is drawn once more for it."""

    action, label, words = "a", "Making of", "button-making-of"


def _always(single: Single) -> bool:
    return True


def _is_upscaled(single: Single) -> bool:
    return single.is_upscaled


def _can_redraw(single: Single) -> bool:
    return single.can_redraw


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


def _can_edit(single: Single) -> bool:
    return single.can_edit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands, whether it does under this picture, and whether it can be pressed.

    `redo`: the key of its label where it does again what made the picture.
    """

    row: int
    kind: Callable[..., DynamicItem[Button[View]]]
    redo: str | None = None
    is_there: Callable[[Single], bool] = _always
    works: Callable[[Single], bool] = _always


# Discord has five rows of five: upscale and edit; vary; zoom; pan; what else there is.
PLACES: Final = (
    Place(0, UpscaleSubtle, "button-redo-upscale-subtle", is_there=_is_upscaled),
    Place(
        0,
        UpscaleCreative,
        "button-redo-upscale-creative",
        is_there=_is_upscaled,
        works=_can_redraw,
    ),
    Place(0, UpscaleSubtle),
    Place(0, UpscaleCreative, works=_can_redraw),
    Place(0, EditPicture, works=_can_edit),
    Place(1, VarySubtle),
    Place(1, VaryStrong),
    Place(1, VaryRegion, is_there=_is_drawn, works=_inpaints),
    Place(2, ZoomOut2, is_there=_is_drawn, works=_inpaints),
    Place(2, ZoomOut15, is_there=_is_drawn, works=_inpaints),
    Place(2, CustomZoom, is_there=_is_drawn, works=_inpaints),
    Place(2, MakeSquare, is_there=_is_drawn_long, works=_inpaints),
    Place(3, PanLeft, is_there=_is_drawn, works=_widens),
    Place(3, PanRight, is_there=_is_drawn, works=_widens),
    Place(3, PanUp, is_there=_is_drawn, works=_heightens),
    Place(3, PanDown, is_there=_is_drawn, works=_heightens),
    Place(4, Heart),
    Place(4, Compare, is_there=lambda single: single.is_from_picture),
    Place(4, MakingOf, is_there=lambda single: not single.is_upscaled),
)


def single_view(single: Single) -> View:
    """The rows of this picture; what cannot be done with it is greyed or left out."""
    items = []
    for place in PLACES:
        if place.is_there(single):
            index = single.index if place.redo is None else 0
            button = place.kind(single.job_id, index, row=place.row)
            if place.redo is not None:
                button.item.label = say(place.redo)
            button.item.disabled = not place.works(single)
            if place.kind is MakeSquare and single.width_px < single.height_px:
                button.item.emoji = "↔️"
            items.append(button)
    return routed_view(items)


def made_view(job_id: str, size: Size, *, is_upscaled: bool) -> View:
    """Under the only picture of its job, which was made from another one."""
    return single_view(
        Single(
            job_id=job_id,
            index=1,
            width_px=size.width_px,
            height_px=size.height_px,
            is_upscaled=is_upscaled,
            is_from_picture=True,
        )
    )


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture alone in a message."""

    job_id: str
    index: int


def picture_in(message: discord.Message) -> ShownPicture | None:
    """The one whose buttons a message carries: every picture alone has a heart."""
    for known in ids_in(message):
        if found := re.fullmatch(template(Heart.action), known):
            return ShownPicture(found["job"], int(found["index"]))
    return None
