"""A person's answers to a form or a select, checked against what the bot asked."""

from __future__ import annotations

from bot.local_discord.protocol import component_types as parts
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.protocol.shapes import Json

SELECT_TABLES = {5: "users", 6: "roles", 7: "mentionables", 8: "channels"}


def checked_select(part: Json, values: list[str]) -> list[str]:
    """The chosen values of a select, if the bot offered them and so many."""
    low = 1 if part.get("min_values") is None else part["min_values"]
    high = part.get("max_values") or 1
    if not low <= len(values) <= high:
        raise PageError(f"Choose {low} to {high} options.")
    if "options" in part:
        offered = {option["value"] for option in part["options"]}
        if not set(values) <= offered:
            raise PageError("That is not among the options.")
    return [str(value) for value in values]


def given_values(components: list[Json]) -> dict[str, Json]:
    """What a submitted form holds, by custom_id."""
    found = parts.walk(components)
    return {str(part["custom_id"]): part for _, part in found if part.get("custom_id")}


def filled_form(components: list[Json], given: dict[str, Json]) -> list[Json]:
    """The form's parts as a submit carries them, in the bot's own structure."""
    return [_filled(part, given) for part in components if part["type"] != parts.TEXT_DISPLAY]


def _filled(part: Json, given: dict[str, Json]) -> Json:
    body: Json = {"type": part["type"], "id": part["id"]}
    if part["type"] == parts.LABEL:
        return body | {"component": _filled(part["component"], given)}
    if part["type"] == parts.ROW:
        return body | {"components": [_filled(child, given) for child in part["components"]]}
    answer = given.get(part["custom_id"], {})
    body["custom_id"] = part["custom_id"]
    if part["type"] == parts.TEXT_INPUT:
        return body | {"value": _checked_text(part, answer)}
    if part["type"] == parts.CHECKBOX:
        return body | {"value": bool(answer.get("value"))}
    if part["type"] == parts.RADIO_GROUP:
        return body | {"value": _checked_radio(part, answer)}
    return body | {"values": _checked_values(part, answer)}


def _checked_text(part: Json, answer: Json) -> str:
    value = answer.get("value") or ""
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    if part.get("required", True) and not value:
        raise PageError("A required field is empty.")
    if value and not low <= len(value) <= high:
        raise PageError(f"A text must have {low} to {high} characters.")
    return str(value)


def _checked_radio(part: Json, answer: Json) -> str | None:
    value = answer.get("value")
    if value is None and part.get("required", True):
        raise PageError("A required choice is missing.")
    if value is not None and value not in [option["value"] for option in part["options"]]:
        raise PageError("That is not among the options.")
    return value


def _checked_values(part: Json, answer: Json) -> list[str]:
    values = answer.get("values") or []
    if not values and not part.get("required", True):
        return []
    if part["type"] == parts.CHECKBOX_GROUP:
        most = len(part["options"])
        part = {"min_values": 1 if part.get("required", True) else 0, "max_values": most} | part
    return checked_select(part, values)
