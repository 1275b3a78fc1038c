"""Limits of modals. Source: https://discord.com/developers/docs/components/reference"""

from __future__ import annotations

from bot.local_discord.protocol.shapes import Json
from bot.local_discord.rules import component_limits as parts
from bot.local_discord.rules.body_check import Form, Path


def check_modal(form: Form, path: Path, modal: Json) -> None:
    """A modal's title, its custom_id and at most five top-level parts."""
    form.between((*path, "title"), modal.get("title"), 1, 45)
    form.between((*path, "custom_id"), modal.get("custom_id"), 1, 100)
    tops = form.most((*path, "components"), modal.get("components"), 5, low=1)
    for index, part in enumerate(tops):
        if part.get("type") not in (parts.ROW, parts.LABEL, parts.TEXT):
            where = (*path, "components", index, "type")
            form.refuse(where, "UNION_TYPE_CHOICES", "A form holds rows, labels and texts.")
    nested = list(parts.walk(tops, (*path, "components")))
    for where, part in nested:
        _check_part(form, where, part)
        if part.get("type") == parts.ROW and not _holds_a_text(part):
            sentence = "A row of a form holds one text field; everything else stands in a label."
            form.refuse((*where, "components"), "UNION_TYPE_CHOICES", sentence)
    parts.check_unique_ids(form, nested)


def _holds_a_text(row: Json) -> bool:
    return [part.get("type") for part in row.get("components") or []] == [parts.TEXT_INPUT]


def _check_part(form: Form, path: Path, part: Json) -> None:
    kind = part.get("type")
    if kind == parts.LABEL:
        form.between((*path, "label"), part.get("label"), 1, 45)
        form.longest((*path, "description"), part.get("description"), 100)
        if not isinstance(part.get("component"), dict):
            form.refuse((*path, "component"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == parts.TEXT_INPUT:
        _check_text_input(form, path, part)
    elif kind in parts.SELECTS:
        parts.check_select(form, path, part)
        if part.get("disabled"):
            form.refuse((*path, "disabled"), "COMPONENT_INVALID_IN_MODAL", "Not in a form.")
    elif kind == parts.UPLOAD:
        form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
        low = 1 if part.get("min_values") is None else part["min_values"]
        high = 1 if part.get("max_values") is None else part["max_values"]
        if not 0 <= low <= high <= 10 or high < 1:
            sentence = "A file upload takes 0 to 10 files."
            form.refuse((*path, "max_values"), "BASE_TYPE_BAD_LENGTH", sentence)
    elif kind == parts.RADIO_GROUP:
        parts.check_choices(form, path, part, low=2, high=10)
    elif kind == parts.CHECKBOX_GROUP:
        parts.check_choices(form, path, part, low=1, high=10)
    elif kind == parts.BUTTON:
        form.refuse(path, "UNION_TYPE_CHOICES", "A form holds no buttons.")


def _check_text_input(form: Form, path: Path, part: Json) -> None:
    form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
    form.longest((*path, "label"), part.get("label"), 45)
    form.longest((*path, "value"), part.get("value"), 4000)
    form.longest((*path, "placeholder"), part.get("placeholder"), 100)
    if part.get("style") not in (1, 2):
        form.refuse((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    if not 0 <= low <= 4000 or not 1 <= high <= 4000 or low > high:
        sentence = "min_length and max_length must be within 4000, and in order."
        form.refuse((*path, "max_length"), "NUMBER_TYPE_MAX", sentence)
