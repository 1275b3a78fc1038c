"""Types of components, and the walk through nested ones.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.local_discord.protocol.errors import FieldPath
from bot.local_discord.protocol.shapes import Json, JsonValue

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23


def walk(components: JsonValue, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Json]]:
    """Every part with its path, nested ones after their parent."""
    for index, part in enumerate(components if isinstance(components, list) else []):
        if isinstance(part, dict):
            yield from _walk_part(part, (*path, index))


def _walk_part(part: Json, path: FieldPath) -> Iterator[tuple[FieldPath, Json]]:
    yield path, part
    yield from walk(part.get("components"), (*path, "components"))
    for key in ("accessory", "component"):
        if isinstance(part.get(key), dict):
            yield from _walk_part(part[key], (*path, key))
