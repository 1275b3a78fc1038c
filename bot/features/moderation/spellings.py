"""A folded text as words, and what each may stand for: `nud3` and `nuuude` are `nude`.

Knows no list of words. Models read letters apart from digits and signs, so that `nude2` holds
`nude`; `'ll` and `'s` are words of their own to them, so that `he'll` is not `hell`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bot.features.moderation.folding import EAST

Gap = Literal["none", "hard", "space"]

# What cuts a prompt for the model without being read: `BREAK`, `AND`, weights, brackets, escapes.
_CUTS = re.compile(r"\b(?:BREAK|AND)\b")
_WEIGHTS = re.compile(r"(::?) ?[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?![^\W\d_])")
_HARD = re.compile(r"::|[\\{}\[\]()<>|]")
_COMMA = re.compile(r"[,;:、。!?]|\.(?=\s)")
_CONTRACTED = re.compile(r"(?<=[^\W\d_])'(?:ll|re|ve|em|[sdmt])(?![^\W_])")
_WORD = re.compile(rf"[{EAST}]+|(?:[^\W_{EAST}]|[@$]|(?<=[^\W_])!(?=[^\W_]))+")

_DIGITS: Final = "0123456789"
_LEET: Final = str.maketrans("034567892@$!", "oeasgtbgzasi")
_ONES: Final = (str.maketrans("1", "i"), str.maketrans("1", "l"))
_SIGN = re.compile(r"[@$!]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_MODEL_NUMBER = re.compile(r"[^\W\d_]\d\d+")  # `a55`, `r34`
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(?:(.)\1)+")


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """`gap`: what parts it from the word before. none: no space; hard: a cut of the language."""

    text: str
    gap: Gap
    is_listed: bool  # a comma or its like stands before it

    @property
    def is_east(self) -> bool:
        return bool(re.match(f"[{EAST}]", self.text))


def cut(text: str) -> str:
    """The text with the words of the prompt language as signs, while their case still tells."""
    return _CUTS.sub("::", text)


def words_of(folded: str) -> list[SpelledWord]:
    """The words in order."""
    plain = _CONTRACTED.sub(" ", _WEIGHTS.sub(r"\1", folded))
    words, end = [], 0
    for found in _WORD.finditer(plain):
        between = plain[end : found.start()]
        words.append(SpelledWord(found[0], _gap(between), bool(_COMMA.search(between))))
        end = found.end()
    return words


def _gap(between: str) -> Gap:
    if _HARD.search(between):
        return "hard"
    return "space" if any(letter.isspace() for letter in between) else "none"


def spellings(word: str) -> set[str]:
    """Everything a word may be read as, itself among it."""
    found = {word, *_unstretched(word)}
    if word.isalpha():
        return found
    found |= {_SIGN.sub("", word), *_LETTERS.findall(word)}
    if len(word) == 1 or (not _MODEL_NUMBER.fullmatch(word) and not word.isdigit()):
        plain = word.translate(_LEET)
        for ones in _ONES:
            found |= {plain.translate(ones), *_unstretched(plain.translate(ones))}
    return found


def _unstretched(word: str) -> Iterator[str]:
    """`nuuuude` with one `u` and with two; `nnuuddee`."""
    if _STRETCHED.search(word):
        yield _STRETCHED.sub(r"\1", word)
        yield _STRETCHED.sub(r"\1\1", word)
    elif _DOUBLED.fullmatch(word):
        yield word[::2]


def forms(word: str) -> set[str]:
    """A word and its plurals."""
    found = {word, f"{word}s", f"{word}es", f"{word}z"}
    if word.endswith("y"):
        found.add(f"{word[:-1]}ies")
    if word.endswith(("f", "fe")):
        found.add(f"{word.rstrip('e')[:-1]}ves")
    if word.endswith("man"):
        found.add(f"{word[:-2]}en")
    return found
