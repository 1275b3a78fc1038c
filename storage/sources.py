"""The pictures that people brought for a job: how many bytes of whom. The files are not its matter.

A person has room for so much; what ended jobs no longer need makes room, the oldest first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from storage.database import Connection, Database
from storage.errors import TooMany
from storage.limits import SOURCES_BYTES
from storage.times import Clock, to_text

OF_USER = """
    SELECT sources.job_id, bytes,
        CASE WHEN jobs.id IS NULL THEN kept_at < :long_ago ELSE ended_at IS NOT NULL END AS is_over
    FROM sources LEFT JOIN jobs ON jobs.id = sources.job_id
    WHERE sources.user_id = :user_id ORDER BY kept_at
"""
ADD = """
    INSERT INTO sources (job_id, user_id, bytes, kept_at)
    VALUES (:job_id, :user_id, :bytes, :now)
    ON CONFLICT (job_id) DO UPDATE SET bytes = excluded.bytes
"""
NEVER_STORED: Final = timedelta(hours=1)  # a job without a row after that is none
FORGET = "DELETE FROM sources WHERE job_id = :job_id"


class Sources:
    """Counts them; `bot/pictures/job_files.py` writes and deletes."""

    def __init__(self, database: Database, now: Clock, most_bytes: int = SOURCES_BYTES) -> None:
        self._database = database
        self._now = now
        self.most_bytes = most_bytes

    async def add(self, user_id: int, job_id: str, bytes_: int) -> list[str]:
        """Count so many bytes for a job; returns the jobs whose pictures have to go for them.

        TooMany, and nothing is counted, where too much is still needed.
        """
        parameters: dict[str, str | int] = {
            "user_id": user_id, "job_id": job_id, "bytes": bytes_, "now": to_text(self._now())
        }  # fmt: skip
        async with self._database.transaction() as db:
            gone = await self._make_room(db, user_id, bytes_)
            await db.run(ADD, parameters)
        return gone

    async def forget(self, job_id: str) -> None:
        """The pictures of this job are no more."""
        async with self._database.transaction() as db:
            await db.run(FORGET, {"job_id": job_id})

    async def _make_room(self, db: Connection, user_id: int, bytes_: int) -> list[str]:
        long_ago = to_text(self._now() - NEVER_STORED)
        rows = await db.rows(OF_USER, {"user_id": user_id, "long_ago": long_ago})
        over = sum(row["bytes"] for row in rows) + bytes_ - self.most_bytes
        gone: list[str] = []
        for row in rows:
            if over > 0 and row["is_over"]:
                gone.append(row["job_id"])
                over -= row["bytes"]
        if over > 0:
            raise TooMany(self.most_bytes)
        for job_id in gone:
            await db.run(FORGET, {"job_id": job_id})
        return gone
