"""The titles of refusals (§6.3 of the reference), and how a typed thing stands in a sentence."""

import re
from dataclasses import replace
from typing import Final

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say

INVALID_PROMPT: Final = "Invalid prompt"
INVALID_PARAMETER: Final = "Invalid parameter"
INVALID_LINK: Final = "Invalid link"
PERMUTATION_LIMIT: Final = "Permutation limit"
_KEYS: Final = {
    INVALID_PROMPT: "prompt-title-prompt",
    INVALID_PARAMETER: "prompt-title-parameter",
    INVALID_LINK: "prompt-title-link",
    PERMUTATION_LIMIT: "prompt-title-limit",
    NOT_AVAILABLE: "prompt-title-unavailable",
}
_PLAIN = re.compile(r"[\w.:+-]{1,24}")


def titled(problem: Problem) -> Problem:
    """The same with its title in the person's language."""
    return replace(problem, title=say(_KEYS[problem.title]))


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
