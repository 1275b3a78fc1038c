"""Jobs whose pictures a moderator took away. What that hides is decided by who asks."""

from __future__ import annotations

from storage.database import Database
from storage.times import Clock, to_text

ADD = """
    INSERT INTO withheld (job_id, by_user_id, at) VALUES (:job_id, :by, :now)
    ON CONFLICT (job_id) DO NOTHING
"""
CONTAINS = "SELECT 1 FROM withheld WHERE job_id = :job_id"


class Withheld:
    """A set of jobs that only grows."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def add(self, job_id: str, by: int) -> None:
        """Withhold a job from now on; of several moderators the first is kept."""
        parameters: dict[str, str | int] = {"job_id": job_id, "by": by, "now": to_text(self._now())}
        await self._database.in_one_transaction(lambda db: db.run(ADD, parameters))

    async def contains(self, job_id: str) -> bool:
        """Whether the job is withheld."""
        row = await self._database.in_one_read(lambda db: db.row(CONTAINS, {"job_id": job_id}))
        return row is not None
