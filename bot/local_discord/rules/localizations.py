"""Names and descriptions of commands in other languages.

Source: https://discord.com/developers/docs/interactions/application-commands#localization
"""

from __future__ import annotations

import re

from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import Form, Path
from bot.local_discord.world.world import LOCALES

# Letters and digits of every script; of Devanagari and Thai also the marks between them.
_NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")


def check_name(form: Form, path: Path, name: JsonValue) -> None:
    """The name of a slash command, a subcommand or an option."""
    if not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
        sentence = "Must be 1 to 32 lower-case letters, digits, - or _."
        form.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", sentence)


def check_localized_names(form: Form, path: Path, part: Json, *, is_menu: bool = False) -> None:
    """The names of one command or option; a menu's may have spaces and capitals."""
    for where, name in _texts(form, path, part, "name_localizations"):
        if is_menu:
            form.between(where, name, 1, 32)
        else:
            check_name(form, where, name)


def check_localized_texts(form: Form, path: Path, part: Json, key: str) -> None:
    """Descriptions, or the names of choices: 1 to 100 characters in each language."""
    for where, text in _texts(form, path, part, key):
        form.between(where, text, 1, 100)


def _texts(form: Form, path: Path, part: Json, key: str) -> list[tuple[Path, JsonValue]]:
    """What is to be checked; a language that Discord does not know is refused here."""
    texts = part.get(key) or {}
    for locale in set(texts) - LOCALES:
        form.refuse((*path, key, locale), "BASE_TYPE_CHOICES", f"{locale} is no locale.")
    return [((*path, key, locale), text) for locale, text in texts.items() if locale in LOCALES]
