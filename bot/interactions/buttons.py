"""Buttons and selects that are routed by their ids: nothing has to be remembered for them.

Only dynamic items stand in such a view: a plain button beside one would take the whole class out of
discord.py's table when its view ends. What a press does stands in `bot/routes.py`.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

import discord
from discord import ButtonStyle
from discord.ui import Item, View

from bot.interactions.interaction import Interaction


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


def ids_in(message: discord.Message) -> set[str]:
    """The ids of all buttons of a message."""
    return {button.custom_id for button in buttons_in(message) if button.custom_id}


def buttons_in(message: discord.Message | None) -> list[discord.Button]:
    """All buttons of a message, in reading order."""
    return [
        part
        for row in (message.components if message is not None else ())
        if isinstance(row, discord.ActionRow)
        for part in row.children
        if isinstance(part, discord.Button)
    ]
