"""Limits of application commands.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import re

from bot.local_discord.rules.form import Form, Path
from bot.local_discord.shapes import Json, JsonValue

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST_BY_TYPE = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
NESTING = (1, 2)  # option types SUB_COMMAND and SUB_COMMAND_GROUP
TEXT_LIMIT = 8000
_NAME = re.compile(r"^[-_'\w]{1,32}$")


def check_commands(form: Form, commands: JsonValue) -> None:
    """A whole list, as the bulk PUT brings it."""
    listed = form.most((), commands, 130)
    counts = dict.fromkeys(MOST_BY_TYPE, 0)
    names: set[tuple[int, str]] = set()
    for index, command in enumerate(listed):
        check_command(form, (index,), command)
        key = (command.get("type", CHAT), str(command.get("name")))
        counts[key[0]] = counts.get(key[0], 0) + 1
        if key in names:
            sentence = "Application command names must be unique"
            form.refuse((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", sentence)
        names.add(key)
    for kind, limit in MOST_BY_TYPE.items():
        if counts[kind] > limit:
            sentence = f"At most {limit} commands of type {kind}."
            form.refuse((), "APPLICATION_COMMAND_TOO_MANY", sentence)


def check_command(form: Form, path: Path, command: Json) -> None:
    """One command with all its options."""
    kind = command.get("type", CHAT)
    if kind == CHAT:
        _check_name(form, (*path, "name"), command.get("name"))
        form.between((*path, "description"), command.get("description"), 1, 100)
        _check_options(form, (*path, "options"), command.get("options"))
    elif kind in MOST_BY_TYPE:
        form.between((*path, "name"), command.get("name"), 1, 32)
        for key in ("description", "options"):
            if command.get(key):
                sentence = "Context menu commands have none."
                form.refuse((*path, key), "APPLICATION_COMMAND_CONTEXT_MENU", sentence)
    else:
        form.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
    if _text_length(command) > TEXT_LIMIT:
        sentence = f"Command exceeds maximum size ({TEXT_LIMIT})"
        form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", sentence)


def _check_name(form: Form, path: Path, name: JsonValue) -> None:
    if not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
        sentence = "Must be 1 to 32 lower-case letters, digits, - or _."
        form.refuse(path, "APPLICATION_COMMAND_INVALID_NAME", sentence)


def _check_options(form: Form, path: Path, options: JsonValue) -> None:
    names: set[str] = set()
    has_optional = False
    for index, option in enumerate(form.most(path, options, 25)):
        where = (*path, index)
        _check_option(form, where, option)
        if option.get("name") in names:
            sentence = "Option names must be unique"
            form.refuse(where, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", sentence)
        names.add(str(option.get("name")))
        if option.get("type") in NESTING:
            _check_options(form, (*where, "options"), option.get("options"))
        elif option.get("required") and has_optional:
            sentence = "Required options must be placed before non-required options"
            form.refuse(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", sentence)
        has_optional = has_optional or not option.get("required")


def _check_option(form: Form, path: Path, option: Json) -> None:
    _check_name(form, (*path, "name"), option.get("name"))
    form.between((*path, "description"), option.get("description"), 1, 100)
    if option.get("type") not in range(1, 12):
        form.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of 1 to 11.")
    choices = form.most((*path, "choices"), option.get("choices"), 25)
    if choices and option.get("autocomplete"):
        sentence = "autocomplete may not be set when choices are given"
        form.refuse((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", sentence)
    for index, choice in enumerate(choices):
        check_choice(form, (*path, "choices", index), choice)
    for key, low in (("min_length", 0), ("max_length", 1)):
        value = option.get(key)
        if value is not None and not low <= value <= 6000:
            sentence = f"Must be between {low} and 6000."
            form.refuse((*path, key), "NUMBER_TYPE_MAX", sentence)


def check_choice(form: Form, path: Path, choice: Json) -> None:
    """A choice of an option, or one answer to an autocomplete."""
    form.between((*path, "name"), choice.get("name"), 1, 100)
    if isinstance(choice.get("value"), str):
        form.longest((*path, "value"), choice["value"], 100)
    elif not isinstance(choice.get("value"), int | float):
        form.refuse((*path, "value"), "BASE_TYPE_REQUIRED", "This field is required")


def _text_length(part: Json) -> int:
    """Names, descriptions and choice values of a command, nested ones included."""
    total = _longest(part, "name") + _longest(part, "description")
    for choice in part.get("choices") or []:
        total += _longest(choice, "name") + len(str(choice.get("value", "")))
    return total + sum(_text_length(option) for option in part.get("options") or [])


def _longest(part: Json, key: str) -> int:
    local = part.get(f"{key}_localizations") or {}
    return max([len(str(part.get(key) or "")), *(len(str(text)) for text in local.values())])
