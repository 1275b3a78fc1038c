"""One gateway session: its numbered events, and the connection it may have at the moment."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from typing import Protocol

from aiohttp import web

from bot.local_discord.protocol.shapes import Json

REPLAY_LIMIT = 5000


class Compressor(Protocol):
    """One stream per connection, flushed after each message."""

    def __call__(self, text: bytes) -> bytes: ...


def _zlib_stream() -> Compressor:
    stream = zlib.compressobj()
    return lambda text: stream.compress(text) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Compressor:
    import zstandard  # only a client that has it asks for it

    stream = zstandard.ZstdCompressor().compressobj()
    flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda text: stream.compress(text) + stream.flush(flush)


COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    "zlib-stream": _zlib_stream,
    "zstd-stream": _zstd_stream,
}


class Connection:
    """One WebSocket of the bot; what is sent goes out in order, from a task of its own."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, compress: Compressor | None
    ) -> None:
        self._request = request
        self._socket = socket
        self._compress = compress
        self._outbox: asyncio.Queue[Json | int] = asyncio.Queue()
        self.is_open = True
        self.was_closed_here = False

    def send(self, frame: Json) -> None:
        self._outbox.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close with a code after everything that was sent before."""
        self.was_closed_here = True
        self._outbox.put_nowait(code)

    def abort(self) -> None:
        """Cut the line without a close frame."""
        self.is_open = False
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send until a close was asked for."""
        while self.is_open:
            frame = await self._outbox.get()
            if isinstance(frame, int):
                await self._socket.close(code=frame)
                return
            text = json.dumps(frame, ensure_ascii=False)
            try:
                if self._compress is None:
                    await self._socket.send_str(text)
                else:
                    await self._socket.send_bytes(self._compress(text.encode()))
            except ConnectionError:
                return  # the session keeps the event for a resume


class Session:
    """Numbers events, remembers them for a resume, sends them while connected."""

    def __init__(self, shard: tuple[int, int], intents: int) -> None:
        self.id = secrets.token_hex(16)
        self.shard = shard
        self.intents = intents
        self.sequence = 0
        self.connection: Connection | None = None
        self._sent: deque[Json] = deque(maxlen=REPLAY_LIMIT)

    @property
    def is_online(self) -> bool:
        return self.connection is not None

    def serves(self, guild_id: str | None) -> bool:
        """Whether a guild's events (DMs: None) belong to this shard."""
        number, total = self.shard
        return number == (0 if guild_id is None else (int(guild_id) >> 22) % total)

    def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        frame = {"op": 0, "s": self.sequence, "t": event, "d": data}
        self._sent.append(frame)
        if self.connection is not None:
            self.connection.send(frame)

    def can_resume(self, sequence: int) -> bool:
        oldest = self._sent[0]["s"] if self._sent else self.sequence + 1
        return oldest - 1 <= sequence <= self.sequence

    def resume(self, connection: Connection, sequence: int) -> None:
        """Send what was missed with its old numbers, then RESUMED."""
        self.connection = connection
        for frame in self._sent:
            if frame["s"] > sequence:
                connection.send(frame)
        self.dispatch("RESUMED", {})
