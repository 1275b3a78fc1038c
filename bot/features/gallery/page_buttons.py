"""◀ ▶ under a list of one's jobs: the whole question stands in the `custom_id`.

`jobs:v1:<page>:<which>:<words>`, so that a list of any age can be turned after any restart.
"""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, cast, get_args

import discord
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedButton, routed_view
from storage import Which

if TYPE_CHECKING:
    from bot.client import EaselBot

MAX_ID: Final = 100  # Discord: characters of a custom_id, counted here as UTF-16 units
_WHICH: Final = "|".join(get_args(Which))
_TEMPLATE: Final = rf"jobs:v1:(?P<page>\d{{1,6}}):(?P<which>{_WHICH}):(?P<words>.*)"


@dataclass(frozen=True, slots=True)
class Question:
    """What a list of jobs answers."""

    words: str = ""
    which: Which = "all"
    page: int = 1

    @property
    def custom_id(self) -> str:
        return f"jobs:v1:{self.page}:{self.which}:{self.words}"

    @property
    def spare(self) -> int:
        """How many more letters the buttons of its last page could hold; negative: too many."""
        longest = replace(self, page=999_999).custom_id
        return MAX_ID - len(longest.encode("utf-16-le")) // 2


class TurnPage(RoutedButton, DynamicItem[Button[View]], template=_TEMPLATE):
    """One of the two; only whoever asked sees it."""

    label: ClassVar[str | None] = None
    emoji: ClassVar[str] = "▶️"

    def __init__(self, question: Question, sign: str = emoji, *, is_disabled: bool = False) -> None:
        self.question = question
        button: Button[View] = Button(
            style=self.style,
            emoji=sign,
            custom_id=question.custom_id,
            disabled=is_disabled,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        which = cast(Which, match["which"])
        return cls(Question(match["words"], which, int(match["page"])))

    async def press(self, interaction: discord.Interaction["EaselBot"]) -> None:
        await interaction.client.finding.turn(interaction, self.question)


def turning_view(question: Question, page: int, pages: int) -> View | None:
    """◀ and ▶ around the page that is shown; None where there is only one."""
    if pages == 1:
        return None
    before, after = replace(question, page=page - 1), replace(question, page=page + 1)
    return routed_view(
        [
            TurnPage(before, "◀️", is_disabled=page == 1),
            TurnPage(after, is_disabled=page == pages),
        ]
    )
