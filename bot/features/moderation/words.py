"""The operator's banned words: found as whole words, however they are spelled or cut up. Pure.

Letters are made plain in `folding`, words are read in `spellings` and looked up in `phrases`; the
time grows with the text and no faster.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Protocol, Self

from bot.errors import UserError
from bot.features.moderation.folding import readings
from bot.features.moderation.phrases import APART, Found, Phrases, Text, joined_east
from bot.features.moderation.spellings import cut
from bot.language import say
from bot.prompt import ImagineOrder
from bot.queue.guards import Asked

NO_PHRASES: Final = Phrases.of(())


class BannedWord(UserError):
    """The prompt holds a word that is not allowed here; the sentence names it."""

    def __init__(self, word: str) -> None:
        super().__init__(say("banned-title"), say("banned-word", word=word))
        self.word = word


@dataclass(frozen=True, slots=True)
class WordFilter:
    """`allowed` phrases hold a banned word and are fine: `blood orange` where `blood` is not."""

    banned: Phrases = NO_PHRASES
    allowed: Phrases = NO_PHRASES

    @classmethod
    def of(cls, banned: Iterable[str], allowed: Iterable[str] = ()) -> Self:
        return cls(Phrases.of(banned), Phrases.of(allowed))

    def find(self, text: str) -> str | None:
        """The first banned word in a text, as the operator wrote it."""
        if self.banned == NO_PHRASES:
            return None
        return next(filter(None, map(self._in_reading, readings(cut(text)))), None)

    def check(self, texts: Iterable[str]) -> None:
        """BannedWord for the first text that holds one."""
        for text in texts:
            if (word := self.find(text)) is not None:
                raise BannedWord(word)

    def check_order(self, order: ImagineOrder) -> None:
        """What was typed, what the model reads of it, and what is to be left out."""
        parts = (text.text for part in order.parts for text in part.texts)
        negative = (order.negative_typed, order.negative, *order.negative_others)
        self.check((order.text, *parts, *negative))

    def _in_reading(self, folded: str) -> str | None:
        text = Text.of(folded)
        allowed = _reach(self.allowed.found(text, is_strict=True), len(text.words))
        for one in self.banned.found(text):
            if one.end > allowed[one.start]:
                return one.label
        east = joined_east(text.words)
        for pattern, _ in self.allowed.east:
            east = pattern.sub(APART, east)
        for pattern, label in self.banned.east:
            if pattern.search(east):
                return label
        return next((label for sign, label in self.banned.signs if sign in folded), None)


def _reach(places: Iterable[Found], length: int) -> list[int]:
    """For each word, how far what began there or before it goes."""
    ends = [0] * length
    for one in places:
        ends[one.start] = max(ends[one.start], one.end)
    return list(accumulate(ends, max))


class OwnWords(Protocol):
    """The words of servers, beside the operator's."""

    async def filter(self, guild_id: int) -> WordFilter:
        """What finds those of one server."""
        ...


class WordGuard:
    """No order with a banned word is stored, and nothing with one is shown."""

    def __init__(self, words: WordFilter, own: OwnWords | None = None) -> None:
        self._words = words
        self._own = own

    async def check(self, asked: Asked) -> None:
        filters = await self._filters(asked.person.guild_id)
        for order in asked.orders:
            for words in filters:
                await asyncio.to_thread(words.check_order, order)

    async def check_texts(self, texts: Sequence[str], guild_id: int | None) -> None:
        """BannedWord for the first text that holds one, of the operator's or of that server's."""
        for words in await self._filters(guild_id):
            await asyncio.to_thread(words.check, texts)

    async def _filters(self, guild_id: int | None) -> list[WordFilter]:
        """The operator's, and a server's own where it has any."""
        if self._own is None or guild_id is None:
            return [self._words]
        own = await self._own.filter(guild_id)
        return [self._words, own] if own.banned != NO_PHRASES else [self._words]
