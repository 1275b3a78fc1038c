r"""Braces make several prompts of one: `a {red, green} {bird, cat}` is four, the rightmost fastest.

They nest, an option may be empty, `{a}` is `a`; `\,` is a comma that separates nothing, `\{` and
`\}` are plain braces and stay escaped in what comes out, so that it reads back the same.
"""

import itertools
import math
import re
from dataclasses import dataclass, field
from typing import Final

from bot.errors import Problem
from bot.language import say
from bot.prompt.titles import INVALID_PROMPT, code

DEEPEST: Final = 12
_TOKEN = re.compile(r"\\[,，{}\\]|[{},，]|[^\\{},，]+|\\")


@dataclass(slots=True)
class _Sequence:
    """Words and braces one after the other."""

    pieces: "list[str | _Braces]" = field(default_factory=list)

    def count(self) -> int:
        return math.prod(p.count() for p in self.pieces if isinstance(p, _Braces))

    def texts(self) -> list[str]:
        choices = [[p] if isinstance(p, str) else p.texts() for p in self.pieces]
        return ["".join(chosen) for chosen in itertools.product(*choices)]

    def add(self, words: str) -> None:
        self.pieces.append(words)

    def add_comma(self) -> None:
        """A space before an escaped comma is dropped."""
        if self.pieces and isinstance(last := self.pieces[-1], str):
            self.pieces[-1] = last.rstrip()
        self.add(",")


@dataclass(slots=True)
class _Braces:
    begins: int  # place of the brace, the first character is 1
    options: list[_Sequence] = field(default_factory=lambda: [_Sequence()])

    def count(self) -> int:
        return sum(option.count() for option in self.options)

    def texts(self) -> list[str]:
        return [text.strip() for option in self.options for text in option.texts()]


@dataclass(frozen=True, slots=True)
class Permutations:
    """`count` is known before a single prompt is built: thousands are refused for nothing."""

    count: int
    _whole: _Sequence

    def texts(self) -> tuple[str, ...]:
        """Every prompt, the rightmost brace varying fastest."""
        return tuple(" ".join(text.split()) for text in self._whole.texts())


def permutations(prompt: str) -> Permutations | Problem:
    """The prompts that one with braces stands for, or what is wrong with its braces."""
    whole = _Sequence()
    opened: list[_Braces] = []
    for found in _TOKEN.finditer(prompt):
        here = opened[-1].options[-1] if opened else whole
        token, place = found[0], found.start() + 1
        if token == "{":
            if len(opened) == DEEPEST:
                return Problem(INVALID_PROMPT, say("prompt-brace-depth", deepest=DEEPEST))
            opened.append(_Braces(place))
        elif token == "}":
            if not opened:
                return Problem(INVALID_PROMPT, say("prompt-brace-unopened", place=place))
            if problem := _piped(prompt[opened[-1].begins - 1 : found.end()]):
                return problem
            braces = opened.pop()
            (opened[-1].options[-1] if opened else whole).pieces.append(braces)
        elif token in ",，" and opened:
            opened[-1].options.append(_Sequence())
        elif token in (r"\,", r"\，"):
            here.add_comma()
        else:
            here.add(token)
    if opened:
        return Problem(INVALID_PROMPT, say("prompt-brace-unclosed", place=opened[0].begins))
    return Permutations(whole.count(), whole)


def _piped(braces: str) -> Problem | None:
    """`{red|green}` is another program's way to write it."""
    if "|" not in braces or "," in braces or "，" in braces or "{" in braces[1:]:
        return None
    options = ", ".join(option.strip() for option in braces[1:-1].split("|"))
    typed, right = code(braces), code(f"{{{options}}}")
    return Problem(INVALID_PROMPT, say("prompt-brace-pipe", typed=typed, right=right))
