"""The buttons under what a job made: a grid, a sheet of drafts, the best of many, one picture.

Which of them stand there follows from the job's kind and from what was ordered.
"""

import re
from typing import Any, ClassVar, Final, Literal, Self

import discord
from discord import ButtonStyle
from discord.ui import Button, DynamicItem, Item, Select, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.messages.job_buttons import (
    PictureButton,
    Reroll,
    Upscale,
    custom_id,
    grid_items,
    template,
)
from bot.messages.single_buttons import VarySubtle, made_view
from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.prompt.counts import GRID
from bot.prompt.sizes import Size

Layout = Literal["grid", "drafts", "best", "sheet", "single", "upscaled", "film"]
SQUARE: Final = Size(1, 1)
MOST_CHOSEN: Final = 10  # as many jobs as one person may have waiting, where nothing else is set


class MakeFull(PictureButton, DynamicItem[Button[View]], template=template("w")):
    """Under a grid of drafts: this one in full."""

    action, label = "w", "E{index}"


class ShowAll(PictureButton, DynamicItem[Button[View]], template=template("S")):
    """Under the best of many: all of them, for whoever presses. Its index is their number."""

    action, label = "S", "Show all"

    def __init__(
        self, job_id: str, index: int = 0, *, style: ButtonStyle | None = None, row: int = 0
    ) -> None:
        super().__init__(job_id, index, style=style, row=row)
        self.item.label = say("button-show-all", count=index)


class PictureSelect(RoutedItem):
    """Offers the pictures of a job by their numbers; `DynamicItem` is its other base."""

    action: ClassVar[str]
    words: ClassVar[str]  # the key of what stands in it before a choice
    most: ClassVar[int] = 1

    def __init__(self, select: Select[View], job_id: str) -> None:
        self.job_id: str = job_id
        super().__init__(select)

    @classmethod
    def of(cls, job_id: str, count: int) -> Self:
        """The select that offers so many pictures."""
        select: Select[View] = Select(
            custom_id=custom_id(cls.action, job_id, 0),
            placeholder=say(cls.words),
            options=[
                discord.SelectOption(label=say("select-picture", index=index), value=str(index))
                for index in range(1, count + 1)
            ],
            max_values=min(count, cls.most),
        )
        return cls(select, job_id)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Select)
        return cls(item, match["job"])


class ChooseFull(PictureSelect, DynamicItem[Select[View]], template=template("W", index="0")):
    """Under a sheet of drafts: those with these numbers in full."""

    action, words, most = "W", "select-make-full", MOST_CHOSEN

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.job_id, sorted(map(int, self.item.values)))


class ChooseAlone(PictureSelect, DynamicItem[Select[View]], template=template("A", index="0")):
    """Under all of many: this one alone, as `U1` does."""

    action, words = "A", "select-show-alone"

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.job_id, int(self.item.values[0]))


def layout_of(kind: str, record: Record | None) -> Layout:
    """How the result of such a job is laid out; of one that cannot be read, as a grid."""
    buttons = KINDS[kind].buttons
    if buttons != "grid":
        return buttons
    if record is None:
        return "grid"
    order = record.order
    if order.is_draft:
        return "drafts" if order.count <= GRID else "sheet"
    return "best" if order.shown < order.count else "grid"


def result_view(job_id: str, layout: Layout, count: int = GRID, size: Size = SQUARE) -> View:
    """The buttons under a result; `count`: how many pictures were made; `size`: of each."""
    match layout:
        case "single" | "upscaled":
            return made_view(job_id, size, is_upscaled=layout == "upscaled")
        case "film":
            return routed_view(())
        case "sheet":
            return routed_view([ChooseFull.of(job_id, count), Reroll(job_id, row=1)])
        case "drafts":
            full = (MakeFull(job_id, index, row=2) for index in range(1, GRID + 1))
            return routed_view([*grid_items(job_id), *full])
        case "best":
            return routed_view([*grid_items(job_id), ShowAll(job_id, count, row=2)])
        case "grid":
            return routed_view(grid_items(job_id))


def all_view(job_id: str, count: int) -> View:
    """Under all pictures of a job, told to one person."""
    return routed_view([ChooseAlone.of(job_id, count)])


def mark_of(job_id: str, layout: Layout) -> str:
    """The id of a button that every such result has, and that tells it from other messages."""
    match layout:
        case "single" | "upscaled":
            return custom_id(VarySubtle.action, job_id, 1)
        case "sheet":
            return custom_id(ChooseFull.action, job_id, 0)
        case _:
            return custom_id(Upscale.action, job_id, 1)
