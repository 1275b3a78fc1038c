r"""`(word:1.2)`, `((word))`, `[word]`: how much the words inside brackets count, A1111's way.

Round brackets are 1.1 times, square ones 1/1.1; a number behind a colon says it outright; nested
ones multiply. `\(` is a plain bracket, and so is one that has no partner: people write `:)`.
Source: AUTOMATIC1111 stable-diffusion-webui, `modules/prompt_parser.py`, `parse_prompt_attention`.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Final

from engine import Emphasis

LOWEST: Final = 0.1
HIGHEST: Final = 2.0
STEP: Final = 1.1
_TOKEN = re.compile(
    r"\\[{}()\[\]\\]"
    r"|(?<![^\s(\[])[:;=]-?[()\[\]]"  # a face: `:)`, `;-(`
    r"|[()\[\]]|[^\\()\[\]:;=]+|."
)
_NUMBER = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*|,\d+)?|\.\d+))\s*")  # 1,3 as in many countries
_PARTNER: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The words without their brackets; the weights, disjoint and in order.

    `asked` holds the numbers people wrote or nested that are outside the range.
    """

    text: str
    emphasis: tuple[Emphasis, ...] = ()
    outside: tuple[float, ...] = ()
    is_written: bool = False  # a number was written, brackets are no mere brackets


@dataclass(slots=True)
class _Tokens:
    """Literal pieces, empty where a bracket found its partner, and the brackets still open."""

    pieces: list[str] = field(default_factory=list)
    begin: dict[int, list[float]] = field(default_factory=dict)  # factors from this piece on
    end: dict[int, list[float]] = field(default_factory=dict)  # factors up to this piece
    opened: list[int] = field(default_factory=list)
    count: dict[str, int] = field(default_factory=lambda: {"(": 0, "[": 0})

    def open(self) -> None:
        """The last piece is a bracket that waits for its partner."""
        self.opened.append(len(self.pieces) - 1)
        self.count[self.pieces[-1]] += 1

    def close(self) -> int | None:
        """The partner of the last piece; crossed brackets between them are plain."""
        wanted = _PARTNER[self.pieces[-1]]
        if not self.count[wanted]:
            return None
        while True:
            begins = self.opened.pop()
            self.count[self.pieces[begins]] -= 1
            if self.pieces[begins] == wanted:
                return begins

    def written(self, begins: int) -> float | None:
        """The number before a closing bracket; `(16:9)` holds a ratio, and none."""
        inside = self.pieces[begins + 1 : begins + 4] if len(self.pieces) - begins < 6 else None
        number = _NUMBER.fullmatch(self.pieces[-2])
        if not number or len(self.pieces) - begins < 5 or self.pieces[-3] != ":":
            return None
        if inside and (len(inside) < 3 or _NUMBER.fullmatch(inside[0]) or not inside[0].strip()):
            return None
        return float(number[1].replace(",", "."))

    def weigh(self, begins: int, factor: float) -> None:
        """Everything from this bracket to the last piece counts `factor` times; they vanish."""
        self.pieces[begins] = self.pieces[-1] = ""
        self.begin.setdefault(begins, []).append(factor)
        self.end.setdefault(len(self.pieces) - 1, []).append(factor)


def weighed(text: str, *, numbers_only: bool = False) -> Weighed:
    """The words as the model reads them and their weights.

    With `numbers_only`, brackets without a number are plain ones: for models that read sentences.
    """
    tokens, outside, is_written = _Tokens(), list[float](), False
    for found in _TOKEN.finditer(text):
        token = found[0]
        is_escape = token[0] == "\\" and len(token) == 2
        tokens.pieces.append(token[1] if is_escape else token)
        if is_escape or token not in ("(", "[", ")", "]"):
            continue
        if token in "([":
            tokens.open()
            continue
        begins = tokens.close()
        if begins is None:
            continue
        number = tokens.written(begins) if token == ")" else None
        is_written = is_written or number is not None
        if number is not None and not LOWEST <= number <= HIGHEST:
            outside.append(number)
        elif number is not None:
            tokens.pieces[-2] = tokens.pieces[-3] = ""
            tokens.weigh(begins, number)
        elif not numbers_only:
            tokens.weigh(begins, STEP if token == ")" else 1 / STEP)
    return _joined(tokens, outside, is_written)


def _joined(tokens: _Tokens, outside: list[float], is_written: bool) -> Weighed:
    text, spans, product = "", list[Emphasis](), 1.0
    for index, piece in enumerate(tokens.pieces):
        product *= math.prod(tokens.begin.get(index, ()))
        if not text or text[-1] == " ":
            piece = piece.lstrip(" ")
        start, text = len(text), text + piece
        weight = round(product, 4)
        product /= math.prod(tokens.end.get(index, ()))
        if start == len(text) or weight == 1:
            continue
        if not LOWEST <= weight <= HIGHEST:
            outside.append(weight)
        if spans and spans[-1].end == start and spans[-1].weight == weight:
            start = spans.pop().start
        spans.append(Emphasis(start, len(text), weight))
    kept = len(text.rstrip())
    fitting = (Emphasis(one.start, min(one.end, kept), one.weight) for one in spans)
    emphasis = tuple(one for one in fitting if one.start < one.end)
    return Weighed(text[:kept], emphasis, tuple(dict.fromkeys(outside)), is_written)
