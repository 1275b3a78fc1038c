"""What stands under the picture of which a part is chosen: `g1:<act>:<job id>:<index>`.

The choice itself is kept in storage, so that these know nothing but the picture.
"""

import re
from typing import Any, ClassVar, Final, Self

from discord import ButtonStyle, SelectOption
from discord.ui import Button, DynamicItem, Item, Select, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.pictures.region import cells
from storage import Selection

KIND: Final = "region"  # of the form that changes the words


def _template(act: str) -> str:
    """Matches the ids of one act and of no other."""
    return rf"g1:{act}:(?P<job>[A-Za-z0-9_-]{{22}}):(?P<index>[1-4])"


class RegionButton(RoutedItem):
    """What all buttons of the panel have in common: the picture they are about."""

    act: ClassVar[str]
    words: ClassVar[str]  # the key of the label

    def __init__(self, job_id: str, index: int, *, is_disabled: bool = False) -> None:
        self.job_id, self.index = job_id, index
        button: Button[View] = Button(
            style=self.style,
            label=say(self.words),
            custom_id=f"g1:{self.act}:{job_id}:{index}",
            disabled=is_disabled,
            row=1,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["job"], int(match["index"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.job_id, self.index)


class RegionPrompt(RegionButton, DynamicItem[Button[View]], template=_template("e")):
    act, words = "e", "region-edit"


class RegionSubmit(RegionButton, DynamicItem[Button[View]], template=_template("s")):
    act, words, style = "s", "region-submit", ButtonStyle.success


class RegionCells(RoutedItem, DynamicItem[Select[View]], template=_template("c")):
    """One to sixteen cells."""

    def __init__(self, select: Select[View], job_id: str, index: int) -> None:
        self.job_id, self.index = job_id, index
        super().__init__(select)

    @classmethod
    def of(cls, job_id: str, index: int, bits: int) -> Self:
        chosen = cells.names_of(bits)
        select: Select[View] = Select(
            custom_id=f"g1:c:{job_id}:{index}",
            placeholder=say("region-placeholder"),
            min_values=1,
            max_values=len(cells.NAMES),
            options=[
                SelectOption(label=name, value=name, default=name in chosen) for name in cells.NAMES
            ],
            row=0,
        )
        return cls(select, job_id, index)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Select)
        return cls(item, match["job"], int(match["index"]))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.job_id, self.index, self.item.values)


def panel_view(
    job_id: str, index: int, selection: Selection, *, link: str | None, can_submit: bool
) -> View:
    """The list of cells over `Edit prompt`, `Submit` and, where a page is served, `Draw it`."""
    view = routed_view(
        [
            RegionCells.of(job_id, index, selection.cells),
            RegionPrompt(job_id, index),
            RegionSubmit(job_id, index, is_disabled=not can_submit),
        ]
    )
    if link is not None:
        view.add_item(Button(label=say("region-draw"), url=link, row=1))
    return view
