"""What people reported to the moderators: one report of each person about each job."""

from __future__ import annotations

from storage.database import Database
from storage.times import Clock, to_text

ADD = """
    INSERT INTO reports (job_id, reporter_id, guild_id, channel_id, message_id, reason, at)
    VALUES (:job_id, :reporter_id, :guild_id, :channel_id, :message_id, :reason, :now)
    ON CONFLICT (job_id, reporter_id) DO NOTHING
"""
HAS = "SELECT 1 FROM reports WHERE job_id = :job_id AND reporter_id = :reporter_id"


class Reports:
    """Adds them, and knows who has reported what."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def add(
        self,
        job_id: str,
        reporter_id: int,
        guild_id: int,
        channel_id: int,
        message_id: int,
        reason: str,
    ) -> bool:
        """Store the report; False, and nothing is, where this person reported this job before.

        The channel and the message are where the person saw it.
        """
        parameters: dict[str, str | int] = {
            "job_id": job_id,
            "reporter_id": reporter_id,
            "guild_id": guild_id,
            "channel_id": channel_id,
            "message_id": message_id,
            "reason": reason,
            "now": to_text(self._now()),
        }
        async with self._database.transaction() as db:
            return await db.run(ADD, parameters) == 1

    async def has(self, job_id: str, reporter_id: int) -> bool:
        """Whether this person has reported this job."""
        async with self._database.read() as db:
            return await db.row(HAS, {"job_id": job_id, "reporter_id": reporter_id}) is not None
