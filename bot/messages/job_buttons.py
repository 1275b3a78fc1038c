"""The buttons under a job's messages: the `custom_id` is all they remember, so they work for ever.

`j1:<action>:<job id>:<index>`, one class for each action, since a press reaches every class whose
template matches.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import OwnedButton, buttons_in, ids_in, routed_view
from bot.interactions.wording import cut
from bot.language import say
from bot.orders.kinds import Buttons

_VERSION: Final = "j1"
PRESSED: Final = ButtonStyle.primary
REMIXED: Final = ButtonStyle.success
MAX_LABEL: Final = 80  # Discord
_JOB_ID: Final = re.compile(rf"{_VERSION}:[a-z]:(?P<job>[A-Za-z0-9_-]{{22}}):[0-4]")


def custom_id(action: str, job_id: str, index: int) -> str:
    return f"{_VERSION}:{action}:{job_id}:{index}"


def _template(action: str) -> str:
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


class Upscale(PictureButton, DynamicItem[Button[View]], template=_template("u")):
    action, label = "u", "U{index}"


class Vary(PictureButton, DynamicItem[Button[View]], template=_template("v")):
    action, label = "v", "V{index}"


class VarySubtle(PictureButton, DynamicItem[Button[View]], template=_template("l")):
    """Under a single picture: four that stay close to it, whatever the presser's setting."""

    action, label, words, emoji = "l", "Vary (Subtle)", "button-vary-subtle", "🪄"


class VaryStrong(PictureButton, DynamicItem[Button[View]], template=_template("b")):
    """Under a single picture: four that keep its composition."""

    action, label, words, emoji = "b", "Vary (Strong)", "button-vary-strong", "🪄"


class Reroll(JobButton, DynamicItem[Button[View]], template=_template("r")):
    action, emoji = "r", "🔄"


class Cancel(JobButton, DynamicItem[Button[View]], template=_template("c")):
    action, label, words = "c", "Cancel", "button-cancel"


class Retry(JobButton, DynamicItem[Button[View]], template=_template("t")):
    action, label, words = "t", "Retry", "button-retry"


class Heart(PictureButton, DynamicItem[Button[View]], template=_template("h")):
    """Under a single picture: for whoever presses, a favourite of theirs alone."""

    action, emoji = "h", "❤️"


class ShowAgain(JobButton, DynamicItem[Button[View]], template=_template("s")):
    """Where a message was deleted, for the owner of its job."""

    action, label, words = "s", "Show again", "button-show-again"


class EditAndRetry(JobButton, DynamicItem[Button[View]], template=_template("e")):
    """Under a mistake (the text stands in the embed's footer) or a failed job (in its row)."""

    action, label, words = "e", "Edit & retry", "button-edit"


class SendMended(JobButton, DynamicItem[Button[View]], template=_template("m")):
    """Under a mistake, where what was meant is likely: `Use --seed` sends the corrected prompt."""

    action, label = "m", "Use …"

    def called(self, words: str) -> Self:
        """The words stand in the message alone: the id does not carry them."""
        self.item.label = words
        return self


def grid_view(job_id: str, pressed: Collection[str] = (), remixed: Collection[str] = ()) -> View:
    """`U1 U2 U3 U4 🔄` over `V1 V2 V3 V4`; the ids in `pressed` are blue, in `remixed` green."""

    def one(kind: type[Upscale | Vary | Reroll], index: int, row: int) -> Upscale | Vary | Reroll:
        own = custom_id(kind.action, job_id, index)
        style = REMIXED if own in remixed else PRESSED if own in pressed else None
        return kind(job_id, index, style=style, row=row)

    indices = range(1, 5)
    return routed_view(
        [
            *(one(Upscale, index, 0) for index in indices),
            one(Reroll, 0, 0),
            *(one(Vary, index, 1) for index in indices),
        ]
    )


def grid_after(
    message: discord.Message | None, job_id: str, action: str, index: int, *, is_remix: bool = False
) -> View:
    """The buttons of a grid once one more of them has been pressed."""
    pressed, remixed = pressed_in(message), pressed_in(message, REMIXED)
    (remixed if is_remix else pressed).add(custom_id(action, job_id, index))
    return grid_view(job_id, pressed, remixed)


def restyled(
    message: discord.Message | None, job_id: str, action: str, index: int, *, is_remix: bool
) -> View | None:
    """The buttons of the pressed message; None where the press came from elsewhere."""
    own = custom_id(action, job_id, index)
    if message is None or own not in ids_in(message):
        return None
    if action in (VarySubtle.action, VaryStrong.action):
        return single_view(job_id, index, {*pressed_in(message), own})
    return grid_after(message, job_id, action, index, is_remix=is_remix)


def single_view(job_id: str, index: int, pressed: Collection[str] = ()) -> View:
    """Under one picture alone: `Vary (Subtle)` and `Vary (Strong)` over `❤️`.

    The ids in `pressed` are blue.
    """

    def one(kind: type[VarySubtle | VaryStrong]) -> VarySubtle | VaryStrong:
        is_pressed = custom_id(kind.action, job_id, index) in pressed
        return kind(job_id, index, style=PRESSED if is_pressed else None)

    return routed_view([one(VarySubtle), one(VaryStrong), Heart(job_id, index, row=1)])


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


def pressed_in(message: discord.Message | None, style: ButtonStyle = PRESSED) -> set[str]:
    """The ids of the buttons of a message that are blue, or of another colour."""
    return {one.custom_id for one in buttons_in(message) if one.custom_id and one.style is style}


def job_in(message: discord.Message) -> str | None:
    """The job whose buttons a message carries."""
    for known in ids_in(message):
        if match := _JOB_ID.fullmatch(known):
            return match["job"]
    return None


VIEWS: Final[Mapping[Buttons, Callable[[str], View]]] = {"grid": grid_view}
