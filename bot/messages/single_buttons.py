"""The buttons under a picture alone: which there are, in which row, and which of them work.

Knows what the picture is, by a few facts; what a press does stands in `bot/routes.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import routed_view
from bot.language import say
from bot.messages.job_buttons import PictureButton, template
from bot.orders.kinds import KINDS
from bot.orders.record import Record
from engine import ModelCard
from storage import Job, StoredImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One picture of a job, as far as its buttons depend on it.

    `can_inpaint`: the model can paint a part of it anew; `can_redraw`: it can start from one.
    `is_upscaled`: larger than the model draws. `is_from_picture`: there is one that it can be
    compared with.
    """

    job_id: str
    index: int
    width_px: int
    height_px: int
    can_inpaint: bool = True
    can_redraw: bool = True
    is_upscaled: bool = False
    is_from_picture: bool = False

    @classmethod
    def of(cls, job: Job, record: Record, image: StoredImage, card: ModelCard | None) -> Self:
        """A stored one; `card`: of the model that would go on from it, None before it is known."""
        kind = KINDS[job.kind]
        return cls(
            job_id=job.id,
            index=image.index,
            width_px=image.width_px,
            height_px=image.height_px,
            can_inpaint=card is None or card.can_inpaint,
            can_redraw=card is None or card.can_img2img,
            is_upscaled=kind.buttons == "upscaled",
            is_from_picture=kind.start != "words" or bool(record.order.images),
        )


class UpscaleSubtle(PictureButton, DynamicItem[Button[View]], template=template("p")):
    """It alone, twice as large; index 0: again, from what the job was made of."""

    action, label, words = "p", "Upscale (Subtle)", "button-upscale-subtle"


class UpscaleCreative(PictureButton, DynamicItem[Button[View]], template=template("x")):
    """The same, and drawn anew a little."""

    action, label, words = "x", "Upscale (Creative)", "button-upscale-creative"


class VarySubtle(PictureButton, DynamicItem[Button[View]], template=template("l")):
    """Four that stay close to it, whatever the presser's setting."""

    action, label, words, emoji = "l", "Vary (Subtle)", "button-vary-subtle", "🪄"


class VaryStrong(PictureButton, DynamicItem[Button[View]], template=template("b")):
    """Four that keep its composition."""

    action, label, words, emoji = "b", "Vary (Strong)", "button-vary-strong", "🪄"


class Heart(PictureButton, DynamicItem[Button[View]], template=template("h")):
    """For whoever presses, a favourite of theirs alone."""

    action, emoji = "h", "❤️"


class Compare(PictureButton, DynamicItem[Button[View]], template=template("y")):
    """The picture that it was made from and this one, side by side, for whoever presses alone."""

    action, label, words = "y", "Compare", "button-compare"


class MakingOf(PictureButton, DynamicItem[Button[View]], template=template("a")):
    """A film of the way from noise to this picture, which is drawn once more for it."""

    action, label, words = "a", "Making of", "button-making-of"


SingleButton = type[
    UpscaleSubtle | UpscaleCreative | VarySubtle | VaryStrong | Heart | Compare | MakingOf
]


def _always(single: Single) -> bool:
    return True


def _is_upscaled(single: Single) -> bool:
    return single.is_upscaled


def _can_redraw(single: Single) -> bool:
    return single.can_redraw


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands, whether it does under this picture, and whether it can be pressed.

    `redo`: the key of its label where it does again what made the picture.
    """

    row: int
    kind: SingleButton
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
    Place(1, VarySubtle),
    Place(1, VaryStrong),
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
            items.append(button)
    return routed_view(items)


def upscaled_view(job_id: str) -> View:
    """Under a picture that was made larger, the only one of its job.

    Its sides are of no consequence: what changes the shape is not there.
    """
    return single_view(
        Single(
            job_id=job_id,
            index=1,
            width_px=1,
            height_px=1,
            is_upscaled=True,
            is_from_picture=True,
        )
    )
