"""JSON that a stranger wrote, and plain values out of it: of bounded size and depth, or nothing."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

LONGEST_JSON: Final = 1024 * 1024  # characters
DEEPEST: Final = 100  # brackets within brackets; graphs and metadata have ten
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_FIRST: Final = re.compile(r"\s*[\[{]")


def json_of(text: str) -> object:
    """The value of a text that is JSON as a whole; None for any other."""
    found = first_json(text)
    return found[0] if found is not None and not text[found[1] :].strip(" \t\r\n\0") else None


def first_json(text: str) -> tuple[object, int] | None:
    """The object or list at the beginning of a text, and where it ends."""
    begins = _FIRST.match(text)
    if begins is None or len(text) > LONGEST_JSON or _is_too_deep(text):
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, begins.end() - 1)
    except (ValueError, RecursionError):
        return None


def object_of(text: str) -> dict[str, Any] | None:
    """The same where it is an object."""
    value = json_of(text)
    return value if isinstance(value, dict) else None


def _is_too_deep(text: str) -> bool:
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > DEEPEST:
            return True
    return False


def plain(value: object) -> str | None:
    """A text, a number or a yes as text; None for everything else, and for what is no number."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:g}"
    return value.strip() if isinstance(value, str) else None


def text_in(values: Mapping[str, Any], *names: str) -> str:
    """The first of these that is a text, or none."""
    texts = (values.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def object_in(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object of this name, written as an object or as JSON once more; empty for none."""
    value = values.get(name)
    if isinstance(value, str):
        value = object_of(value)
    return value if isinstance(value, dict) else {}
