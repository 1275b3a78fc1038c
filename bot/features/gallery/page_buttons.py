"""◀ ▶ under a list of one's jobs: the whole search stands in the `custom_id`.

`jobs:v1:<page>:<which>:<words>`, so that a list of any age can be turned after any restart.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Self, cast, get_args

from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from storage import Which

MAX_ID: Final = 100  # Discord: characters of a custom_id, counted here as UTF-16 units
_WHICH: Final = "|".join(get_args(Which))
_TEMPLATE: Final = rf"jobs:v1:(?P<page>\d{{1,6}}):(?P<which>{_WHICH}):(?P<words>.*)"


@dataclass(frozen=True, slots=True)
class JobSearch:
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


class TurnPage(RoutedItem, DynamicItem[Button[View]], template=_TEMPLATE):
    """One of the two; only whoever asked sees it."""

    label: ClassVar[str | None] = None
    emoji: ClassVar[str] = "▶️"

    def __init__(self, search: JobSearch, sign: str = emoji, *, is_disabled: bool = False) -> None:
        self.search = search
        button: Button[View] = Button(
            style=self.style,
            emoji=sign,
            custom_id=search.custom_id,
            disabled=is_disabled,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        which = cast(Which, match["which"])
        return cls(JobSearch(match["words"], which, int(match["page"])))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.search,)


def turning_view(search: JobSearch, page: int, pages: int) -> View | None:
    """◀ and ▶ around the page that is shown; None where there is only one."""
    if pages == 1:
        return None
    before, after = replace(search, page=page - 1), replace(search, page=page + 1)
    return routed_view(
        [
            TurnPage(before, "◀️", is_disabled=page == 1),
            TurnPage(after, is_disabled=page == pages),
        ]
    )
