"""What people reported to the moderators: one report of each person about each job."""

from __future__ import annotations

from storage.database import Database
from storage.errors import TooMany
from storage.limits import LONGEST_REASON, REPORTS_A_DAY, REPORTS_PER, cut
from storage.times import Clock, to_text

ADD = """
    INSERT INTO reports (job_id, reporter_id, guild_id, channel_id, message_id, reason, at)
    VALUES (:job_id, :reporter_id, :guild_id, :channel_id, :message_id, :reason, :now)
    ON CONFLICT (job_id, reporter_id) DO NOTHING
"""
LATELY = """
    SELECT COUNT(*) AS reports FROM reports WHERE reporter_id = :reporter_id AND at > :since
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

        The channel and the message are where the person saw it. TooMany where they have reported
        as much within a day as one person may.
        """
        now = self._now()
        parameters: dict[str, str | int] = {
            "job_id": job_id,
            "reporter_id": reporter_id,
            "guild_id": guild_id,
            "channel_id": channel_id,
            "message_id": message_id,
            "reason": cut(reason, LONGEST_REASON),
            "now": to_text(now),
            "since": to_text(now - REPORTS_PER),
        }
        async with self._database.transaction() as db:
            row = await db.row(LATELY, parameters)
            if row is not None and row["reports"] >= REPORTS_A_DAY:
                raise TooMany(REPORTS_A_DAY)
            return await db.run(ADD, parameters) == 1

    async def has(self, job_id: str, reporter_id: int) -> bool:
        """Whether this person has reported this job."""
        async with self._database.read() as db:
            return await db.row(HAS, {"job_id": job_id, "reporter_id": reporter_id}) is not None
