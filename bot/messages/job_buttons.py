"""Every button: its `custom_id` is all it remembers, so it works after any restart.

`j1:<action>:<job id>:<index>`, one class for each action, since a press reaches every class whose
template matches. Only dynamic items stand in a view: a plain button beside one would take the
whole class out of discord.py's table when its view ends.
"""

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.features.gallery.page_buttons import TurnPage
from bot.features.moderation.buttons import REPORT_BUTTONS
from bot.features.proposals.buttons import DRAFT_BUTTONS
from bot.intake.confirm_buttons import CONFIRM_BUTTONS
from bot.intake.remix_form import Pressed
from bot.interactions.buttons import RoutedButton, routed_view
from bot.language import say
from bot.logs import about_job

if TYPE_CHECKING:
    from bot.client import EaselBot

VERSION: Final = "j1"
PRESSED: Final = ButtonStyle.primary
REMIXED: Final = ButtonStyle.success
_JOB_ID: Final = re.compile(rf"{VERSION}:[a-z]:(?P<job>[A-Za-z0-9_-]{{22}}):[0-4]")


def custom_id(action: str, job_id: str, index: int) -> str:
    return f"{VERSION}:{action}:{job_id}:{index}"


def template(action: str) -> str:
    """Matches the ids of one action and of no other."""
    return rf"{VERSION}:{action}:(?P<job>[A-Za-z0-9_-]{{22}}):(?P<index>[0-4])"


class JobButton(RoutedButton):
    """What all have in common: a job, a label, and the job's id in every log line of a press.

    `words`: the key of the label, where it is one in words.
    """

    action: ClassVar[str]
    label: ClassVar[str | None] = None
    emoji: ClassVar[str | None] = None
    words: ClassVar[str | None] = None

    def __init__(
        self, job_id: str, index: int = 0, *, style: ButtonStyle | None = None, row: int = 0
    ) -> None:
        self.job_id, self.index = job_id, index
        label = None if self.label is None else self.label.format(index=index)
        button: Button[View] = Button(
            style=style or self.style,
            label=label if self.words is None else say(self.words),
            emoji=self.emoji,
            custom_id=custom_id(self.action, job_id, index),
            row=row,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["job"], int(match["index"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        with about_job(self.job_id):
            await super().callback(interaction)


class Upscale(JobButton, DynamicItem[Button[View]], template=template("u")):
    action, label = "u", "U{index}"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.gallery.post_single(interaction, self.job_id, self.index)


class Vary(JobButton, DynamicItem[Button[View]], template=template("v")):
    action, label = "v", "V{index}"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        bot, pressed = interaction.client, Pressed("v", self.job_id, self.index)
        if not await bot.remixing.asks_first(interaction, pressed):
            await bot.desk.vary(interaction, self.job_id, self.index)


class Reroll(JobButton, DynamicItem[Button[View]], template=template("r")):
    action, emoji = "r", "🔄"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        bot, pressed = interaction.client, Pressed("r", self.job_id, 0)
        if not await bot.remixing.asks_first(interaction, pressed):
            await bot.desk.reroll(interaction, self.job_id)


class Cancel(JobButton, DynamicItem[Button[View]], template=template("c")):
    action, label, words = "c", "Cancel", "button-cancel"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.endings.cancel_by_button(interaction, self.job_id)


class Retry(JobButton, DynamicItem[Button[View]], template=template("t")):
    action, label, words = "t", "Retry", "button-retry"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.desk.retry(interaction, self.job_id)


class Heart(JobButton, DynamicItem[Button[View]], template=template("h")):
    """Under a single picture: for whoever presses, a favourite of theirs alone."""

    action, emoji = "h", "❤️"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.gallery.like(interaction, self.job_id, self.index)


class EditAndRetry(JobButton, DynamicItem[Button[View]], template=template("e")):
    """Under a mistake (the text stands in the embed's footer) or a failed job (in its row)."""

    action, label, words = "e", "Edit & retry", "button-edit"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.desk.edit_and_retry(interaction, self.job_id)


ALL_BUTTONS: Final = (
    *(Upscale, Vary, Reroll, Cancel, Retry, EditAndRetry, Heart),
    TurnPage,
    *DRAFT_BUTTONS,
    *REPORT_BUTTONS,
    *CONFIRM_BUTTONS,
)


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
) -> Callable[[], View] | None:
    """How to make `grid_after`; None where the press came from elsewhere than that grid."""
    if message is None or custom_id(action, job_id, index) not in ids_in(message):
        return None
    return lambda: grid_after(message, job_id, action, index, is_remix=is_remix)


def single_view(job_id: str, index: int) -> View:
    """Under one picture alone: `❤️`."""
    return routed_view([Heart(job_id, index)])


def waiting_view(job_id: str) -> View:
    return routed_view([Cancel(job_id)])


def failed_view(job_id: str) -> View:
    return routed_view([Retry(job_id), EditAndRetry(job_id)])


def mistake_view(draft_id: str) -> View:
    """Under a parse error: `draft_id` is a fresh id that belongs to no job."""
    return routed_view([EditAndRetry(draft_id)])


def pressed_in(message: discord.Message | None, style: ButtonStyle = PRESSED) -> set[str]:
    """The ids of the buttons of a message that are blue, or of another colour."""
    return {
        part.custom_id
        for row in (message.components if message is not None else ())
        if isinstance(row, discord.ActionRow)
        for part in row.children
        if isinstance(part, discord.Button) and part.custom_id and part.style is style
    }


def job_in(message: discord.Message) -> str | None:
    """The job whose buttons a message carries."""
    for known in ids_in(message):
        if match := _JOB_ID.fullmatch(known):
            return match["job"]
    return None


def ids_in(message: discord.Message) -> set[str]:
    """The ids of all buttons of a message."""
    return {
        part.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for part in row.children
        if isinstance(part, discord.Button) and part.custom_id
    }
