"""Messages as the server keeps them, and the book they stand in.

Who may see a message is here (`audience`); how it looks to somebody is in `message_views`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from bot.local_discord.protocol.shapes import Json
from bot.local_discord.world.snowflake import moment
from bot.local_discord.world.store import Store


@dataclass(slots=True)
class Message:
    """One message: `body` is Discord's shape with markers for addresses and no reactions."""

    body: Json
    audience: str | None = None
    """The one person who sees it (ephemeral), or None for everybody in the channel."""
    nonce: str | None = None
    embedded: list[Json] = field(default_factory=list)
    """Attachments shown inside embeds, which `body["attachments"]` does not list."""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """User ids by emoji, in the order they reacted."""
    is_dismissed: bool = False

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def channel_id(self) -> str:
        return str(self.body["channel_id"])

    @property
    def author_id(self) -> str:
        return str(self.body["author"]["id"])

    @property
    def flags(self) -> int:
        return int(self.body["flags"])

    def is_for(self, user_id: str) -> bool:
        """Whether this person is shown it (given that they see the channel)."""
        if self.audience is None:
            return True
        return self.audience == user_id and not self.is_dismissed


class MessageBook:
    """All messages by channel, oldest first, written through to the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._channels: dict[str, dict[str, Message]] = {}
        for _, row in sorted(store.each("message"), key=lambda pair: int(pair[0])):
            self._shelve(Message(**row))

    def save(self, message: Message) -> None:
        """Write a new or changed message."""
        self._shelve(message)
        self._store.put("message", message.id, asdict(message))

    def remove(self, message: Message) -> None:
        self._channels[message.channel_id].pop(message.id, None)
        self._store.remove("message", message.id)

    def get(self, channel_id: str, message_id: str) -> Message | None:
        return self._channels.get(channel_id, {}).get(message_id)

    def find(self, message_id: str) -> Message | None:
        """A message by its id alone."""
        for shelf in self._channels.values():
            if message_id in shelf:
                return shelf[message_id]
        return None

    def in_channel(self, channel_id: str) -> Iterator[Message]:
        yield from list(self._channels.get(channel_id, {}).values())

    def last_id(self, channel_id: str) -> str | None:
        shelf = self._channels.get(channel_id)
        return next(reversed(shelf)) if shelf else None

    def by_nonce(
        self, author_id: str, channel_id: str, nonce: str, now: datetime, window_s: float
    ) -> Message | None:
        """The message this author sent here with this nonce within the last `window_s`."""
        oldest = now - timedelta(seconds=window_s)
        for message in reversed(self._channels.get(channel_id, {}).values()):
            if moment(message.id) < oldest:
                return None
            if message.nonce == nonce and message.author_id == author_id:
                return message
        return None

    def _shelve(self, message: Message) -> None:
        self._channels.setdefault(message.channel_id, {})[message.id] = message
