"""People whom moderators have paused: in which server, and until when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.times import Clock, from_optional_text, from_text, to_text

PAUSE = """
    INSERT INTO pauses (user_id, guild_id, until, by_user_id, job_id)
    VALUES (:user_id, :guild_id, :until, :by, :job_id)
    ON CONFLICT (user_id, guild_id) DO UPDATE SET
        until = excluded.until, by_user_id = excluded.by_user_id, job_id = excluded.job_id
"""
LIFT = "DELETE FROM pauses WHERE user_id = :user_id AND guild_id = :guild_id AND until > :now"
UNTIL = """
    SELECT MAX(until) AS until FROM pauses
    WHERE user_id = :user_id AND (:guild_id IS NULL OR guild_id = :guild_id) AND until > :now
"""
HERE = """
    SELECT * FROM pauses WHERE guild_id = :guild_id AND until > :now
    ORDER BY until, user_id LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Pause:
    """One person's in one server; `job_id` None: by a command, for no job."""

    user_id: int
    until: datetime
    by_user_id: int
    job_id: str | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Pause:
        """The pause in one row of the table."""
        return cls(row["user_id"], from_text(row["until"]), row["by_user_id"], row["job_id"])


class Pauses:
    """One for each person and server; a pause ends by itself, or is lifted."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def pause(
        self, user_id: int, guild_id: int, until: datetime, by: int, job_id: str | None = None
    ) -> None:
        """Pause a person in one server, over an earlier pause there; `job_id`: because of it."""
        parameters: dict[str, str | int | None] = {
            "user_id": user_id,
            "guild_id": guild_id,
            "until": to_text(until),
            "by": by,
            "job_id": job_id,
        }
        await self._database.in_one_transaction(lambda db: db.run(PAUSE, parameters))

    async def lift(self, user_id: int, guild_id: int) -> bool:
        """End the pause of a person in one server; False if none holds there."""
        parameters: dict[str, str | int] = {
            "user_id": user_id,
            "guild_id": guild_id,
            "now": to_text(self._now()),
        }
        async with self._database.transaction() as db:
            return await db.run(LIFT, parameters) > 0

    async def of_guild(self, guild_id: int, most: int) -> list[Pause]:
        """Those that hold in one server, the next to end first."""
        parameters: dict[str, str | int] = {
            "guild_id": guild_id,
            "now": to_text(self._now()),
            "most": most,
        }
        async with self._database.read() as db:
            return [Pause.from_row(row) for row in await db.rows(HERE, parameters)]

    async def until(self, user_id: int, guild_id: int | None) -> datetime | None:
        """The end of the pause that holds in this server; None: none does.

        For direct messages (no server) the latest end of those that hold in any server.
        """
        parameters: dict[str, str | int | None] = {
            "user_id": user_id,
            "guild_id": guild_id,
            "now": to_text(self._now()),
        }
        row = await self._database.in_one_read(lambda db: db.row(UNTIL, parameters))
        return None if row is None else from_optional_text(row["until"])
