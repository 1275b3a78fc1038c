"""Buttons and selects that are routed by their ids: nothing has to be remembered for them.

Only dynamic items stand in such a view: a plain button beside one would take the whole class out of
discord.py's table when its view ends. What a press does stands in `bot/routes.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, Item, View

from bot.interactions.interaction import Interaction
from bot.language import say


class Presses(Protocol):
    """What a button asks of the client: to be looked up in the table of routes."""

    async def press(self, interaction: Interaction, item: "RoutedItem") -> None: ...


def routed_view(items: Iterable[Item[Any]]) -> View:
    """A view that discord.py does not keep: presses are routed by template, not by message."""
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


class RoutedItem:
    """What every item of such a view has in common; `DynamicItem` is its other base."""

    style: ClassVar[ButtonStyle] = ButtonStyle.secondary
    job_id: str | None = None  # the job it belongs to, for every log line of a press

    def __init__(self, item: Item[View]) -> None:
        super().__init__(item)  # type: ignore[call-arg]  # DynamicItem comes next in the bases

    @property
    def args(self) -> tuple[Any, ...]:
        """What its route is called with, behind the interaction: all that its id says."""
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        """discord.py calls this; the client knows the route."""
        client: Presses = interaction.client
        await client.press(interaction, self)


class OwnedButton(RoutedItem):
    """`<version>:<action>:<owner id>:<index>`: a button of a job or a draft, often of one part.

    `words`: the key of the label, where it is one in words. `of_one`: its route wants the index.
    """

    version: ClassVar[str]
    action: ClassVar[str]
    label: ClassVar[str | None] = None
    emoji: ClassVar[str | None] = None
    words: ClassVar[str | None] = None
    of_one: ClassVar[bool] = False

    def __init__(
        self, owner_id: str, index: int = 0, *, style: ButtonStyle | None = None, row: int = 0
    ) -> None:
        self.owner_id, self.index = owner_id, index
        label = None if self.label is None else self.label.format(index=index)
        button: Button[View] = Button(
            style=style or self.style,
            label=label if self.words is None else say(self.words),
            emoji=self.emoji,
            custom_id=f"{self.version}:{self.action}:{owner_id}:{index}",
            row=row,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match[1], int(match[2]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.owner_id, self.index) if self.of_one else (self.owner_id,)


@dataclass(frozen=True, slots=True)
class PointedMessage:
    """A message of a job that somebody pointed at.

    An id may be forged: whether it is the job's, and who may do what about it, is asked at the
    press.
    """

    job_id: str
    channel_id: int
    message_id: int


def pointed_template(version: str, letter: str) -> str:
    """Matches the ids of one button and of no other."""
    return (
        rf"{version}:{letter}:(?P<job>[A-Za-z0-9_-]{{22}}):"
        r"(?P<channel>\d{1,20}):(?P<message>\d{1,20})"
    )


class PointedButton(RoutedItem):
    """`<version>:<letter>:<job>:<channel>:<message>`: a button about a message that is pointed at.

    `words`: the key of its label. One that is done cannot be pressed again.
    """

    version: ClassVar[str]
    letter: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]
    emoji: ClassVar[str | None] = None

    def __init__(self, pointed: PointedMessage, *, is_done: bool = False) -> None:
        self.pointed, self.job_id = pointed, pointed.job_id
        where = f"{pointed.job_id}:{pointed.channel_id}:{pointed.message_id}"
        button: Button[View] = Button(
            style=self.style,
            label=say(self.words),
            custom_id=f"{self.version}:{self.letter}:{where}",
            disabled=is_done,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(PointedMessage(match["job"], int(match["channel"]), int(match["message"])))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.pointed,)


def ids_in(message: discord.Message) -> set[str]:
    """The ids of all buttons and selects of a message."""
    return {part.custom_id for part in _parts_of(message) if part.custom_id}


def buttons_in(message: discord.Message | None) -> list[discord.Button]:
    """All buttons of a message, in reading order."""
    return [part for part in _parts_of(message) if isinstance(part, discord.Button)]


def _parts_of(message: discord.Message | None) -> list[discord.Button | discord.SelectMenu]:
    return [
        part
        for row in (message.components if message is not None else ())
        if isinstance(row, discord.ActionRow)
        for part in row.children
        if isinstance(part, discord.Button | discord.SelectMenu)
    ]
