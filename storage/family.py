"""What was made from a job: its children. Who may see which of them is decided by who asks."""

from __future__ import annotations

from storage.database import Database
from storage.job import Job

# A person's own, and the public ones of others; those a moderator took away are nobody's.
CHILDREN = """
    SELECT * FROM jobs
    WHERE parent_id = :id AND status = 'done' AND (user_id = :user_id OR visibility = 'public')
    AND id NOT IN (SELECT job_id FROM withheld)
    ORDER BY number DESC LIMIT :limit
"""


class Family:
    """Reads only; the parent of a job stands in its own row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def children(self, job_id: str, user_id: int, limit: int) -> list[Job]:
        """Finished jobs that were made from this one, newest first: this person's and public ones.

        So many at most, however many there are.
        """
        parameters: dict[str, str | int] = {"id": job_id, "user_id": user_id, "limit": limit}
        rows = await self._database.in_one_read(lambda db: db.rows(CHILDREN, parameters))
        return [Job.from_row(row) for row in rows]
