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

    Where a script writes no spaces, a dictionary cuts it; what stands together in the vocabulary
    is one word whatever the dictionary says.
    """
    known = {word for word in vocabulary if UNSPACED.match(word)}
    return tuple(_words(text, known))


def _words(text: str, known: set[str]) -> Iterator[Word]:
    for run in RUN.finditer(text):
        start = run.start()
        pieces = _cut(run.group(), known) if UNSPACED.match(run.group()) else [run.group()]
        for piece in pieces:
            yield Word(piece, start, start + len(piece))
            start += len(piece)


def _cut(run: str, known: set[str]) -> Iterator[str]:
    """The dictionary's words; neighbours that are one word of the vocabulary as that one."""
    from rjieba import cut  # 0.1 s and a dictionary of 5 MB: not at import

    longest = max(map(len, known), default=1)
    pieces, at = list(cut(run, False)), 0
    while at < len(pieces):
        ends = range(min(len(pieces), at + longest), at + 1, -1)
        joined = ("".join(pieces[at:end]) for end in ends)
        word = next((one for one in joined if one in known), pieces[at])
        yield word
        taken = 0
        while taken < len(word):
            taken += len(pieces[at])
            at += 1
