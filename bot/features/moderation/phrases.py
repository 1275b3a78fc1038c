"""Phrases found in a text, by their words: each place of it is looked at once.

What a word may be spelled like is known in `spellings`; which phrases are banned is not known here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from bot.features.moderation.folding import EAST, fold
from bot.features.moderation.spellings import SpelledWord, forms, spellings, words_of

_BETWEEN: Final = "and"  # may stand between the words of a phrase
_OFTEN_ALONE: Final = frozenset("aios")  # letters that are words, or the end of one
_JOINED: Final = 4  # letters that pieces with a space between them must come to
APART: Final = "\0"  # where pieces of Chinese and its like are no one word


@dataclass(frozen=True, slots=True)
class Found:
    """The words from `start` to before `end`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """One reading of a text."""

    folded: str
    words: Sequence[SpelledWord]
    spellings: Sequence[set[str]]

    @classmethod
    def of(cls, folded: str) -> Self:
        words = words_of(folded)
        return cls(folded, words, [spellings(word.text) for word in words])


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is looked for: phrases by their first word, and of each word how it may be written."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    words: Mapping[str, frozenset[str]]  # by a form, `knives`: the words it is a form of
    beginnings: frozenset[str]  # of all forms
    east: tuple[tuple[re.Pattern[str], str], ...]  # those of Chinese and its like
    signs: tuple[tuple[str, str], ...]  # `🔞`: no words at all

    @classmethod
    def of(cls, labels: Iterable[str]) -> Self:
        by_first, words = dict[str, list[tuple[tuple[str, ...], str]]](), dict[str, set[str]]()
        east, signs = [], []
        for label in filter(str.strip, labels):
            folded = fold(label)
            typed = tuple(word.text for word in words_of(folded))
            if not typed or re.search(f"[{EAST}]", folded):
                plain = "".join(folded.split())
                if typed:
                    east.append((_pattern(plain), label))
                else:
                    signs.append((plain, label))
                continue
            for phrase in {typed, ("".join(typed),)}:
                by_first.setdefault(phrase[0], []).append((phrase, label))
                for word in phrase:
                    for form in forms(word):
                        words.setdefault(form, set()).add(word)
        kept = {form: frozenset(these) for form, these in words.items()}
        beginnings = frozenset(form[:end] for form in kept for end in range(1, len(form) + 1))
        return cls(by_first, kept, beginnings, tuple(east), tuple(signs))

    def found(self, text: Text, *, is_strict: bool = False) -> Iterator[Found]:
        """Every place of every phrase, in order; strict: with nothing but spaces in it."""
        places = [dict(self._words_at(text, at)) for at in range(len(text.words))]
        for at, ends in enumerate(places):
            for first in ends:
                for phrase, label in self.by_first.get(first, ()):
                    end = _end(phrase, at, places, text.words)
                    if end and (not is_strict or _is_plain(text.words[at + 1 : end])):
                        yield Found(at, end, label)

    def _words_at(self, text: Text, at: int) -> Iterator[tuple[str, int]]:
        """The words that begin at this place, each with where it ends, the last one winning."""
        so_far, alone, spaces = {""}, 0, 0
        for place in range(at, len(text.words)):
            word = text.words[place]
            if word.is_east:
                return
            spaces += place > at and word.gap == "space"
            alone += len(word.text) == 1
            pieces = text.spellings[place]
            so_far = {old + new for old in so_far for new in pieces} & self.beginnings
            if not so_far:
                return
            if place == at or _are_one(text.words[at : place + 1], alone, spaces):
                for form in so_far & self.words.keys():
                    yield from ((word, place + 1) for word in self.words[form])


def _end(
    phrase: Sequence[str],
    at: int,
    places: Sequence[Mapping[str, int]],
    words: Sequence[SpelledWord],
) -> int | None:
    """Where this phrase ends, if it begins here."""
    end = at
    for number, word in enumerate(phrase):
        if number and end < len(words) and words[end].text == _BETWEEN != word:
            end += 1
        if end >= len(words) or word not in places[end]:
            return None
        end = places[end][word]
    return end


def _are_one(pieces: Sequence[SpelledWord], alone: int, spaces: int) -> bool:
    """Whether pieces are one word: `nu::de`, and with spaces `n u d e`, `n u de`, `nud e`.

    A number is a letter only among letters that stand alone: `n u d 3`, but not `top 5 hits`.
    """
    numbers = sum(piece.text.isdigit() for piece in pieces)
    if numbers:
        return alone == len(pieces) and 2 * numbers <= alone
    if not spaces or alone == len(pieces):
        return True
    if sum(len(piece.text) for piece in pieces) < _JOINED:
        return False
    if len(pieces) > 2:
        return alone > 1
    return alone == 1 and not any(piece.text in _OFTEN_ALONE for piece in pieces)


def _is_plain(rest: Sequence[SpelledWord]) -> bool:
    return not any(word.gap == "hard" or word.is_listed for word in rest)


def joined_east(words: Sequence[SpelledWord]) -> str:
    """Without the gaps inside a word of Chinese and its like: cut up, or letter by letter."""
    pieces, before = list[str](), ""
    for word in words:
        is_letters = len(word.text) == len(before) == 1
        is_one = word.gap == "hard" or (word.gap == "none" and not word.is_listed)
        pieces += ["" if is_one or is_letters else APART, word.text]
        before = word.text
    return "".join(pieces)


def _pattern(folded: str) -> re.Pattern[str]:
    """Between borders of words where a script has them."""
    before = r"(?<!\w)" if _has_borders(folded[:1]) else ""
    after = r"(?!\w)" if _has_borders(folded[-1:]) else ""
    return re.compile(before + re.escape(folded) + after)


def _has_borders(letter: str) -> bool:
    return letter.isalnum() and not re.match(f"[{EAST}]", letter)
