"""The operator's banned words: found as whole words, whatever their case and accents. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.errors import UserError
from bot.language import say
from bot.prompt import ImagineOrder
from bot.queue.guards import Asked

_SPACED = re.compile(r"[\s\-_.]+")


class BannedWord(UserError):
    """The prompt holds a word that is not allowed here; the sentence names it."""

    def __init__(self, word: str) -> None:
        super().__init__(say("banned-title"), say("banned-word", word=word))
        self.word = word


@dataclass(frozen=True, slots=True)
class WordFilter:
    """`allowed` phrases hold a banned word and are fine: `blood orange` where `blood` is not."""

    banned: tuple[tuple[str, re.Pattern[str]], ...] = ()
    allowed: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of(cls, banned: Iterable[str], allowed: Iterable[str] = ()) -> Self:
        return cls(
            tuple((word, _pattern(word)) for word in banned if word.strip()),
            tuple(_pattern(phrase) for phrase in allowed if phrase.strip()),
        )

    def find(self, text: str) -> str | None:
        """The first banned word in a text, as the operator wrote it."""
        folded = fold(text)
        for pattern in self.allowed:
            folded = pattern.sub(" ", folded)
        found = [(at.start(), word) for word, one in self.banned if (at := one.search(folded))]
        return min(found)[1] if found else None

    def check(self, texts: Iterable[str]) -> None:
        """BannedWord for the first text that holds one."""
        for text in texts:
            if (word := self.find(text)) is not None:
                raise BannedWord(word)

    def check_order(self, order: ImagineOrder) -> None:
        """What was typed, what the model reads of it, and what is to be left out."""
        self.check((order.text, *(part.text for part in order.parts), order.negative))


def fold(text: str) -> str:
    """One spelling of what reads the same: no case, no accents, no widths, plain spaces."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACED.sub(" ", plain.casefold()).strip()


def _pattern(word: str) -> re.Pattern[str]:
    """Between borders of words; Chinese and its like have none, so there it counts anywhere."""
    folded = fold(word)
    before = r"(?<!\w)" if _has_borders(folded[:1]) else ""
    after = r"(?!\w)" if _has_borders(folded[-1:]) else ""
    return re.compile(before + re.escape(folded) + after)


def _has_borders(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return not name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI"))


class WordGuard:
    """No order with a banned word is stored."""

    def __init__(self, words: WordFilter) -> None:
        self._words = words

    async def check(self, asked: Asked) -> None:
        for order in asked.orders:
            self._words.check_order(order)
