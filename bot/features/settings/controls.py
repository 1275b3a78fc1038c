"""The buttons and selects of the panel: `s1:<b or s>:<act>:<value>:<owner>`.

They remember nothing but what they do and whose they are, so a panel of any age works.
"""

import re
from typing import Any, Final, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.features.settings import panel
from bot.features.settings.panel import Control
from bot.interactions.buttons import RoutedItem
from bot.interactions.interaction import Interaction

_ID: Final = r"(?P<act>[a-z]+):(?P<value>[a-z-]*):(?P<owner>\d+)"


class SettingsButton(RoutedItem, DynamicItem[Button[View]], template=f"s1:b:{_ID}"):
    def __init__(self, button: Button[View], act: str, value: str, owner: int) -> None:
        self.act, self.value, self.owner = act, value, owner
        super().__init__(button)

    @classmethod
    def of(cls, control: Control, owner: int, row: int) -> Self:
        button: Button[View] = Button(
            style=ButtonStyle.success if control.is_on else ButtonStyle.secondary,
            label=control.label,
            emoji=control.emoji,
            custom_id=f"s1:b:{control.act}:{control.value}:{owner}",
            disabled=control.is_disabled,
            row=row,
        )
        return cls(button, control.act, control.value, owner)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Button)
        return cls(item, match["act"], match["value"], int(match["owner"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.act, self.value, self.owner)


class SettingsSelect(RoutedItem, DynamicItem[discord.ui.Select[View]], template=f"s1:s:{_ID}"):
    def __init__(self, select: discord.ui.Select[View], act: str, owner: int) -> None:
        self.act, self.owner = act, owner
        super().__init__(select)

    @classmethod
    def of(cls, shown: panel.Select, owner: int, row: int) -> Self:
        select: discord.ui.Select[View] = discord.ui.Select(
            custom_id=f"s1:s:{shown.act}::{owner}",
            options=[
                discord.SelectOption(
                    label=one.label, value=one.value, description=one.description, default=one.is_on
                )
                for one in shown.options
            ],
            row=row,
        )
        return cls(select, shown.act, owner)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(item, match["act"], int(match["owner"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.act, self.item.values[0], self.owner)
