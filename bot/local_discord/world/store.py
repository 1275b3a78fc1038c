"""What survives a restart: JSON rows and attachment bytes in one SQLite file (or in memory).

It knows kinds and keys, not what they mean. Every write is through at once, so a killed
process loses nothing; the operating system, not this file, guards against power loss. On a full
disk it goes on in memory, and writes it all down when there is room.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.local_discord.protocol.shapes import Json

log = logging.getLogger(__name__)

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
        self._rows: dict[tuple[str, str], str | None] = {}  # not on the disk yet; None: to remove
        self._blobs: dict[str, bytes | None] = {}
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # The event loop is shared with the bot: an fsync here would stall every deadline.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        self._write()
        self._connection.close()

    def put(self, kind: str, key: str, body: Json) -> None:
        self._rows[kind, key] = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        self._write()

    def remove(self, kind: str, key: str) -> None:
        self._rows[kind, key] = None
        self._write()

    def get(self, kind: str, key: str) -> Json | None:
        if (kind, key) in self._rows:
            text = self._rows[kind, key]
            return None if text is None else json.loads(text)
        query = "SELECT body FROM rows WHERE kind = ? AND key = ?"
        row = self._connection.execute(query, (kind, key)).fetchone()
        return None if row is None else json.loads(row[0])

    def each(self, kind: str) -> Iterator[tuple[str, Json]]:
        """All rows of a kind, by key (snowflakes of one length sort by age)."""
        query = "SELECT key, body FROM rows WHERE kind = ?"
        found: dict[str, str | None] = dict(self._connection.execute(query, (kind,)).fetchall())
        found |= {key: text for (its_kind, key), text in self._rows.items() if its_kind == kind}
        for key, text in sorted(found.items()):
            if text is not None:
                yield key, json.loads(text)

    def put_blob(self, key: str, data: bytes) -> None:
        self._blobs[key] = data
        self._write()

    def blob(self, key: str) -> bytes | None:
        if key in self._blobs:
            return self._blobs[key]
        query = "SELECT data FROM blobs WHERE key = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else bytes(row[0])

    def remove_blob(self, key: str) -> None:
        self._blobs[key] = None
        self._write()

    def _write(self) -> None:
        """All that waits, as far as the disk takes it: what it does not stays in memory."""
        try:
            while self._rows:
                (kind, key), text = next(iter(self._rows.items()))
                self._execute("rows", "kind = ? AND key = ?", (kind, key), text)
                del self._rows[kind, key]
            while self._blobs:
                name, data = next(iter(self._blobs.items()))
                self._execute("blobs", "key = ?", (name,), data)
                del self._blobs[name]
        except sqlite3.OperationalError as error:
            log.debug("%s rows and %s files wait (%s)", len(self._rows), len(self._blobs), error)

    def _execute(
        self, table: str, where: str, key: tuple[str, ...], value: str | bytes | None
    ) -> None:
        if value is None:
            self._connection.execute(f"DELETE FROM {table} WHERE {where}", key)
        else:
            marks = ", ".join("?" * (len(key) + 1))
            self._connection.execute(
                f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (*key, value)
            )
