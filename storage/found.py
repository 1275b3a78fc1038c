"""Jobs found again: by their words, their status or a heart, the newest first, page by page.

A page is read in two steps: the numbers from an index that holds all a search looks at, then the
ten rows themselves. Measured on 100,000 jobs of one person: see `tests/storage/test_found.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storage.database import Connection, Database
from storage.job import Job

Which = Literal["all", "waiting", "running", "done", "failed", "cancelled", "favourites"]
MOST_WORDS = 10

_STATUSES: dict[Which, str] = {
    "all": "",
    "waiting": "AND status = 'queued'",
    "running": "AND status IN ('running', 'delivering')",
    "done": "AND status = 'done'",
    "failed": "AND status = 'failed'",
    "cancelled": "AND status = 'cancelled'",
}
# By number, which the index holds, and not by id.
_SHOWN = """
    AND number NOT IN (
        SELECT taken.number FROM withheld JOIN jobs AS taken ON taken.id = withheld.job_id)
"""
OWN = f"FROM jobs INDEXED BY jobs_searched WHERE user_id = :user_id AND part >= 1 {_SHOWN}"
LIKED = f"""
    FROM (SELECT DISTINCT job_id FROM favourites WHERE user_id = :user_id) AS liked
    JOIN jobs ON jobs.id = liked.job_id
    WHERE (visibility = 'public' OR user_id = :user_id) {_SHOWN}
"""
HEARTS = """
    SELECT image_index FROM favourites
    WHERE user_id = :user_id AND job_id = :job_id ORDER BY image_index
"""


@dataclass(frozen=True, slots=True)
class FoundJob:
    """A job, and which of its pictures this person likes."""

    job: Job
    hearts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found. `number`: 1 is the first, and the last there is at most."""

    jobs: tuple[FoundJob, ...]
    number: int
    pages: int
    total: int


class Found:
    """Reads only. A person finds their own jobs, and the public ones whose pictures they like.

    Nobody finds a job whose pictures a moderator took away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        user_id: int,
        *,
        words: str = "",
        which: Which = "all",
        number: int = 1,
        size: int = 10,
    ) -> FoundPage:
        """The jobs whose prompt holds every one of the words, in any order; Latin case is ignored.

        A number past the end gives the last page.
        """
        parameters: dict[str, str | int] = {"user_id": user_id}
        where = LIKED if which == "favourites" else f"{OWN} {_STATUSES[which]}"
        for place, word in enumerate(words.split()[:MOST_WORDS]):
            where += f" AND prompt LIKE :word{place} ESCAPE '\\'"
            parameters[f"word{place}"] = f"%{_escaped(word)}%"

        async def read(db: Connection) -> FoundPage:
            counted = await db.row(f"SELECT COUNT(*) AS total {where}", parameters)
            total = 0 if counted is None else int(counted["total"])
            pages = max(1, -(-total // size))
            shown = min(max(1, number), pages)
            jobs = await db.rows(
                f"SELECT * FROM jobs WHERE number IN (SELECT number {where} ORDER BY number DESC "
                "LIMIT :size OFFSET :skipped) ORDER BY number DESC",
                {**parameters, "size": size, "skipped": size * (shown - 1)},
            )
            found = [await _with_hearts(db, user_id, Job.from_row(row)) for row in jobs]
            return FoundPage(tuple(found), shown, pages, total)

        return await self._database.in_one_read(read)


async def _with_hearts(db: Connection, user_id: int, job: Job) -> FoundJob:
    rows = await db.rows(HEARTS, {"user_id": user_id, "job_id": job.id})
    return FoundJob(job, tuple(row["image_index"] for row in rows))


def _escaped(word: str) -> str:
    """For LIKE: what stands for anything else stands for itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
