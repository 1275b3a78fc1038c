"""`Yes` and `Cancel` under a question: `q1:<answer>:<confirmation id>`, alive after any restart.

What was asked is kept in storage with the person; a button knows only its id.
"""

import re
from typing import Any, ClassVar, Self

from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.language import say


def _template(answer: str) -> str:
    """Matches the ids of one answer and of no other."""
    return rf"q1:{answer}:(?P<question>[A-Za-z0-9_-]{{22}})"


class ConfirmButton(RoutedItem):
    """What both have in common."""

    answer: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]  # the key of the label
    emoji: ClassVar[str | None] = None

    def __init__(self, confirmation_id: str) -> None:
        self.confirmation_id = confirmation_id
        button: Button[View] = Button(
            style=self.style, label=say(self.words), custom_id=f"q1:{self.answer}:{confirmation_id}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["question"])

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.confirmation_id,)


class Yes(ConfirmButton, DynamicItem[Button[View]], template=_template("y")):
    answer, label, words = "y", "Yes", "confirm-yes"
    style = ButtonStyle.success


class No(ConfirmButton, DynamicItem[Button[View]], template=_template("n")):
    answer, label, words = "n", "Cancel", "confirm-no"


def confirm_view(confirmation_id: str) -> View:
    return routed_view([Yes(confirmation_id), No(confirmation_id)])
