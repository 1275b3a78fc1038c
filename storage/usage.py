"""Numbers read from the jobs: what a person used, and how long jobs take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Connection
from storage.job import Counts
from storage.quota_rules import Hundredths
from storage.times import from_text, to_text

IN_LINE = """
    SELECT
        COUNT(*) FILTER (WHERE status = 'queued' AND speed = 'fast') AS queued_fast,
        COUNT(*) FILTER (WHERE status = 'queued' AND speed = 'relax') AS queued_relax,
        COUNT(*) FILTER (WHERE status = 'queued' AND speed = 'turbo') AS queued_turbo,
        COUNT(*) FILTER (WHERE status = 'running') AS running
    FROM jobs WHERE user_id = :user_id AND status IN ('queued', 'running', 'delivering')
"""
USAGE = """
    SELECT
        speed = 'relax' AS is_relaxed,
        SUM((SELECT COUNT(*) FROM images WHERE job_id = jobs.id)) AS images,
        SUM((julianday(finished_at) - julianday(started_at)) * 86400.0) AS seconds
    FROM jobs WHERE user_id = :user_id AND guild_id IS :guild_id AND status = 'done'
    GROUP BY is_relaxed
"""
BY_PERSON = """
    SELECT user_id, SUM(amount) AS spent,
        COUNT(*) FILTER (WHERE entry = 'reserve')
            - COUNT(*) FILTER (WHERE entry = 'refund') AS jobs,
        COUNT(*) OVER () AS people, SUM(SUM(amount)) OVER () AS in_all
    FROM ledger
    WHERE guild_id IS :guild_id AND counts_at >= :since AND entry NOT IN ('grant', 'reset')
    GROUP BY user_id ORDER BY spent DESC, jobs DESC, user_id LIMIT :most
"""
LATEST = """
    SELECT started_at, finished_at FROM jobs WHERE finished_at IS NOT NULL
    ORDER BY finished_at DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class PersonUsage:
    """What one person spent, and on how many jobs; those that were given back do not count."""

    user_id: int
    spent: Hundredths
    jobs: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Who spent most since a moment, the first the most; `people` and `spent` are of all."""

    since: datetime
    people: int
    spent: Hundredths
    most: tuple[PersonUsage, ...]


async def by_person(db: Connection, guild_id: int, since: datetime, most: int) -> Usage:
    """The use of one guild by person, whatever was reset meanwhile."""
    parameters: dict[str, str | int] = {"guild_id": guild_id, "since": to_text(since), "most": most}
    rows = await db.rows(BY_PERSON, parameters)
    people = tuple(PersonUsage(row["user_id"], row["spent"], row["jobs"]) for row in rows)
    first = rows[0] if rows else None
    return Usage(since, first["people"] if first else 0, first["in_all"] if first else 0, people)


async def counts(db: Connection, user_id: int, guild_id: int | None) -> Counts:
    """A person's jobs in line everywhere, and what done jobs used in one guild (None: DMs)."""
    in_line = await db.row(IN_LINE, {"user_id": user_id})
    assert in_line is not None  # a count always has a row
    usage = {
        bool(row["is_relaxed"]): (int(row["images"]), float(row["seconds"]))
        for row in await db.rows(USAGE, {"user_id": user_id, "guild_id": guild_id})
    }
    fast_images, fast_seconds = usage.get(False, (0, 0.0))
    relax_images, relax_seconds = usage.get(True, (0, 0.0))
    return Counts(
        queued_fast=in_line["queued_fast"],
        queued_relax=in_line["queued_relax"],
        queued_turbo=in_line["queued_turbo"],
        running=in_line["running"],
        images=fast_images + relax_images,
        seconds=fast_seconds + relax_seconds,
        relax_images=relax_images,
        relax_seconds=relax_seconds,
    )


async def mean_seconds(db: Connection, last: int) -> float | None:
    """The average running time of the latest finished jobs, or None."""
    rows = await db.rows(LATEST, {"limit": last})
    spans = [from_text(row["finished_at"]) - from_text(row["started_at"]) for row in rows]
    return sum(span.total_seconds() for span in spans) / len(spans) if spans else None
