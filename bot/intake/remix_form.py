"""The form of a remix, and the button that brings it back after a mistake. Values in, shapes out.

`m1:<action>:<job id>:<index>` is the button; the form's id carries the same after `remix:`.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions import forms
from bot.interactions.buttons import RoutedButton, routed_view
from bot.language import say

if TYPE_CHECKING:
    from bot.client import EaselBot

KIND: Final = "remix"
_ARG: Final = r"(?P<action>[vr])\.(?P<job>[A-Za-z0-9_-]{22})\.(?P<index>[0-4])"


@dataclass(frozen=True, slots=True)
class Pressed:
    """The button under a grid that was pressed: `v` with its picture, or `r`."""

    action: str
    job_id: str
    index: int

    @property
    def arg(self) -> str:
        return f"{self.action}.{self.job_id}.{self.index}"

    @classmethod
    def read(cls, arg: str) -> Self | None:
        found = re.fullmatch(_ARG, arg)
        return None if found is None else cls(found["action"], found["job"], int(found["index"]))


class RemixAgain(RoutedButton, DynamicItem[Button[View]], template=rf"m1:{_ARG}"):
    """Under a mistake in a remix."""

    def __init__(self, pressed: Pressed) -> None:
        self.pressed = pressed
        super().__init__(
            Button(
                style=self.style,
                label=say("remix-again"),
                custom_id=f"m1:{pressed.arg}",
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Pressed(match["action"], match["job"], int(match["index"])))

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.remixing.reopen(interaction, self.pressed)


def form(pressed: Pressed, text: str) -> discord.ui.Modal:
    """The whole prompt in one field, to be changed or not."""
    modal = discord.ui.Modal(title=say("remix-title"), custom_id=forms.form_id(KIND, pressed.arg))
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph,
        custom_id=forms.PROMPT,
        default=text,
        max_length=forms.MAX_TEXT,
    )
    modal.add_item(discord.ui.Label(text=say("form-prompt"), component=field))
    modal.stop()  # discord.py keeps only forms that are not finished
    return modal


def mistake_view(pressed: Pressed) -> View:
    return routed_view([RemixAgain(pressed)])
