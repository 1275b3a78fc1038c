"""A prompt by the weight of its words: which matter, and what is left when the others go.

Pure: the weights are measured elsewhere, and come in the order of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from engine import WordWeight

SHORTER: Final = 5  # prompts
_SHARES: Final = (0.8, 0.65, 0.5, 0.35, 0.2)  # of the words that stay, mild to drastic
_ALL_SUBSETS: Final = 6  # words up to which every choice of them is tried
_STRONG, _WEAK = 1.2, 0.5  # times the mean weight
_COMMAS: Final = ",，、;；"
_SMALL: Final = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "by", "with", "and", "or", "to", "from", "under",
    "over", "very",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in the text; `before` is what separates it from the last one."""

    text: str
    weight: float
    before: str

    def is_strong(self, mean: float) -> bool:
        return self.weight >= _STRONG * mean

    def is_weak(self, mean: float) -> bool:
        return self.weight < _WEAK * mean


def tokens_of(text: str, words: Sequence[WordWeight]) -> tuple[Token, ...]:
    """The words at their places, with what stands between them."""
    tokens, end = [], 0
    for word in words:
        start = text.index(word.text, end)
        tokens.append(Token(word.text, word.weight, text[end:start]))
        end = start + len(word.text)
    return tuple(tokens)


def mean_weight(tokens: Sequence[Token]) -> float:
    return sum(token.weight for token in tokens) / len(tokens)


def shorter(tokens: Sequence[Token], count: int = SHORTER) -> tuple[str, ...]:
    """Shorter texts, from mildly to drastically cut, no two alike and none empty.

    Fewer than `count` only where the words do not give as many.
    """
    found: dict[str, int] = {}
    whole = _joined(tokens, range(len(tokens))).casefold()
    seen = {whole}
    for chosen in _choices(tokens):
        kept = _without_loose_ends(tokens, chosen)
        text = _joined(tokens, kept)
        if text.casefold() not in seen:
            seen.add(text.casefold())
            found[text] = len(kept)
        if len(found) == count:
            break
    return tuple(sorted(found, key=lambda text: (-found[text], -len(text))))


def _choices(tokens: Sequence[Token]) -> Iterator[tuple[int, ...]]:
    """Which words to keep: the strongest of each share, then of every number, then any."""
    total = len(tokens)
    ranked = sorted(range(total), key=lambda index: -tokens[index].weight)
    sizes = [min(total - 1, max(1, round(total * share))) for share in _SHARES]
    for size in (*dict.fromkeys(sizes), *range(total - 1, 0, -1)):
        yield tuple(sorted(ranked[:size]))
    if total <= _ALL_SUBSETS:
        subsets = [kept for size in range(1, total) for kept in combinations(range(total), size)]
        yield from sorted(subsets, key=lambda kept: -sum(tokens[i].weight for i in kept))


def _without_loose_ends(tokens: Sequence[Token], kept: tuple[int, ...]) -> tuple[int, ...]:
    """Without small words whose next word went or stands behind a comma: `at sunset with, ink`."""
    firm = list[int]()
    for index in reversed(kept):
        is_loose = not firm or firm[-1] != index + 1 or _comma(tokens[index + 1].before)
        if not (is_loose and tokens[index].text.casefold() in _SMALL):
            firm.append(index)
    return tuple(reversed(firm)) or kept


def _comma(between: str) -> str | None:
    return next((mark for mark in between if mark in _COMMAS), None)


def _joined(tokens: Sequence[Token], kept: Sequence[int]) -> str:
    """The kept words; a comma that stood anywhere between two of them stays."""
    pieces, last = [tokens[kept[0]].text], kept[0]
    for index in kept[1:]:
        between = "".join(token.before for token in tokens[last + 1 : index + 1])
        comma = _comma(between)
        if comma is not None:
            pieces.append(", " if comma.isascii() else comma)
        elif between:
            pieces.append(" ")
        pieces.append(tokens[index].text)
        last = index
    return "".join(pieces)
