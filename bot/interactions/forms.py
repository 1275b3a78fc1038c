"""Forms of one text field. A form is remembered nowhere: its id says what is to be done with it.

`modal:v1:<kind>:<arg>:<random>`. discord.py forgets open forms at a restart, so all submits are
read here, before and after a restart alike, and served by the table in `bot/routes.py`.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import discord

from bot.interactions.interaction import Interaction
from bot.interactions.wording import cut
from bot.language import say
from bot.language.commands import shown_name

PREFIX: Final = "modal:v1:"
MAX_TEXT: Final = 4000  # Discord: characters of one text field
MAX_TITLE, MAX_LABEL, MAX_NOTE = 45, 45, 100  # Discord
_MENTION: Final = re.compile(r"</([^<>:]{1,100}):\d{1,20}>")
IMAGINE: Final = "imagine"  # the kind whose submit is an /imagine


def prompt_form(
    text: str, title: str | None = None, mistake: str | None = None
) -> discord.ui.Modal:
    """The whole prompt in one field, `Edit & retry` above it; submitting it is an /imagine.

    `mistake`: what was wrong with it, which the form would hide.
    """
    return text_form(
        IMAGINE,
        title=title or say("button-edit"),
        label=say("form-prompt"),
        text=text,
        note=None if mistake is None else _unmarked(mistake),
    )


def _unmarked(text: str) -> str:
    """As a form shows it, which renders neither mentions of commands nor code spans."""
    named = _MENTION.sub(lambda found: f"/{shown_name(found[1])}", text)
    return named.replace("`", "")


def text_form(
    kind: str,
    arg: str = "",
    *,
    title: str,
    label: str,
    text: str | None = None,
    max_length: int = MAX_TEXT,
    note: str | None = None,
) -> discord.ui.Modal:
    """A form of one field that holds `text`; `kind` and `arg` come back with what was typed.

    `note` is shown between the label and the field, as much as Discord takes.
    """
    form = discord.ui.Modal(title=title[:MAX_TITLE], custom_id=form_id(kind, arg))
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id="text", default=text, max_length=max_length
    )
    description = cut(" ".join(note.split()), MAX_NOTE) if note else None
    form.add_item(
        discord.ui.Label(text=label[:MAX_LABEL], component=field, description=description)
    )
    form.stop()  # discord.py keeps only forms that are not finished
    return form


def form_id(kind: str, arg: str = "") -> str:
    """A fresh id for each opening, so that two people never share one."""
    return f"{PREFIX}{kind}:{arg}:{secrets.token_hex(8)}"


@dataclass(frozen=True, slots=True)
class Submit:
    """What came back: which form, about what, and the text of its field."""

    kind: str
    arg: str
    text: str

    @classmethod
    def read(cls, interaction: Interaction) -> Self | None:
        """The submit in an interaction; None where it is none of ours or malformed."""
        data: Mapping[str, Any] = interaction.data or {}
        kind, _, rest = str(data.get("custom_id", "")).removeprefix(PREFIX).partition(":")
        arg, separator, _ = rest.partition(":")
        texts = list(_texts(data.get("components", ())))
        return cls(kind, arg, texts[0]) if separator and texts else None


def _texts(parts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Text fields stand in labels (`component`) now and stood in rows (`components`) before."""
    for part in parts:
        children = [part["component"]] if "component" in part else part.get("components", ())
        for child in children:
            if "custom_id" in child:
                yield str(child.get("value", ""))
