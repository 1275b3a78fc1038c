"""The titles of refusals (§6.3 of the reference), and how a typed thing stands in a sentence."""

import re
from typing import Final

INVALID_PROMPT: Final = "Invalid prompt"
INVALID_PARAMETER: Final = "Invalid parameter"
INVALID_LINK: Final = "Invalid link"
PERMUTATION_LIMIT: Final = "Permutation limit"
_PLAIN = re.compile(r"[\w.:+-]{1,24}")


def shown(typed: str) -> str:
    """A typed value inside a sentence: short, and in a code span unless it is a plain word."""
    if _PLAIN.fullmatch(typed):
        return typed
    short = typed if len(typed) <= 40 else typed[:39] + "…"
    return f"`{short.replace('`', chr(39))}`"


def code(typed: str) -> str:
    """As `shown`, always in a code span."""
    text = shown(typed)
    return text if text.startswith("`") else f"`{text}`"
