"""Limits of buttons, selects and V2 layouts.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.rules.body_check import Form, Path
from bot.local_discord.rules.emoji import check_emoji

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
LEGACY_TOP = (ROW,)
V2_TOP = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
MAX_PARTS, MAX_ROWS, MAX_TEXT = 40, 5, 4000


def check_components(form: Form, path: Path, components: JsonValue, *, is_v2: bool) -> None:
    """The components of a message, V2 layout or rows of buttons and selects."""
    tops = form.most(path, components, MAX_PARTS if is_v2 else MAX_ROWS)
    allowed = V2_TOP if is_v2 else LEGACY_TOP
    for index, part in enumerate(tops):
        if part.get("type") not in allowed:
            sentence = f"Value of field 'type' must be one of {allowed}."
            form.refuse((*path, index, "type"), "UNION_TYPE_CHOICES", sentence)
    parts = list(walk(tops, path))
    if len(parts) > MAX_PARTS:
        sentence = f"The total number of components must be {MAX_PARTS} or fewer."
        form.refuse(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", sentence)
    text = sum(len(str(part.get("content", ""))) for _, part in parts if part.get("type") == TEXT)
    if text > MAX_TEXT:
        sentence = f"Displayable text must be {MAX_TEXT} or fewer in total."
        form.refuse(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", sentence)
    for where, part in parts:
        _check_part(form, where, part)
    check_unique_ids(form, parts)


def check_unique_ids(form: Form, parts: list[tuple[Path, Json]]) -> None:
    """No two parts of one message or form share a custom_id or an id."""
    seen: set[str] = set()
    for where, part in parts:
        custom_id = part.get("custom_id")
        if isinstance(custom_id, str) and custom_id in seen:
            sentence = "Component custom id cannot be duplicated"
            form.refuse((*where, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", sentence)
        seen.add(str(custom_id))


def walk(components: JsonValue, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Every part with its path, nested ones after their parent."""
    for index, part in enumerate(components if isinstance(components, list) else []):
        if isinstance(part, dict):
            yield from _walk_part(part, (*path, index))


def _walk_part(part: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, part
    yield from walk(part.get("components"), (*path, "components"))
    for key in ("accessory", "component"):
        if isinstance(part.get(key), dict):
            yield from _walk_part(part[key], (*path, key))


def _check_part(form: Form, path: Path, part: Json) -> None:
    kind = part.get("type")
    if kind == ROW:
        _check_row(form, path, part)
    elif kind == BUTTON:
        _check_button(form, path, part)
    elif kind in SELECTS:
        check_select(form, path, part)
    elif kind == SECTION:
        form.most((*path, "components"), part.get("components"), 3, low=1)
        if not isinstance(part.get("accessory"), dict):
            form.refuse((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == TEXT:
        form.between((*path, "content"), part.get("content"), 1, MAX_TEXT)
    elif kind == THUMBNAIL:
        form.longest((*path, "description"), part.get("description"), 1024)
    elif kind == GALLERY:
        items = form.most((*path, "items"), part.get("items"), 10, low=1)
        for index, item in enumerate(items):
            form.longest((*path, "items", index, "description"), item.get("description"), 1024)
    elif kind not in (FILE, SEPARATOR, CONTAINER):
        form.refuse((*path, "type"), "UNION_TYPE_CHOICES", "This type is not allowed here.")


def _check_row(form: Form, path: Path, part: Json) -> None:
    children = form.most((*path, "components"), part.get("components"), 5, low=1)
    kinds = [child.get("type") for child in children]
    where = (*path, "components")
    if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        sentence = "A select fills its row alone."
        form.refuse(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", sentence)
    if any(kind != BUTTON and kind not in SELECTS for kind in kinds):
        form.refuse(where, "UNION_TYPE_CHOICES", "A row holds buttons or one select.")


def _check_button(form: Form, path: Path, part: Json) -> None:
    style = part.get("style")
    form.longest((*path, "label"), part.get("label"), 80)
    form.longest((*path, "url"), part.get("url"), 512)
    if style in (1, 2, 3, 4):
        form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
        if part.get("url"):
            sentence = "A custom id and url cannot both be specified"
            form.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", sentence)
    elif style == 5:
        if not part.get("url"):
            form.refuse((*path, "url"), "BASE_TYPE_REQUIRED", "A url is required")
        if part.get("custom_id"):
            sentence = "A custom id and url cannot both be specified"
            form.refuse(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", sentence)
    else:
        sentence = "Value must be one of {1, 2, 3, 4, 5}."
        form.refuse((*path, "style"), "BASE_TYPE_CHOICES", sentence)
    check_emoji(form, path, part)
    if not part.get("label") and not part.get("emoji"):
        form.refuse(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI", "A label or emoji is required")


def check_select(form: Form, path: Path, part: Json) -> None:
    """A select in a message or a form."""
    form.between((*path, "custom_id"), part.get("custom_id"), 1, 100)
    form.longest((*path, "placeholder"), part.get("placeholder"), 150)
    low = 1 if part.get("min_values") is None else part["min_values"]
    high = 1 if part.get("max_values") is None else part["max_values"]
    if not 0 <= low <= 25 or not 1 <= high <= 25 or low > high:
        sentence = "min_values and max_values must be 0 to 25, and in order."
        form.refuse((*path, "max_values"), "BASE_TYPE_BAD_LENGTH", sentence)
    if part.get("type") == STRING_SELECT:
        # Observed: too few options for max_values are told as a list of a bad length.
        check_choices(form, path, part, low=min(25, max(1, low, high)), high=25)
        chosen = sum(bool(option.get("default")) for option in part.get("options") or [])
    else:
        chosen = len(part.get("default_values") or [])
    if chosen > high:
        sentence = f"At most {high} options can be chosen at first."
        form.refuse(path, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", sentence)


def check_choices(form: Form, path: Path, part: Json, *, low: int, high: int) -> None:
    """The options of a select, radio group or checkbox group."""
    values: set[str] = set()
    for index, option in enumerate(form.most((*path, "options"), part.get("options"), high, low)):
        where = (*path, "options", index)
        form.between((*where, "label"), option.get("label"), 1, 100)
        form.between((*where, "value"), option.get("value"), 1, 100)
        form.longest((*where, "description"), option.get("description"), 100)
        check_emoji(form, where, option)
        if option.get("value") in values:
            sentence = "The specified option value is already used"
            form.refuse((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", sentence)
        values.add(option.get("value"))
