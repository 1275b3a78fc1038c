"""The buttons under a picture alone: which there are, in which row, and which of them work.

Knows what the picture is, by a few facts; what a press does stands in `bot/routes.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

from discord.ui import Button, DynamicItem, View

from bot.interactions.buttons import routed_view
from bot.messages.job_buttons import PictureButton, template
from bot.orders.kinds import KINDS
from bot.orders.record import Record
from engine import ModelCard
from storage import Job, StoredImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One picture of a job, as far as its buttons depend on it.

    `can_inpaint`: the model can paint a part of it anew. `is_upscaled`: larger than the model
    draws. `is_from_picture`: there is one that it can be compared with.
    """

    job_id: str
    index: int
    width_px: int
    height_px: int
    can_inpaint: bool = True
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


class Compare(PictureButton, DynamicItem[Button[View]], template=template("y")):
    """The picture that it was made from and this one, side by side, for whoever presses alone."""

    action, label, words = "y", "Compare", "button-compare"


SingleButton = type[VarySubtle | VaryStrong | Heart | Compare]


def _always(single: Single) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands, whether it does under this picture, and whether it can be pressed."""

    row: int
    kind: SingleButton
    is_there: Callable[[Single], bool] = _always
    works: Callable[[Single], bool] = _always


# Discord has five rows of five: upscale and edit; vary; zoom; pan; what else there is.
PLACES: Final = (
    Place(1, VarySubtle),
    Place(1, VaryStrong),
    Place(4, Heart),
    Place(4, Compare, is_there=lambda single: single.is_from_picture),
)


def single_view(single: Single) -> View:
    """The rows of this picture; what cannot be done with it is greyed or left out."""
    items = []
    for place in PLACES:
        if place.is_there(single):
            button = place.kind(single.job_id, single.index, row=place.row)
            button.item.disabled = not place.works(single)
            items.append(button)
    return routed_view(items)
