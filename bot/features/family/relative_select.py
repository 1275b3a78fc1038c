"""The list of a job's relatives under its card; what is chosen comes back as a job's id."""

import re
from typing import Any, Final, Self

import discord
from discord import SelectOption
from discord.ui import DynamicItem, Item, View

from bot.features.family.relatives import Relatives
from bot.interactions.buttons import RoutedItem
from bot.interactions.interaction import Interaction
from bot.interactions.wording import cut, unlinked
from bot.language import say
from bot.messages.job_posts import JobPosts
from storage import Job

_ID: Final = "f1:relative"
_MAX_LABEL: Final = 100  # Discord


class RelativeSelect(RoutedItem, DynamicItem[discord.ui.Select[View]], template=_ID):
    """Turns the card to the relative that is chosen; whether they may see it is asked then."""

    def __init__(self, select: discord.ui.Select[View]) -> None:
        super().__init__(select)

    @classmethod
    def of(cls, relatives: Relatives) -> Self | None:
        """The parent first, then the children, newest first; None where there are none."""
        options = [_option(child, _child_words(child), "⬇️") for child in relatives.children]
        if relatives.parent is not None:
            words = say("family-option-parent", index=relatives.job.parent_index or 0)
            options.insert(0, _option(relatives.parent, words, "⬆️"))
        if not options:
            return None
        return cls(
            discord.ui.Select(custom_id=_ID, placeholder=say("family-choose"), options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.item.values[0],)


def _option(job: Job, words: str, sign: str) -> SelectOption:
    prompt = cut(unlinked(JobPosts.of(job).prompt), _MAX_LABEL)
    return SelectOption(label=prompt, value=job.id, description=words, emoji=sign)


def _child_words(child: Job) -> str:
    return say("family-option-child", index=child.parent_index or 0)
