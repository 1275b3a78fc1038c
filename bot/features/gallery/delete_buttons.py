"""`Delete` and `Keep` under the question whether a message of a finished job shall go.

`d1:<d or k>:<job>:<channel>:<message>`: the id holds all there is to know, so a question of any age
can be answered; who may answer is checked at the press.
"""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.language import say


@dataclass(frozen=True, slots=True)
class Doomed:
    """The message that is asked about, and the finished job it shows."""

    job_id: str
    channel_id: int
    message_id: int


def _template(letter: str) -> str:
    """Matches the ids of one answer and of no other."""
    return (
        rf"d1:{letter}:(?P<job>[A-Za-z0-9_-]{{22}}):"
        r"(?P<channel>\d{1,20}):(?P<message>\d{1,20})"
    )


class DeleteButton(RoutedItem):
    """What both have in common."""

    letter: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]  # the key of the label
    emoji: ClassVar[str | None] = None

    def __init__(self, doomed: Doomed) -> None:
        self.doomed, self.job_id = doomed, doomed.job_id
        where = f"{doomed.job_id}:{doomed.channel_id}:{doomed.message_id}"
        button: Button[View] = Button(
            style=self.style, label=say(self.words), custom_id=f"d1:{self.letter}:{where}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Doomed(match["job"], int(match["channel"]), int(match["message"])))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.doomed,)


class DeleteMessage(DeleteButton, DynamicItem[Button[View]], template=_template("d")):
    letter, label, words = "d", "Delete", "button-delete"
    style = ButtonStyle.danger


class Keep(DeleteButton, DynamicItem[Button[View]], template=_template("k")):
    letter, label, words = "k", "Keep", "button-keep"


def delete_view(doomed: Doomed) -> discord.ui.View:
    """`Delete` `Keep`."""
    return routed_view([DeleteMessage(doomed), Keep(doomed)])
