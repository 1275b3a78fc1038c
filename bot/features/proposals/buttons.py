"""The buttons under proposed prompts: `d1:<action>:<draft id>:<index>`, alive after any restart.

The draft itself is kept in storage; a button knows its id and which of the prompts it stands for.
"""

import re
from typing import Any, ClassVar, Final, Self

from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.interactions.wording import keycap
from bot.language import say

_VERSION: Final = "d1"


def _template(action: str) -> str:
    """Matches the ids of one action and of no other."""
    return rf"{_VERSION}:{action}:(?P<draft>[A-Za-z0-9_-]{{22}}):(?P<index>[0-5])"


class DraftButton(RoutedItem):
    """What all have in common. `words`: the key of the label, where it is one in words."""

    action: ClassVar[str]
    label: ClassVar[str | None] = None
    emoji: ClassVar[str | None] = None
    words: ClassVar[str | None] = None

    def __init__(self, draft_id: str, index: int = 0, *, row: int = 0) -> None:
        self.draft_id, self.index = draft_id, index
        label = None if self.label is None else self.label.format(index=index)
        button: Button[View] = Button(
            style=self.style,
            label=label if self.words is None else say(self.words),
            emoji=self.emoji,
            custom_id=f"{_VERSION}:{self.action}:{draft_id}:{index}",
            row=row,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["draft"], int(match["index"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.draft_id,)


class PromptButton(DraftButton):
    """Of one of the prompts."""

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.draft_id, self.index)


class Propose(PromptButton, DynamicItem[Button[View]], template=_template("p")):
    """`1️⃣`: that prompt in a form."""

    action, label = "p", keycap(0).replace("0", "{index}")


class Edit(PromptButton, DynamicItem[Button[View]], template=_template("e")):
    """The only prompt there is, in a form."""

    action, label, words = "e", "Edit", "proposal-edit"


class ImagineIt(PromptButton, DynamicItem[Button[View]], template=_template("i")):
    action, label, words = "i", "Imagine", "proposal-imagine"
    style = ButtonStyle.primary


class ImagineAll(DraftButton, DynamicItem[Button[View]], template=_template("a")):
    action, label, words = "a", "🎉 Imagine all", "describe-imagine-all"


class DescribeAgain(DraftButton, DynamicItem[Button[View]], template=_template("r")):
    action, emoji = "r", "🔄"


class ShowDetails(DraftButton, DynamicItem[Button[View]], template=_template("w")):
    action, label, words = "w", "Show Details", "shorten-show-details"


class Another(DraftButton, DynamicItem[Button[View]], template=_template("s")):
    action, label, words = "s", "🎲 Another", "surprise-another"


def describe_view(draft_id: str, count: int) -> View:
    """`1️⃣ 2️⃣ 3️⃣ 4️⃣ 🔄` over `🎉 Imagine all`."""
    numbers = (Propose(draft_id, index, row=0) for index in range(1, count + 1))
    return routed_view([*numbers, DescribeAgain(draft_id, row=0), ImagineAll(draft_id, row=1)])


def shorten_view(draft_id: str, count: int) -> View:
    """`1️⃣` to `5️⃣` over `Show Details`."""
    numbers = (Propose(draft_id, index, row=0) for index in range(1, count + 1))
    return routed_view([*numbers, ShowDetails(draft_id, row=1)])


def surprise_view(draft_id: str) -> View:
    return routed_view([ImagineIt(draft_id, 1), Edit(draft_id, 1), Another(draft_id)])


def one_prompt_view(draft_id: str) -> View:
    """Under a prompt that was read from a picture."""
    return routed_view([ImagineIt(draft_id, 1), Edit(draft_id, 1)])
