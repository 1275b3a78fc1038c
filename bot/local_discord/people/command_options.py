"""A person's answers to a command's options, checked as Discord's client checks them."""

from __future__ import annotations

from bot.local_discord.protocol.command_types import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    SUB_COMMAND,
    USER,
)
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.shapes import Json, JsonValue

TABLES = {
    USER: "users",
    CHANNEL: "channels",
    ROLE: "roles",
    MENTIONABLE: "mentionables",
    ATTACHMENT: "attachments",
}


def checked_options(definitions: list[Json], given: list[Json], *, is_draft: bool) -> list[Json]:
    """The given options with their types; a draft (autocomplete) may be incomplete."""
    known = {definition["name"]: definition for definition in definitions}
    names = [option.get("name") for option in given]
    for name, definition in known.items():
        if definition.get("required") and name not in names and not is_draft:
            raise PageError(f"The option “{name}” is required.")
    checked = []
    for option in given:
        found = known.get(option.get("name"))
        if found is None:
            raise PageError(f"There is no option “{option.get('name')}”.")
        checked.append(_checked_option(found, option, is_draft=is_draft))
    return checked


def _checked_option(definition: Json, option: Json, *, is_draft: bool) -> Json:
    body: Json = {"name": definition["name"], "type": definition["type"]}
    if definition["type"] in (SUB_COMMAND, GROUP):
        inner = definition.get("options") or []
        options = option.get("options") or []
        return body | {"options": checked_options(inner, options, is_draft=is_draft)}
    value = option.get("value")
    if is_draft and option.get("focused"):
        if not definition.get("autocomplete"):
            raise PageError(f"“{definition['name']}” has no autocomplete.")
        return body | {"value": value, "focused": True}
    if is_draft:
        return body | {"value": value}
    return body | {"value": _checked_value(definition, value)}


def _checked_value(definition: Json, value: JsonValue) -> JsonValue:
    kind, name = definition["type"], definition["name"]
    if kind == STRING:
        if not isinstance(value, str):
            raise PageError(f"“{name}” must be a text.")
        _check_length(definition, value)
    elif kind == BOOLEAN:
        if not isinstance(value, bool):
            raise PageError(f"“{name}” must be true or false.")
    elif kind in (INTEGER, NUMBER):
        value = _checked_number(definition, value)
    elif not str(value).isdigit():
        raise PageError(f"“{name}” must be chosen from the list.")
    choices = definition.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise PageError(f"“{name}” must be one of its choices.")
    return str(value) if kind in TABLES else value


def _check_length(definition: Json, value: str) -> None:
    low = definition.get("min_length") or (1 if definition.get("required") else 0)
    high = definition.get("max_length") or 6000
    if not low <= len(value) <= high:
        sentence = f"“{definition['name']}” must have {low} to {high} characters."
        raise PageError(sentence)


def _checked_number(definition: Json, value: JsonValue) -> JsonValue:
    name, kinds = definition["name"], (int,) if definition["type"] == INTEGER else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise PageError(f"“{name}” must be a number.")
    low, high = definition.get("min_value"), definition.get("max_value")
    if low is not None and value < low:
        raise PageError(f"“{name}” must be at least {low}.")
    if high is not None and value > high:
        raise PageError(f"“{name}” must be at most {high}.")
    return value


def focused_option(options: list[Json]) -> Json:
    """The option being typed, within subcommands too; an autocomplete has exactly one."""
    for option in options:
        if option.get("focused"):
            return option
        if option.get("options"):
            return focused_option(option["options"])
    raise PageError("An autocomplete needs a focused option.")


def wanted_objects(options: list[Json]) -> list[tuple[str, str]]:
    """(table, id) of every object the options point at."""
    wanted: list[tuple[str, str]] = []
    for option in options:
        if option["type"] in TABLES and option.get("value"):
            wanted.append((TABLES[option["type"]], str(option["value"])))
        wanted += wanted_objects(option.get("options", []))
    return wanted
