"""JSON as it comes over the wire, from whoever sends it."""

from __future__ import annotations

import json

from bot.local_discord.protocol.shapes import JsonValue

MAX_DEPTH = 64  # no shape of Discord's is a quarter as deep


def read_json(text: str | bytes) -> JsonValue:
    """The value; ValueError where it is none, or so deep that nothing could walk through it."""
    try:
        value: JsonValue = json.loads(text)
    except RecursionError as error:
        raise ValueError("this is nested too deep") from error
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return value
    raise ValueError("this is nested too deep")


def _inside(value: JsonValue) -> list[JsonValue]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
