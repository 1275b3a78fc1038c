"""A prompt with the likely right words in the place of its mistakes, where every one has them.

Works on the text as it was typed; what it means is asked of whoever reads it. Knows no parameter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.errors import Fix, PromptError
from bot.prompt.normalise import DASHES

_TRIES: Final = 3  # a space that was missing may bring another mistake to light
_BEFORE: Final = rf"(?<![{DASHES}0-9A-Za-z_])"  # Chinese stands before a parameter without a space
_DASHES: Final = rf"(?:--+|-?[{DASHES[1:]}][{DASHES}]*)"  # as they are typed where two are meant


@dataclass(frozen=True, slots=True)
class Mended:
    """The whole prompt, which can be read, and what stands in it now: `--seed`, `--style raw`."""

    text: str
    right: tuple[str, ...]


def mended(typed: str, read: Callable[[str], object]) -> Mended | None:
    """None where nothing is wrong, a mistake has no likely answer, or the answers leave another.

    `read` raises PromptError for what cannot be read.
    """
    text, right = typed, list[str]()
    for _ in range(1 + _TRIES):
        try:
            read(text)
        except PromptError as error:
            before, fixes = text, error.fixes
        else:
            return Mended(text, tuple(dict.fromkeys(right))) if right else None
        for fix in fixes:
            text, told = _replaced(text, fix), right
            right = [_replaced(one, fix) for one in right]
            if right == told:
                right.append(fix.right)
        if text == before:
            return None
    return None


def _replaced(text: str, fix: Fix) -> str:
    """Wherever it stands as a word of its own, and not inside quotes, whose dashes are text."""
    words = r"\s+".join(re.escape(word) for word in fix.wrong.removeprefix("--").split())
    wrong = re.compile(rf'"[^"]*"(?=[\s,]|$)|({_BEFORE}{_DASHES}{words}(?=[\s,}}]|$))')
    return wrong.sub(lambda found: fix.right if found[1] else found[0], text)
