"""People whom moderators have paused: in which server, and until when."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.times import Clock, from_optional_text, to_text

PAUSE = """
    INSERT INTO pauses (user_id, guild_id, until, by_user_id, job_id)
    VALUES (:user_id, :guild_id, :until, :by, :job_id)
    ON CONFLICT (user_id, guild_id) DO UPDATE SET
        until = excluded.until, by_user_id = excluded.by_user_id, job_id = excluded.job_id
"""
UNTIL = """
    SELECT MAX(until) AS until FROM pauses
    WHERE user_id = :user_id AND (:guild_id IS NULL OR guild_id = :guild_id) AND until > :now
"""


class Pauses:
    """One for each person and server; a pause ends by itself."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def pause(
        self, user_id: int, guild_id: int, until: datetime, by: int, job_id: str
    ) -> None:
        """Pause a person in one server because of a job, over an earlier pause there."""
        parameters: dict[str, str | int] = {
            "user_id": user_id,
            "guild_id": guild_id,
            "until": to_text(until),
            "by": by,
            "job_id": job_id,
        }
        await self._database.in_one_transaction(lambda db: db.run(PAUSE, parameters))

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
