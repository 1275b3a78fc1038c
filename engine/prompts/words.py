"""The words of a text in any script, with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
JAPANESE = "\u3040-\u30ff"
RUN = re.compile(rf"[{HAN}{JAPANESE}]+|[^\W{HAN}{JAPANESE}]+(?:[-'’.][^\W{HAN}{JAPANESE}]+)*")
UNSPACED = re.compile(rf"[{HAN}{JAPANESE}]")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int  # in characters of the whole text
    end: int


def words_of(text: str, vocabulary: Sequence[str] = ()) -> tuple[Word, ...]:
    """In order, without punctuation.

    Where a script writes no spaces, the longest known word of the vocabulary is one, else every
    character is.
    """
    known = {word for word in vocabulary if UNSPACED.match(word)}
    return tuple(_words(text, known))


def _words(text: str, known: set[str]) -> Iterator[Word]:
    longest = max(map(len, known), default=1)
    for run in RUN.finditer(text):
        start, end = run.span()
        if not UNSPACED.match(run.group()):
            yield Word(run.group(), start, end)
            continue
        while start < end:
            lengths = range(min(longest, end - start), 1, -1)
            length = next((n for n in lengths if text[start : start + n] in known), 1)
            yield Word(text[start : start + length], start, start + length)
            start += length
