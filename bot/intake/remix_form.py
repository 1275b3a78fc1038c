"""The form of a remix, and the button that brings it back after a mistake. Values in, shapes out.

`r1:<action>.<job id>.<index>` is the button; the form's id carries the same after `remix:`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, Self, cast

import discord
from discord.ui import Button, DynamicItem, Item, View

from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.forms import text_form
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.messages.job_buttons import use_label

KIND: Final = "remix"
# Of the button that was pressed: `V1` to `V4`, `Vary (Subtle)`, `Vary (Strong)`, 🔄, the four that
# zoom out, or the four arrows.
RemixedButton = Literal["v", "l", "b", "r", "o", "i", "z", "q", "f", "g", "j", "k"]
_ARG: Final = r"(?P<action>[vlbroizqfgjk])\.(?P<job>[A-Za-z0-9_-]{22})\.(?P<index>[0-9]{1,2})"


@dataclass(frozen=True, slots=True)
class Pressed:
    """The button that was pressed, under a grid or a picture; `index` 0 for 🔄."""

    action: RemixedButton
    job_id: str
    index: int = 0

    @property
    def arg(self) -> str:
        return f"{self.action}.{self.job_id}.{self.index}"

    @classmethod
    def read(cls, arg: str) -> Self | None:
        """What `arg` wrote; None where it is something else."""
        found = re.fullmatch(_ARG, arg)
        return None if found is None else cls.of(found)

    @classmethod
    def of(cls, found: re.Match[str]) -> Self:
        return cls(cast(RemixedButton, found["action"]), found["job"], int(found["index"]))


class RemixButton(RoutedItem):
    """What both buttons under a mistake in a remix have in common."""

    version: ClassVar[str]

    def __init__(self, pressed: Pressed, label: str = "Use …") -> None:
        self.pressed, self.job_id = pressed, pressed.job_id
        custom_id = f"{self.version}:{pressed.arg}"
        button: Button[View] = Button(style=self.style, label=label, custom_id=custom_id)
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Pressed.of(match))

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.pressed,)


class RemixAgain(RemixButton, DynamicItem[Button[View]], template=rf"r1:{_ARG}"):
    """Brings the form back."""

    version = "r1"


class RemixMended(RemixButton, DynamicItem[Button[View]], template=rf"r2:{_ARG}"):
    """Where what was meant is likely: `Use --seed`. The words are its message's."""

    version = "r2"


def form(pressed: Pressed, text: str, mistake: str | None = None) -> discord.ui.Modal:
    """The whole prompt in one field, to be changed or not; what was wrong with it above."""
    return text_form(
        KIND,
        pressed.arg,
        title=say("zoom-title" if pressed.action == "z" else "remix-title"),
        label=say("form-prompt"),
        text=text,
        note=mistake,
    )


def remix_again_view(pressed: Pressed, right: Sequence[str] = ()) -> View:
    """`right`: what would stand in the place of the mistakes, where that is known of all."""
    items: list[Item[Any]] = [RemixAgain(pressed, say("remix-again"))]
    if right:
        items.append(RemixMended(pressed, use_label(right)))
    return routed_view(items)
