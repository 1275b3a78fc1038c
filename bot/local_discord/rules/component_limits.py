"""Limits of buttons, selects and V2 layouts.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from bot.local_discord.protocol.component_types import (
    BUTTON,
    CONTAINER,
    FILE,
    GALLERY,
    ROW,
    SECTION,
    SELECTS,
    SEPARATOR,
    STRING_SELECT,
    TEXT_DISPLAY,
    THUMBNAIL,
    walk,
)
from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.emoji import check_emoji

LEGACY_TOP = (ROW,)
V2_TOP = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER)
MAX_PARTS, MAX_ROWS, MAX_TEXT = 40, 5, 4000


def check_components(
    check: BodyCheck, path: FieldPath, components: JsonValue, *, is_v2: bool
) -> None:
    """The components of a message, V2 layout or rows of buttons and selects."""
    tops = check.most(path, components, MAX_PARTS if is_v2 else MAX_ROWS)
    allowed = V2_TOP if is_v2 else LEGACY_TOP
    for index, part in enumerate(tops):
        if part.get("type") not in allowed:
            sentence = f"Value of field 'type' must be one of {allowed}."
            check.refuse((*path, index, "type"), "UNION_TYPE_CHOICES", sentence)
    parts = list(walk(tops, path))
    if len(parts) > MAX_PARTS:
        sentence = f"The total number of components must be {MAX_PARTS} or fewer."
        check.refuse(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", sentence)
    text = sum(
        len(str(part.get("content", ""))) for _, part in parts if part.get("type") == TEXT_DISPLAY
    )
    if text > MAX_TEXT:
        sentence = f"Displayable text must be {MAX_TEXT} or fewer in total."
        check.refuse(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", sentence)
    for where, part in parts:
        _check_part(check, where, part)
    check_unique_ids(check, parts)


def check_unique_ids(check: BodyCheck, parts: list[tuple[FieldPath, Json]]) -> None:
    """No two parts of one message or form share a custom_id or an id."""
    seen: set[str] = set()
    for where, part in parts:
        custom_id = part.get("custom_id")
        if isinstance(custom_id, str) and custom_id in seen:
            sentence = "Component custom id cannot be duplicated"
            check.refuse((*where, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", sentence)
        seen.add(str(custom_id))


def _check_part(check: BodyCheck, path: FieldPath, part: Json) -> None:
    kind = part.get("type")
    if kind == ROW:
        _check_row(check, path, part)
    elif kind == BUTTON:
        _check_button(check, path, part)
    elif kind in SELECTS:
        check_select(check, path, part)
    elif kind == SECTION:
        check.most((*path, "components"), part.get("components"), 3, low=1)
        if not isinstance(part.get("accessory"), dict):
            check.refuse((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == TEXT_DISPLAY:
        check.between((*path, "content"), part.get("content"), 1, MAX_TEXT)
    elif kind == THUMBNAIL:
        check.longest((*path, "description"), part.get("description"), 1024)
    elif kind == GALLERY:
        items = check.most((*path, "items"), part.get("items"), 10, low=1)
        for index, item in enumerate(items):
            check.longest((*path, "items", index, "description"), item.get("description"), 1024)
    elif kind not in (FILE, SEPARATOR, CONTAINER):
        check.refuse((*path, "type"), "UNION_TYPE_CHOICES", "This type is not allowed here.")


def _check_row(check: BodyCheck, path: FieldPath, part: Json) -> None:
    children = check.most((*path, "components"), part.get("components"), 5, low=1)
    kinds = [child.get("type") for child in children]
    where = (*path, "components")
    if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        sentence = "A select fills its row alone."
        check.refuse(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", sentence)
    if any(kind != BUTTON and kind not in SELECTS for kind in kinds):
        check.refuse(where, "UNION_TYPE_CHOICES", "A row holds buttons or one select.")


def _check_button(check: BodyCheck, path: FieldPath, part: Json) -> None:
    style = part.get("style")
    check.longest((*path, "label"), part.get("label"), 80)
    check.longest((*path, "url"), part.get("url"), 512)
    if style in (1, 2, 3, 4):
        check.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
        if part.get("url"):
            sentence = "A custom id and url cannot both be specified"
            check.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", sentence)
    elif style == 5:
        if not part.get("url"):
            check.refuse((*path, "url"), "BASE_TYPE_REQUIRED", "A url is required")
        if part.get("custom_id"):
            sentence = "A custom id and url cannot both be specified"
            check.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", sentence)
    else:
        sentence = "Value must be one of {1, 2, 3, 4, 5}."
        check.refuse((*path, "style"), "BASE_TYPE_CHOICES", sentence)
    check_emoji(check, path, part)
    if not part.get("label") and not part.get("emoji"):
        check.refuse(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI", "A label or emoji is required")


def check_select(check: BodyCheck, path: FieldPath, part: Json) -> None:
    """A select in a message or a form."""
    check.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
    check.longest((*path, "placeholder"), part.get("placeholder"), 150)
    low = 1 if part.get("min_values") is None else part["min_values"]
    high = 1 if part.get("max_values") is None else part["max_values"]
    if not 0 <= low <= 25 or not 1 <= high <= 25 or low > high:
        sentence = "min_values and max_values must be 0 to 25, and in order."
        check.refuse((*path, "max_values"), "BASE_TYPE_BAD_LENGTH", sentence)
    if part.get("type") == STRING_SELECT:
        # Observed: too few options for max_values are told as a list of a bad length.
        check_choices(check, path, part, low=min(25, max(1, low, high)), high=25)
        chosen = sum(bool(option.get("default")) for option in part.get("options") or [])
    else:
        chosen = len(part.get("default_values") or [])
    if chosen > high:
        sentence = f"At most {high} options can be chosen at first."
        check.refuse(path, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", sentence)


def check_choices(check: BodyCheck, path: FieldPath, part: Json, *, low: int, high: int) -> None:
    """The options of a select, radio group or checkbox group."""
    values: set[str] = set()
    for index, option in enumerate(check.most((*path, "options"), part.get("options"), high, low)):
        where = (*path, "options", index)
        check.between((*where, "label"), option.get("label"), 1, 100)
        check.between((*where, "value"), option.get("value"), 1, 100)
        check.longest((*where, "description"), option.get("description"), 100)
        check_emoji(check, where, option)
        if option.get("value") in values:
            sentence = "The specified option value is already used"
            check.refuse((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", sentence)
        values.add(option.get("value"))
