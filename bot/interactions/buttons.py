"""Views whose parts are routed by their ids: nothing has to be remembered for them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

import discord
from discord import ButtonStyle
from discord.ui import Button, Item, View

from bot.interactions.fence import fenced

if TYPE_CHECKING:
    from bot.client import EaselBot


def routed_view(items: Iterable[Item[Any]]) -> View:
    """A view that discord.py does not keep: presses are routed by template, not by message."""
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


class RoutedButton:
    """What every button of such a view has in common; `DynamicItem` is its other base."""

    style: ClassVar[ButtonStyle] = ButtonStyle.secondary
    item: Button[View]

    def __init__(self, button: Button[View]) -> None:
        super().__init__(button)  # type: ignore[call-arg]  # DynamicItem comes next in the bases

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """What a press does, with every failure told."""
        await fenced(interaction, self.press(interaction))

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        """What this button is for."""
        raise NotImplementedError
