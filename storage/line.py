"""The line of waiting jobs and its one order, which claiming and showing places share.

Turbo before fast before relaxed; then whose person has the fewest jobs running; then the fewest
started in the last hour; then the oldest. A person's second waiting job counts as if the first were
running already, so the order is exactly that in which jobs are claimed while none ends.

Nobody starves by it: a job that may not start (its person has enough running) holds up no lower
lane, and what goes first is paid for: turbo and fast jobs end with the credits of their people.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Connection
from storage.job import Job
from storage.times import to_text

RECENT = timedelta(hours=1)

_LINE = """
    WITH
    waiting AS (
        SELECT number, id, user_id, lane,
            ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY lane, number) - 1 AS ahead
        FROM (
            SELECT number, id, user_id,
                CASE speed WHEN 'turbo' THEN 0 WHEN 'relax' THEN 2 ELSE 1 END AS lane
            FROM jobs WHERE status = 'queued'
        )
    ),
    people AS (
        SELECT user_id,
            (SELECT COUNT(*) FROM jobs WHERE user_id = person.user_id AND status = 'running')
                AS running,
            (SELECT COUNT(*) FROM jobs WHERE user_id = person.user_id AND started_at > :recently)
                AS started
        FROM jobs AS person WHERE status = 'queued' GROUP BY user_id
    ),
    line AS (
        SELECT number, id,
            COALESCE(running + ahead >= :running_per_user, 0) AS is_held,
            ROW_NUMBER() OVER (
                ORDER BY COALESCE(running + ahead >= :running_per_user, 0),
                    lane, running + ahead, started + ahead, number
            ) AS place
        FROM waiting JOIN people USING (user_id)
    )
"""
CLAIM = f"""{_LINE}
    UPDATE jobs SET status = 'running', started_at = :now
    WHERE status = 'queued' AND number = (SELECT number FROM line WHERE place = 1 AND NOT is_held)
    RETURNING *
"""
PLACE = f"{_LINE} SELECT place FROM line WHERE id = :id"
WAITING = f"{_LINE} SELECT jobs.* FROM line JOIN jobs USING (number) ORDER BY place"


async def claim_next(db: Connection, running_per_user: int, now: datetime) -> Job | None:
    """Move the first job of the line to running; None if none may start."""
    row = await db.row(CLAIM, {**_parameters(now, running_per_user), "now": to_text(now)})
    return None if row is None else Job.from_row(row)


async def place_of(
    db: Connection, job_id: str, running_per_user: int | None, now: datetime
) -> int | None:
    """Where a job stands in the line, 1 is next; None if it does not wait."""
    row = await db.row(PLACE, {**_parameters(now, running_per_user), "id": job_id})
    return None if row is None else int(row["place"])


async def waiting_jobs(db: Connection, running_per_user: int | None, now: datetime) -> list[Job]:
    """Every waiting job, the next one first."""
    rows = await db.rows(WAITING, _parameters(now, running_per_user))
    return [Job.from_row(row) for row in rows]


def _parameters(now: datetime, running_per_user: int | None) -> dict[str, str | int | None]:
    return {"recently": to_text(now - RECENT), "running_per_user": running_per_user}
