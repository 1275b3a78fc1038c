"""`Yes` and `Cancel` under a question: `q1:<answer>:<question id>`, alive after any restart.

What was asked is kept in storage with the person; a button knows only its id.
"""

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedButton, routed_view
from bot.language import say

if TYPE_CHECKING:
    from bot.client import EaselBot


def template(answer: str) -> str:
    """Matches the ids of one answer and of no other."""
    return rf"q1:{answer}:(?P<question>[A-Za-z0-9_-]{{22}})"


class AnswerButton(RoutedButton):
    """What both have in common."""

    answer: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]  # the key of the label
    emoji: ClassVar[str | None] = None

    def __init__(self, question_id: str) -> None:
        self.question_id = question_id
        button: Button[View] = Button(
            style=self.style, label=say(self.words), custom_id=f"q1:{self.answer}:{question_id}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["question"])


class Yes(AnswerButton, DynamicItem[Button[View]], template=template("y")):
    answer, label, words = "y", "Yes", "confirm-yes"
    style = ButtonStyle.success

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.desk.go_ahead(interaction, self.question_id)


class No(AnswerButton, DynamicItem[Button[View]], template=template("n")):
    answer, label, words = "n", "Cancel", "confirm-no"

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.desk.think_better(interaction, self.question_id)


CONFIRM_BUTTONS: Final = (Yes, No)


def confirm_view(question_id: str) -> View:
    return routed_view([Yes(question_id), No(question_id)])
