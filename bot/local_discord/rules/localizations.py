"""Names and descriptions of commands in other languages.

Source: https://discord.com/developers/docs/interactions/application-commands#localization
"""

from __future__ import annotations

import re

from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.locales import LOCALES
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck

# Letters and digits of every script; of Devanagari and Thai also the marks between them.
_NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")


def check_name(check: BodyCheck, path: FieldPath, name: JsonValue) -> None:
    """The name of a slash command, a subcommand or an option."""
    if not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
        sentence = "Must be 1 to 32 lower-case letters, digits, - or _."
        check.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", sentence)


def check_localized_names(
    check: BodyCheck, path: FieldPath, part: Json, *, is_menu: bool = False
) -> None:
    """The names of one command or option; a menu's may have spaces and capitals."""
    for where, name in _texts(check, path, part, "name_localizations"):
        if is_menu:
            check.between(where, name, 1, 32)
        else:
            check_name(check, where, name)


def check_localized_texts(check: BodyCheck, path: FieldPath, part: Json, key: str) -> None:
    """Descriptions, or the names of choices: 1 to 100 characters in each language."""
    for where, text in _texts(check, path, part, key):
        check.between(where, text, 1, 100)


def _texts(
    check: BodyCheck, path: FieldPath, part: Json, key: str
) -> list[tuple[FieldPath, JsonValue]]:
    """What is to be checked; a language that Discord does not know is refused here."""
    texts = part.get(key) or {}
    for locale in set(texts) - LOCALES:
        check.refuse((*path, key, locale), "BASE_TYPE_CHOICES", f"{locale} is no locale.")
    return [((*path, key, locale), text) for locale, text in texts.items() if locale in LOCALES]
