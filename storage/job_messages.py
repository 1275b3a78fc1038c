"""Where jobs are to be seen: every message that shows one, in a server or in direct messages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Connection, Database
from storage.times import Clock, from_text, to_text

Shows = Literal["progress", "result", "single", "copy"]

ADD = """
    INSERT INTO job_messages (message_id, job_id, channel_id, guild_id, shows, sent_at)
    VALUES (:message_id, :job_id, :channel_id, :guild_id, :shows, :now)
    ON CONFLICT (message_id) DO NOTHING
"""
JOB_ID_OF = "SELECT job_id FROM job_messages WHERE message_id = :message_id"
OF_JOB = "SELECT * FROM job_messages WHERE job_id = :job_id ORDER BY sent_at, message_id"
IS_WITHHELD = "SELECT 1 FROM withheld WHERE job_id = :job_id"
IS_IN = "SELECT 1 FROM job_messages WHERE job_id = :job_id AND guild_id = :guild_id LIMIT 1"
IS_IN_CHANNEL = """
    SELECT 1 FROM job_messages WHERE job_id = :job_id AND channel_id = :channel_id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class JobMessage:
    """One message. `guild_id` None: a direct message; `shows`: what of the job is in it.

    `channel_id` None: a copy sent by the first release, which did not keep where.
    """

    message_id: int
    job_id: str
    channel_id: int | None
    guild_id: int | None
    shows: Shows
    sent_at: datetime

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> JobMessage:
        """The message in one row of the table."""
        return cls(
            message_id=row["message_id"],
            job_id=row["job_id"],
            channel_id=row["channel_id"],
            guild_id=row["guild_id"],
            shows=row["shows"],
            sent_at=from_text(row["sent_at"]),
        )


class JobMessages:
    """Remembers them, also those that were deleted since."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def add(
        self, job_id: str, message_id: int, channel_id: int, guild_id: int | None, shows: Shows
    ) -> bool:
        """Remember a message as sent now; of a message that is known already nothing changes.

        False if the job is withheld: whoever withheld it before this knows nothing of the message,
        and whoever does after this finds it.
        """
        parameters: dict[str, str | int | None] = {
            "job_id": job_id,
            "message_id": message_id,
            "channel_id": channel_id,
            "guild_id": guild_id,
            "shows": shows,
            "now": to_text(self._now()),
        }

        async def remember(db: Connection) -> bool:
            await db.run(ADD, parameters)
            return await db.row(IS_WITHHELD, {"job_id": job_id}) is None

        return await self._database.in_one_transaction(remember)

    async def job_id_of(self, message_id: int) -> str | None:
        """The job that this message shows, or None."""
        parameters = {"message_id": message_id}
        row = await self._database.in_one_read(lambda db: db.row(JOB_ID_OF, parameters))
        return None if row is None else str(row["job_id"])

    async def of_job(self, job_id: str) -> list[JobMessage]:
        """Every message of a job, in the order in which they were sent."""
        rows = await self._database.in_one_read(lambda db: db.rows(OF_JOB, {"job_id": job_id}))
        return [JobMessage.from_row(row) for row in rows]

    async def is_in(self, job_id: str, guild_id: int) -> bool:
        """Whether some message of the job was sent in that server."""
        parameters: dict[str, str | int] = {"job_id": job_id, "guild_id": guild_id}
        return await self._database.in_one_read(lambda db: db.row(IS_IN, parameters)) is not None

    async def is_in_channel(self, job_id: str, channel_id: int) -> bool:
        """Whether some message of the job was sent to that channel, or those direct messages."""
        parameters: dict[str, str | int] = {"job_id": job_id, "channel_id": channel_id}
        row = await self._database.in_one_read(lambda db: db.row(IS_IN_CHANNEL, parameters))
        return row is not None
