"""Components as Discord gives them back: numbered, complete, with files in place of names."""

from __future__ import annotations

from bot.local_discord.messages.attachments import safe_name
from bot.local_discord.protocol.component_types import (
    CONTAINER,
    FILE,
    SELECTS,
    SEPARATOR,
    TEXT_DISPLAY,
    THUMBNAIL,
    walk,
)
from bot.local_discord.protocol.message_types import ATTACHMENT_SCHEME
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.world.snowflake import Snowflakes

_CHOSEN: Json = {"min_values": 1, "max_values": 1}
_DEFAULTS: dict[int, Json] = {
    **dict.fromkeys(SELECTS, _CHOSEN),
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"name": None, "size": None, "spoiler": False},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def laid_out(components: list[Json], known: dict[str, Json], snowflakes: Snowflakes) -> list[Json]:
    """A copy of a message's components, complete; `known` are its files by name."""
    copy: list[Json] = resolved(components, known)
    _unfurl(copy, known, snowflakes)
    for _, part in walk(copy):
        for key, value in _DEFAULTS.get(part["type"], {}).items():
            part.setdefault(key, value)
    number_parts(copy)
    return copy


def number_parts(components: list[Json]) -> None:
    """Give every part without one an id, from 1 upwards, and drop labels and emoji of null."""
    taken = {part.get("id") for _, part in walk(components)}
    free = (number for number in range(1, 10_000) if number not in taken)
    for _, part in walk(components):
        if not part.get("id"):
            part["id"] = next(free)
        _drop_nulls(part, ("label", "emoji"))
        for holder in (part, *(part.get("options") or [])):
            _drop_nulls(holder.get("emoji") or {}, ("id", "name"))
        for option in part.get("options") or []:
            _drop_nulls(option, ("emoji", "description"))


def _drop_nulls(holder: Json, keys: tuple[str, ...]) -> None:
    for key in keys:
        if holder.get(key, "") is None:
            del holder[key]


def displayed_texts(components: list[Json]) -> list[str]:
    """The texts of a layout, which may name people as content does."""
    return [
        str(part["content"]) for _, part in walk(components) if part.get("type") == TEXT_DISPLAY
    ]


def resolved(node: JsonValue, known: dict[str, Json]) -> JsonValue:
    """A copy with `attachment://name` replaced by the marker of that file."""
    if isinstance(node, dict):
        return {key: resolved(value, known) for key, value in node.items()}
    if isinstance(node, list):
        return [resolved(item, known) for item in node]
    if isinstance(node, str) and node.startswith(ATTACHMENT_SCHEME):
        return known[safe_name(node.removeprefix(ATTACHMENT_SCHEME))]["url"]
    return node


def measures(url: str, known: dict[str, Json]) -> Json:
    """What Discord adds to the address of a picture; nothing abroad is looked at."""
    record = next((record for record in known.values() if record["url"] == url), None)
    if record is None:
        return {"proxy_url": url, "width": 0, "height": 0}
    keys = ("proxy_url", "width", "height", "content_type")
    found = {key: record[key] for key in keys if key in record}
    return found | {"id": record["id"], "attachment_id": record["id"]}


def _unfurl(node: JsonValue, known: dict[str, Json], snowflakes: Snowflakes) -> None:
    """Give every picture or file of a layout the id and measures of what it shows."""
    if isinstance(node, list):
        for item in node:
            _unfurl(item, known, snowflakes)
    elif isinstance(node, dict):
        if "media" in node:
            node |= {"description": None, "spoiler": False} | node
        for key, value in node.items():
            if key in ("media", "file") and isinstance(value, dict):
                node[key] = value | measures(value["url"], known)
                node[key].setdefault("id", snowflakes.next())
            else:
                _unfurl(value, known, snowflakes)
