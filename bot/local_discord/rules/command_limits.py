"""Limits of application commands.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

from bot.local_discord.protocol.command_types import (
    CHANNEL,
    CHAT,
    GROUP,
    INTEGER,
    MESSAGE_MENU,
    NUMBER,
    STRING,
    SUB_COMMAND,
    USER_MENU,
)
from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.localizations import (
    check_localized_names,
    check_localized_texts,
    check_name,
)

MOST_BY_TYPE = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
NESTING = (SUB_COMMAND, GROUP)
TEXT_LIMIT = 8000
_KEYS_OF_TYPES = {
    "choices": (STRING, INTEGER, NUMBER),
    "autocomplete": (STRING, INTEGER, NUMBER),
    "min_value": (INTEGER, NUMBER),
    "max_value": (INTEGER, NUMBER),
    "min_length": (STRING,),
    "max_length": (STRING,),
    "channel_types": (CHANNEL,),
    "options": NESTING,
}


def check_commands(check: BodyCheck, commands: JsonValue) -> None:
    """A whole list, as the bulk PUT brings it."""
    listed = check.most((), commands, 130)
    counts = dict.fromkeys(MOST_BY_TYPE, 0)
    names: set[tuple[int, str]] = set()
    for index, command in enumerate(listed):
        check_command(check, (index,), command)
        key = (command.get("type", CHAT), str(command.get("name")))
        counts[key[0]] = counts.get(key[0], 0) + 1
        if key in names:
            sentence = "Application command names must be unique"
            check.refuse((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", sentence)
        names.add(key)
    for kind, limit in MOST_BY_TYPE.items():
        if counts[kind] > limit:
            sentence = f"At most {limit} commands of type {kind}."
            check.refuse((), "APPLICATION_COMMAND_TOO_MANY", sentence)


def check_command(check: BodyCheck, path: FieldPath, command: Json) -> None:
    """One command with all its options."""
    kind = command.get("type", CHAT)
    if kind == CHAT:
        _check_texts(check, path, command)
        _check_options(check, (*path, "options"), command.get("options"), NESTING)
    elif kind in MOST_BY_TYPE:
        check.between((*path, "name"), command.get("name"), 1, 32)
        check_localized_names(check, path, command, is_menu=True)
        for key in ("description", "options"):
            if command.get(key):
                sentence = "Context menu commands have none."
                check.refuse((*path, key), "APPLICATION_COMMAND_CONTEXT_MENU", sentence)
    else:
        check.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
    if _text_length(command) > TEXT_LIMIT:
        sentence = f"Command exceeds maximum size ({TEXT_LIMIT})"
        check.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", sentence)


def _check_texts(check: BodyCheck, path: FieldPath, part: Json) -> None:
    """The name and description of a command or option, in every language."""
    check_name(check, (*path, "name"), part.get("name"))
    check_localized_names(check, path, part)
    check.between((*path, "description"), part.get("description"), 1, 100)
    check_localized_texts(check, path, part, "description_localizations")


def _check_options(
    check: BodyCheck, path: FieldPath, options: JsonValue, nesting: tuple[int, ...] = ()
) -> None:
    """nesting: which of subcommand and group may stand here; a group holds subcommands alone."""
    names: set[str] = set()
    kinds = {option.get("type") for option in options or []}
    is_group = nesting == (SUB_COMMAND,)
    if (kinds & set(NESTING) or is_group) and not kinds <= set(nesting):
        sentence = "Groups hold subcommands, which hold options; they do not stand side by side."
        check.refuse(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", sentence)
    has_optional = False
    for index, option in enumerate(check.most(path, options, 25)):
        where = (*path, index)
        _check_option(check, where, option)
        if option.get("name") in names:
            sentence = "Option names must be unique"
            check.refuse(where, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", sentence)
        names.add(str(option.get("name")))
        if option.get("type") in NESTING:
            inner = (SUB_COMMAND,) if option.get("type") == GROUP else ()
            _check_options(check, (*where, "options"), option.get("options"), inner)
        elif option.get("required") and has_optional:
            sentence = "Required options must be placed before non-required options"
            check.refuse(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", sentence)
        has_optional = has_optional or not option.get("required")


def _check_option(check: BodyCheck, path: FieldPath, option: Json) -> None:
    _check_texts(check, path, option)
    kind = option.get("type")
    if kind not in range(1, 12):
        check.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of 1 to 11.")
    for key, kinds in _KEYS_OF_TYPES.items():
        if kind not in kinds and option.get(key) not in (None, False, []):
            sentence = f"Options of type {kind} have no {key}."
            check.refuse((*path, key), "APPLICATION_COMMAND_OPTION_KEY_INVALID", sentence)
    choices = check.most((*path, "choices"), option.get("choices"), 25)
    if choices and option.get("autocomplete"):
        sentence = "autocomplete may not be set when choices are given"
        check.refuse((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", sentence)
    for index, choice in enumerate(choices):
        check_choice(check, (*path, "choices", index), choice, option.get("type"))
    for key, low in (("min_length", 0), ("max_length", 1)):
        value = option.get(key)
        if value is not None and not low <= value <= 6000:
            sentence = f"Must be between {low} and 6000."
            check.refuse((*path, key), "NUMBER_TYPE_MAX", sentence)


def check_choice(check: BodyCheck, path: FieldPath, choice: Json, kind: JsonValue) -> None:
    """A choice of an option of this type, or one answer to its autocomplete."""
    check.between((*path, "name"), choice.get("name"), 1, 100)
    check_localized_texts(check, path, choice, "name_localizations")
    value = choice.get("value")
    if value is None:
        check.refuse((*path, "value"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == STRING:
        check.longest((*path, "value"), value, 100)
    elif isinstance(value, bool) or not isinstance(value, int if kind == INTEGER else int | float):
        check.refuse((*path, "value"), "NUMBER_TYPE_COERCE", f"Value {value!r} is no number.")


def _text_length(part: Json) -> int:
    """Names, descriptions and choice values of a command, nested ones included."""
    total = _longest(part, "name") + _longest(part, "description")
    for choice in part.get("choices") or []:
        total += _longest(choice, "name") + len(str(choice.get("value", "")))
    return total + sum(_text_length(option) for option in part.get("options") or [])


def _longest(part: Json, key: str) -> int:
    local = part.get(f"{key}_localizations") or {}
    return max([len(str(part.get(key) or "")), *(len(str(text)) for text in local.values())])
