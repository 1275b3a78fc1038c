"""What survives a restart: JSON rows and attachment bytes in one SQLite file (or in memory).

It knows kinds and keys, not what they mean. Every write is through at once, so a killed
process loses nothing; the operating system, not this file, guards against power loss.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.local_discord.protocol.shapes import Json

_TABLES = """
CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, key))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blobs (key TEXT PRIMARY KEY, data BLOB NOT NULL);
"""


class Store:
    """Write-through rows by kind and key, and blobs by key."""

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # The event loop is shared with the bot: an fsync here would stall every deadline.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        self._connection.close()

    def put(self, kind: str, key: str, body: Json) -> None:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        self._connection.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (kind, key, text))

    def remove(self, kind: str, key: str) -> None:
        self._connection.execute("DELETE FROM rows WHERE kind = ? AND key = ?", (kind, key))

    def get(self, kind: str, key: str) -> Json | None:
        query = "SELECT body FROM rows WHERE kind = ? AND key = ?"
        row = self._connection.execute(query, (kind, key)).fetchone()
        return None if row is None else json.loads(row[0])

    def each(self, kind: str) -> Iterator[tuple[str, Json]]:
        """All rows of a kind, by key (snowflakes of one length sort by age)."""
        query = "SELECT key, body FROM rows WHERE kind = ? ORDER BY key"
        for key, body in self._connection.execute(query, (kind,)).fetchall():
            yield key, json.loads(body)

    def put_blob(self, key: str, data: bytes) -> None:
        self._connection.execute("INSERT OR REPLACE INTO blobs VALUES (?, ?)", (key, data))

    def blob(self, key: str) -> bytes | None:
        query = "SELECT data FROM blobs WHERE key = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else bytes(row[0])

    def remove_blob(self, key: str) -> None:
        self._connection.execute("DELETE FROM blobs WHERE key = ?", (key,))
