"""The types of the keys the other rules read, so that no odd body can trip them.

With Discord's specification at hand this is checked more finely before; the demo has none.
"""

from __future__ import annotations

from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import JsonValue
from bot.local_discord.rules.body_check import BodyCheck

_TEXTS = ("content", "custom_id", "label", "placeholder", "description", "title", "name", "url")
_NUMBERS = ("flags", "style", "min_values", "max_values", "min_length", "max_length", "color")
_LISTS = ("components", "embeds", "attachments", "options", "choices", "fields", "items")
_OBJECTS = (
    *("footer", "author", "image", "thumbnail", "emoji", "component", "accessory", "media"),
    *("file", "allowed_mentions", "message_reference", "data"),
    *("name_localizations", "description_localizations"),
)
_TYPES: dict[str, type] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_NUMBERS, int),
    **dict.fromkeys(_LISTS, list),
    **dict.fromkeys(_OBJECTS, dict),
}
_MOST_NESTED = 12


def check_types(check: BodyCheck, path: FieldPath, node: JsonValue) -> None:
    """Refuse known keys of a wrong type, lists of anything but objects, and endless nesting."""
    if len(path) > _MOST_NESTED * 2:
        check.refuse((), "MODEL_TYPE_CONVERT", "The body is nested too deeply.")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            check_types(check, (*path, index), item)
    elif isinstance(node, dict):
        for key, value in node.items():
            _check_key(check, (*path, key), key, value)


def _check_key(check: BodyCheck, path: FieldPath, key: str, value: JsonValue) -> None:
    expected = _TYPES.get(key)
    if expected is not None and value is not None and not isinstance(value, expected):
        check.refuse(path, "MODEL_TYPE_CONVERT", f"Must be of type {expected.__name__}.")
    elif expected is list and any(not isinstance(item, dict) for item in value or []):
        check.refuse(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used.")
    elif key == "type" and not isinstance(value, int | str | None):
        check.refuse(path, "MODEL_TYPE_CONVERT", "Must be an integer.")
    elif key == "id" and value is not None and not str(value).isdigit():
        check.refuse(path, "NUMBER_TYPE_COERCE", f"Value {value!r} is not snowflake.")
    else:
        check_types(check, path, value)
