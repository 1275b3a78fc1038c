"""Forms. A form is remembered nowhere: its id says what is to be done with what it brings back.

`modal:v1:<kind>:<arg>:<random>`. discord.py forgets open forms at a restart, so all submits are
read in one place (`client.py`), before and after a restart alike.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import discord

from bot.language import say

PREFIX: Final = "modal:v1:"
MAX_TEXT: Final = 4000  # Discord: characters of one text field
PROMPT: Final = "prompt"


def prompt_form(text: str) -> discord.ui.Modal:
    """`Edit & retry`: the whole prompt in one field; submitting it is an /imagine."""
    form = discord.ui.Modal(title=say("button-edit"), custom_id=form_id("imagine"))
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=PROMPT, default=text, max_length=MAX_TEXT
    )
    form.add_item(discord.ui.Label(text=say("form-prompt"), component=field))
    form.stop()  # discord.py keeps only forms that are not finished
    return form


def form_id(kind: str, arg: str = "") -> str:
    """A fresh id for each opening, so that two people never share one."""
    return f"{PREFIX}{kind}:{arg}:{secrets.token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Submit:
    """What came back: the fields by their ids."""

    kind: str
    arg: str
    fields: Mapping[str, str]

    @classmethod
    def read(cls, interaction: discord.Interaction[Any]) -> Self | None:
        """The submit in an interaction; None where it is none of ours or malformed."""
        data: Mapping[str, Any] = interaction.data or {}
        kind, _, rest = str(data.get("custom_id", "")).removeprefix(PREFIX).partition(":")
        arg, separator, _ = rest.partition(":")
        if not separator:
            return None
        return cls(kind, arg, dict(_values(data.get("components", ()))))


def _values(parts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Text fields stand in labels (`component`) now and stood in rows (`components`) before."""
    for part in parts:
        children = [part["component"]] if "component" in part else part.get("components", ())
        for child in children:
            if "custom_id" in child:
                yield child["custom_id"], str(child.get("value", ""))
