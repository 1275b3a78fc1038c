"""The names and descriptions of commands in every language, as Discord's registration takes them.

Keys: `command-quota-show-name`, `option-quota-show-who-description`, `choice-day`,
`menu-dm-results`. In English the words of the code hold, and a test compares the two.
discord.py's own Translator is not used: it never sees the names of options nor the choices of a
`Literal`. Pure: payloads in, payloads out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.language import ENGLISH, keys, nearest_language, say, sentence

Json = dict[str, Any]
CHAT_COMMAND: Final = 1
NESTED: Final = (1, 2)  # option types SUB_COMMAND and SUB_COMMAND_GROUP
_NO_SLUG: Final = re.compile(r"[^a-z0-9_]+")


def translated(payload: Json, locales: Iterable[str]) -> Json:
    """One command with `name_localizations` and `description_localizations` at every part."""
    return _part(payload, "", tuple(locales))


def description(command: str) -> str:
    """What a command does, in the language that is spoken: `quota show`, without a slash."""
    return say(f"command-{slug(command)}-description")


def shown_name(command: str) -> str:
    """`imagine` or `quota show` as the picker names it in the language that is spoken."""
    parts = command.split(" ")
    paths = (" ".join(parts[: count + 1]) for count in range(len(parts)))
    keyed = zip(parts, (f"command-{slug(path)}-name" for path in paths), strict=True)
    return " ".join(say(key) if key in keys(ENGLISH) else part for part, key in keyed)


def option_name(command: str, option: str) -> str:
    """An option's name in the language that is spoken, of `quota show` for example `who`."""
    key = f"option-{slug(command)}-{slug(option)}-name"
    return say(key) if key in keys(ENGLISH) else option


def texts(payload: Json) -> Iterator[tuple[str, str]]:
    """Every key of a command, with the English text that the code gives it."""
    yield from _own_texts(payload, key := _key(payload, ""))
    for option in payload.get("options") or ():
        yield from _option_texts(option, key)


def _option_texts(option: Json, above: str) -> Iterator[tuple[str, str]]:
    yield from _own_texts(option, key := _key(option, above))
    for choice in option.get("choices") or ():
        yield choice_key(choice), str(choice["name"])
    for inner in option.get("options") or ():
        yield from _option_texts(inner, key)


def _own_texts(part: Json, key: str) -> Iterator[tuple[str, str]]:
    if key.startswith("menu-"):
        yield key, part["name"]
    else:
        yield f"{key}-name", part["name"]
        yield f"{key}-description", part["description"]


def _part(part: Json, above: str, locales: tuple[str, ...]) -> Json:
    key = _key(part, above)
    if key.startswith("menu-"):
        return part | _localised("name", key, locales)
    done = part | _localised("name", f"{key}-name", locales)
    done |= _localised("description", f"{key}-description", locales)
    if part.get("options"):
        done["options"] = [_part(option, key, locales) for option in part["options"]]
    if part.get("choices"):
        done["choices"] = [
            choice | _localised("name", choice_key(choice), locales) for choice in part["choices"]
        ]
    return done


def _key(part: Json, above: str) -> str:
    """`above` is the key of the command that this is a part of, nothing at the top."""
    if not above:
        kind = "command" if part.get("type", CHAT_COMMAND) == CHAT_COMMAND else "menu"
        return f"{kind}-{slug(part['name'])}"
    if part["type"] in NESTED:
        return f"{above}-{slug(part['name'])}"
    return f"option-{above.removeprefix('command-')}-{slug(part['name'])}"


def choice_key(choice: Json) -> str:
    """Equal words are one key, whatever command they are offered by."""
    return f"choice-{slug(str(choice['name']))}"


def slug(name: str) -> str:
    """`DM Results` as a part of a key: `dm-results`."""
    return _NO_SLUG.sub("-", name.lower()).strip("-")


def _localised(field: str, key: str, locales: tuple[str, ...]) -> Json:
    speaking = {locale: nearest_language(locale) for locale in locales}
    found = {
        locale: sentence(locale, key)
        for locale, language in speaking.items()
        if language != ENGLISH and key in keys(language)
    }
    return {f"{field}_localizations": found} if found else {}
