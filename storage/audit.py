"""Who did what: an append-only list; `easel job` tells what in it is about one job."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database import Connection, Database
from storage.settings import Json
from storage.times import Clock, from_text, to_text

COUNT = "SELECT COUNT(*) AS total FROM audit WHERE guild_id = :guild_id"
PAGE = """
    SELECT * FROM audit WHERE guild_id = :guild_id
    ORDER BY number DESC LIMIT :size OFFSET :skipped
"""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed. `by_user_id` None: Easel itself; `details`: JSON, by the action."""

    at: datetime
    by_user_id: int | None
    guild_id: int | None
    action: str
    subject: str
    details: dict[str, Json | None]

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> AuditEntry:
        """The entry in one row of the table."""
        return cls(
            at=from_text(row["at"]),
            by_user_id=row["by_user_id"],
            guild_id=row["guild_id"],
            action=row["action"],
            subject=row["subject"],
            details=json.loads(row["details"]),
        )


async def write_audit(db: Connection, entry: AuditEntry) -> None:
    """Add an entry inside an open transaction, so that deed and record commit together."""
    await db.run(
        "INSERT INTO audit (at, by_user_id, guild_id, action, subject, details) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            to_text(entry.at),
            entry.by_user_id,
            entry.guild_id,
            entry.action,
            entry.subject,
            json.dumps(entry.details, ensure_ascii=False),
        ),
    )


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of a server's list. `number`: 1 is the newest, and the last there is at most."""

    entries: tuple[AuditEntry, ...]
    number: int
    pages: int
    total: int


class Audit:
    """Writes it, and reads it by server."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def append(
        self,
        action: str,
        subject: str,
        *,
        by: int | None,
        guild_id: int | None = None,
        **details: Json | None,
    ) -> None:
        """Record that `by` did `action` to `subject`; details are JSON values."""
        entry = AuditEntry(self._now(), by, guild_id, action, subject, details)
        async with self._database.transaction() as db:
            await write_audit(db, entry)

    async def page(self, guild_id: int, number: int, size: int) -> AuditPage:
        """What was done in one server, newest first; a number past the end gives the last page."""
        async with self._database.read() as db:
            counted = await db.row(COUNT, {"guild_id": guild_id})
            total = 0 if counted is None else int(counted["total"])
            pages = max(1, -(-total // size))
            number = min(max(1, number), pages)
            skipped = size * (number - 1)
            rows = await db.rows(PAGE, {"guild_id": guild_id, "size": size, "skipped": skipped})
        entries = tuple(AuditEntry.from_row(row) for row in rows)
        return AuditPage(entries, number, pages, total)
