"""The buttons under a job's messages: the `custom_id` is all they remember, so they work for ever.

`j1:<action>:<job id>:<index>`, one class for each action, since a press reaches every class whose
template matches.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import OwnedButton, ids_in, routed_view
from bot.interactions.wording import cut
from bot.language import say

_VERSION: Final = "j1"
PRESSED: Final = ButtonStyle.primary
REMIXED: Final = ButtonStyle.success
MAX_LABEL: Final = 80  # Discord
_JOB_ID: Final = re.compile(rf"{_VERSION}:[a-z]:(?P<job>[A-Za-z0-9_-]{{22}}):[0-4]")


def custom_id(action: str, job_id: str, index: int) -> str:
    return f"{_VERSION}:{action}:{job_id}:{index}"


def template(action: str) -> str:
    """Matches the ids of one action and of no other."""
    return rf"{_VERSION}:{action}:(?P<job>[A-Za-z0-9_-]{{22}}):(?P<index>[0-4])"


class JobButton(OwnedButton):
    """Its job stands in every log line of a press."""

    version = _VERSION
    job_id: str

    def __init__(
        self, job_id: str, index: int = 0, *, style: ButtonStyle | None = None, row: int = 0
    ) -> None:
        super().__init__(job_id, index, style=style, row=row)
        self.job_id = job_id


class PictureButton(JobButton):
    """Of one of the pictures."""

    of_one = True


class Upscale(PictureButton, DynamicItem[Button[View]], template=template("u")):
    action, label = "u", "U{index}"


class Vary(PictureButton, DynamicItem[Button[View]], template=template("v")):
    action, label = "v", "V{index}"


class Reroll(JobButton, DynamicItem[Button[View]], template=template("r")):
    action, emoji = "r", "🔄"


class Cancel(JobButton, DynamicItem[Button[View]], template=template("c")):
    action, label, words = "c", "Cancel", "button-cancel"


class Retry(JobButton, DynamicItem[Button[View]], template=template("t")):
    action, label, words = "t", "Retry", "button-retry"


class ShowAgain(JobButton, DynamicItem[Button[View]], template=template("s")):
    """Where a message was deleted, for the owner of its job."""

    action, label, words = "s", "Show again", "button-show-again"


class EditAndRetry(JobButton, DynamicItem[Button[View]], template=template("e")):
    """Under a mistake (the text stands in the embed's footer) or a failed job (in its row)."""

    action, label, words = "e", "Edit & retry", "button-edit"


class SendMended(JobButton, DynamicItem[Button[View]], template=template("m")):
    """Under a mistake, where what was meant is likely: `Use --seed` sends the corrected prompt."""

    action, label = "m", "Use …"

    def called(self, words: str) -> Self:
        """The words stand in the message alone: the id does not carry them."""
        self.item.label = words
        return self


def grid_view(job_id: str) -> View:
    """`U1 U2 U3 U4 🔄` over `V1 V2 V3 V4`."""
    indices = range(1, 5)
    return routed_view(
        [
            *(Upscale(job_id, index) for index in indices),
            Reroll(job_id),
            *(Vary(job_id, index, row=1) for index in indices),
        ]
    )


def restyled(
    message: discord.Message | None, job_id: str, action: str, index: int, *, is_remix: bool = False
) -> View | None:
    """The buttons of the pressed message; None where the press came from elsewhere."""
    own = custom_id(action, job_id, index)
    if message is None or own not in ids_in(message):
        return None
    return with_pressed(message, own, is_remix=is_remix)


def with_pressed(message: discord.Message, own: str, *, is_remix: bool = False) -> View:
    """The buttons as they stand, but that this one is blue; green once it was remixed."""
    view = View.from_message(message, timeout=None)
    for item in view.children:
        if isinstance(item, Button) and item.custom_id == own and item.style is not REMIXED:
            item.style = REMIXED if is_remix else PRESSED
    view.stop()  # not kept: a press is routed by its id
    return view


def again_view(job_id: str) -> View:
    """Under the news that a message of the job is gone: `Show again`."""
    return routed_view([ShowAgain(job_id)])


def waiting_view(job_id: str) -> View:
    return routed_view([Cancel(job_id)])


def failed_view(job_id: str) -> View:
    return routed_view([Retry(job_id), EditAndRetry(job_id)])


def mistake_view(mistake_id: str, right: Sequence[str] = ()) -> View:
    """Under a parse error: `mistake_id` is a fresh id that belongs to no job.

    `right`: what would stand in the place of the mistakes, where that is known of all.
    """
    items: list[Item[Any]] = [EditAndRetry(mistake_id)]
    if right:
        items.append(SendMended(mistake_id).called(use_label(right)))
    return routed_view(items)


def use_label(right: Sequence[str]) -> str:
    """`Use --seed, --style raw`."""
    return cut(say("button-use", right=", ".join(right)), MAX_LABEL)


def job_in(message: discord.Message) -> str | None:
    """The job whose buttons a message carries."""
    for known in ids_in(message):
        if match := _JOB_ID.fullmatch(known):
            return match["job"]
    return None
