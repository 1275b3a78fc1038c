"""What moderators may do about a reported picture: `m1:<action>:<job>:<channel>:<message>`.

The id holds all there is to know, so a card of last year works; who may press is checked at the
press.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, buttons_in, routed_view
from bot.interactions.interaction import Interaction
from bot.language import say

Action = Literal["delete", "warn", "pause", "dismiss"]
_VERSION: Final = "m1"


@dataclass(frozen=True, slots=True)
class Reported:
    """The picture a report is about: its job, and the message somebody pointed at."""

    job_id: str
    channel_id: int
    message_id: int


def _template(letter: str) -> str:
    """Matches the ids of one action and of no other."""
    return (
        rf"{_VERSION}:{letter}:(?P<job>[A-Za-z0-9_-]{{22}}):"
        r"(?P<channel>\d{1,20}):(?P<message>\d{1,20})"
    )


class ReportButton(RoutedItem):
    """What all have in common; a deed that is done stands there disabled."""

    letter: ClassVar[str]
    action: ClassVar[Action]
    label: ClassVar[str]
    emoji: ClassVar[str | None] = None

    def __init__(self, reported: Reported, *, is_done: bool = False) -> None:
        self.reported, self.job_id = reported, reported.job_id
        where = f"{reported.job_id}:{reported.channel_id}:{reported.message_id}"
        button: Button[View] = Button(
            style=self.style,
            label=say(f"report-{self.action}"),
            custom_id=f"{_VERSION}:{self.letter}:{where}",
            disabled=is_done,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Reported(match["job"], int(match["channel"]), int(match["message"])))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.action, self.reported)


class Delete(ReportButton, DynamicItem[Button[View]], template=_template("d")):
    letter, action, label = "d", "delete", "Delete"
    style = ButtonStyle.danger


class Warn(ReportButton, DynamicItem[Button[View]], template=_template("w")):
    letter, action, label = "w", "warn", "Warn"


class Pause(ReportButton, DynamicItem[Button[View]], template=_template("p")):
    letter, action, label = "p", "pause", "Pause 24 h"


class Dismiss(ReportButton, DynamicItem[Button[View]], template=_template("x")):
    letter, action, label = "x", "dismiss", "Dismiss"


BUTTONS: Final = (Delete, Warn, Pause, Dismiss)


def report_view(reported: Reported, done: Collection[str] = ()) -> View:
    """`Delete` `Warn` `Pause 24 h` `Dismiss`; those in `done` cannot be pressed again."""
    return routed_view(kind(reported, is_done=kind.action in done) for kind in BUTTONS)


def done_in(message: discord.Message) -> set[str]:
    """The actions whose buttons are disabled in a card."""
    letters = {kind.letter: kind.action for kind in BUTTONS}
    done = (one for one in buttons_in(message) if one.disabled and one.custom_id)
    return {letters[str(one.custom_id).split(":")[1]] for one in done}
