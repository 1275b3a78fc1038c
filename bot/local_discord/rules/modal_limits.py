"""Limits of modals. Source: https://discord.com/developers/docs/components/reference"""

from __future__ import annotations

from bot.local_discord.protocol import component_types as parts
from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.component_limits import check_choices, check_select, check_unique_ids


def check_modal(check: BodyCheck, path: FieldPath, modal: Json) -> None:
    """A modal's title, its custom_id and at most five top-level parts."""
    check.between((*path, "title"), modal.get("title"), 1, 45)
    check.between((*path, "custom_id"), modal.get("custom_id"), 1, 100)
    tops = check.most((*path, "components"), modal.get("components"), 5, low=1)
    for index, part in enumerate(tops):
        if part.get("type") not in (parts.ROW, parts.LABEL, parts.TEXT_DISPLAY):
            where = (*path, "components", index, "type")
            check.refuse(where, "UNION_TYPE_CHOICES", "A form holds rows, labels and texts.")
    nested = list(parts.walk(tops, (*path, "components")))
    for where, part in nested:
        _check_part(check, where, part)
        if part.get("type") == parts.ROW and not _holds_a_text(part):
            sentence = "A row of a form holds one text field; everything else stands in a label."
            check.refuse((*where, "components"), "UNION_TYPE_CHOICES", sentence)
    check_unique_ids(check, nested)


def _holds_a_text(row: Json) -> bool:
    return [part.get("type") for part in row.get("components") or []] == [parts.TEXT_INPUT]


def _check_part(check: BodyCheck, path: FieldPath, part: Json) -> None:
    kind = part.get("type")
    if kind == parts.LABEL:
        check.between((*path, "label"), part.get("label"), 1, 45)
        check.longest((*path, "description"), part.get("description"), 100)
        if not isinstance(part.get("component"), dict):
            check.refuse((*path, "component"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == parts.TEXT_INPUT:
        _check_text_input(check, path, part)
    elif kind in parts.SELECTS:
        check_select(check, path, part)
        if part.get("disabled"):
            check.refuse((*path, "disabled"), "COMPONENT_INVALID_IN_MODAL", "Not in a form.")
    elif kind == parts.UPLOAD:
        check.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
        low = 1 if part.get("min_values") is None else part["min_values"]
        high = 1 if part.get("max_values") is None else part["max_values"]
        if not 0 <= low <= high <= 10 or high < 1:
            sentence = "A file upload takes 0 to 10 files."
            check.refuse((*path, "max_values"), "BASE_TYPE_BAD_LENGTH", sentence)
    elif kind == parts.RADIO_GROUP:
        check_choices(check, path, part, low=2, high=10)
    elif kind == parts.CHECKBOX_GROUP:
        check_choices(check, path, part, low=1, high=10)
    elif kind == parts.BUTTON:
        check.refuse(path, "UNION_TYPE_CHOICES", "A form holds no buttons.")


def _check_text_input(check: BodyCheck, path: FieldPath, part: Json) -> None:
    check.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
    check.longest((*path, "label"), part.get("label"), 45)
    check.longest((*path, "value"), part.get("value"), 4000)
    check.longest((*path, "placeholder"), part.get("placeholder"), 100)
    if part.get("style") not in (1, 2):
        check.refuse((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    if not 0 <= low <= 4000 or not 1 <= high <= 4000 or low > high:
        sentence = "min_length and max_length must be within 4000, and in order."
        check.refuse((*path, "max_length"), "NUMBER_TYPE_MAX", sentence)
