"""The words that the admins of a server ban there, beside the operator's.

They stand in the settings of the server, are read once and then kept in memory: orders ask often,
and nobody else writes them.
"""

from collections.abc import Callable
from typing import Final

from bot.errors import UserError
from bot.features.moderation.words import WordFilter
from bot.interactions.wording import defused
from bot.language import say
from storage import Storage

KEY: Final = "banned_words"
MOST_WORDS: Final = 80
LONGEST: Final = 40  # characters, so that one card holds all words


class ServerWords:
    """Adds, removes and finds them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._words: dict[int, tuple[str, ...]] = {}
        self._filters: dict[int, WordFilter] = {}

    async def of(self, guild_id: int) -> tuple[str, ...]:
        """The words of one server, as its admins wrote them, in alphabetical order."""
        if guild_id not in self._words:
            self._keep(guild_id, _listed(await self._storage.settings.get("guild", guild_id, KEY)))
        return self._words[guild_id]

    async def filter(self, guild_id: int) -> WordFilter:
        """What finds them in a text."""
        await self.of(guild_id)
        return self._filters[guild_id]

    async def add(self, guild_id: int, word: str, *, by: int) -> None:
        """Ban a word here; UserError where it is there, is none, or there are too many."""
        word = " ".join(word.split())
        await self._change(guild_id, lambda words: _added(words, word))
        await self._storage.audit.append("words.add", word, by=by, guild_id=guild_id)

    async def remove(self, guild_id: int, word: str, *, by: int) -> None:
        """Allow a word again; UserError where it is not banned here."""
        word = " ".join(word.split())
        await self._change(guild_id, lambda words: _removed(words, word))
        await self._storage.audit.append("words.remove", word, by=by, guild_id=guild_id)

    async def _change(self, guild_id: int, edit: Callable[[list[str]], list[str]]) -> None:
        """Of two changes at one moment neither is lost."""
        settings = self._storage.settings
        kept = await settings.change("guild", guild_id, KEY, lambda stored: edit(_listed(stored)))
        self._keep(guild_id, _listed(kept))

    def _keep(self, guild_id: int, words: list[str]) -> None:
        self._words[guild_id] = tuple(sorted(words, key=str.casefold))
        self._filters[guild_id] = WordFilter.of(self._words[guild_id])


def _listed(stored: object) -> list[str]:
    return [str(word) for word in stored] if isinstance(stored, list) else []


def _added(words: list[str], word: str) -> list[str]:
    if not word:
        raise UserError(say("words-title"), say("words-empty"))
    if word.casefold() in map(str.casefold, words):
        raise UserError(say("words-title"), say("words-twice", word=shown(word)))
    if len(words) >= MOST_WORDS:
        raise UserError(say("words-title"), say("words-full", most=MOST_WORDS))
    return [*words, word]


def _removed(words: list[str], word: str) -> list[str]:
    kept = [one for one in words if one.casefold() != word.casefold()]
    if len(kept) == len(words):
        raise UserError(say("words-title"), say("words-not-there", word=shown(word)))
    return kept


def shown(word: str) -> str:
    """A word as it stands between backticks in a message."""
    return defused(" ".join(word.split()).replace("`", "'"))
