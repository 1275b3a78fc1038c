"""Reporting, pauses, and jobs whose pictures were taken away."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta

import pytest

from storage import Pause, Storage
from tests.storage.people import ADA, BEN, CHLOE, GUILD, Person, SetClock

MODERATOR = CHLOE + 1


async def test_a_person_reports_a_job_once(person: Person) -> None:
    job, other = await person.done(), await person.done()
    reports = person.storage.reports
    assert not await reports.has(job.id, BEN)
    assert await reports.add(job.id, BEN, GUILD, 7, 5000, "rude")
    assert not await reports.add(job.id, BEN, GUILD, 8, 5001, "still rude")
    assert await reports.has(job.id, BEN)
    assert not await reports.has(job.id, CHLOE)
    assert await reports.add(job.id, CHLOE, GUILD, 7, 5000, "rude")
    assert await reports.add(other.id, BEN, GUILD, 7, 5000, "rude")
    async with person.storage.database.read() as db:
        rows = await db.rows("SELECT reason FROM reports WHERE reporter_id = ?", (BEN,))
    assert [row["reason"] for row in rows] == ["rude", "rude"]


async def test_of_many_reports_at_once_one_counts(person: Person) -> None:
    """Two presses used to be two reports: asked first and written later."""
    job = await person.done()
    adds = (person.storage.reports.add(job.id, BEN, GUILD, 7, 5000, "rude") for _ in range(8))
    assert sorted(await asyncio.gather(*adds)) == [False] * 7 + [True]


async def test_a_withheld_job_stays_withheld_and_its_first_moderator_is_kept(
    person: Person,
) -> None:
    job, other = await person.done(), await person.done()
    for moderator in (MODERATOR, ADA):
        await person.storage.withheld.add(job.id, moderator)
    assert await person.storage.withheld.contains(job.id)
    assert not await person.storage.withheld.contains(other.id)
    async with person.storage.database.read() as db:
        rows = await db.rows("SELECT by_user_id FROM withheld")
    assert [row["by_user_id"] for row in rows] == [MODERATOR]


async def test_rows_are_about_jobs_that_are_there(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await storage.withheld.add("no-such-job", MODERATOR)
    with pytest.raises(sqlite3.IntegrityError):
        await storage.reports.add("no-such-job", BEN, GUILD, 7, 5000, "rude")


async def test_a_pause_holds_in_its_server_until_its_end(person: Person, clock: SetClock) -> None:
    job, pauses = await person.done(), person.storage.pauses
    until = clock.moment + timedelta(hours=24)
    await pauses.pause(ADA, GUILD, until, MODERATOR, job.id)
    assert await pauses.until(ADA, GUILD) == until
    assert await pauses.until(ADA, GUILD + 1) is None
    assert await pauses.until(BEN, GUILD) is None
    clock.forward(hours=24)
    assert await pauses.until(ADA, GUILD) is None
    assert await pauses.until(ADA, None) is None


async def test_the_latest_decision_of_a_server_holds(person: Person, clock: SetClock) -> None:
    """A later pause that ends earlier too: a moderator meant it."""
    job, pauses = await person.done(), person.storage.pauses
    for hours in (24, 48, 1):
        end = clock.moment + timedelta(hours=hours)
        await pauses.pause(ADA, GUILD, end, MODERATOR, job.id)
        assert await pauses.until(ADA, GUILD) == end


async def test_a_pause_without_a_job_is_listed_and_lifted(person: Person, clock: SetClock) -> None:
    job, pauses = await person.done(), person.storage.pauses
    soon, late = clock.moment + timedelta(hours=1), clock.moment + timedelta(hours=9)
    await pauses.pause(ADA, GUILD, late, MODERATOR)
    await pauses.pause(BEN, GUILD, soon, MODERATOR, job.id)
    await pauses.pause(CHLOE, GUILD, clock.moment - timedelta(hours=1), MODERATOR)
    await pauses.pause(BEN, GUILD + 1, late, MODERATOR)
    listed = [Pause(BEN, soon, MODERATOR, job.id), Pause(ADA, late, MODERATOR, None)]
    assert await pauses.of_guild(GUILD, 25) == listed
    assert await pauses.of_guild(GUILD, 1) == listed[:1]
    assert await pauses.lift(ADA, GUILD)
    assert not await pauses.lift(ADA, GUILD)
    assert not await pauses.lift(CHLOE, GUILD)
    assert await pauses.until(ADA, None) is None
    assert await pauses.until(BEN, GUILD + 1) == late


async def test_in_direct_messages_every_pause_holds(person: Person, clock: SetClock) -> None:
    job, pauses = await person.done(), person.storage.pauses
    for guild_id, hours in ((GUILD, 5), (GUILD + 1, 9), (GUILD + 2, -1)):
        end = clock.moment + timedelta(hours=hours)
        await pauses.pause(ADA, guild_id, end, MODERATOR, job.id)
    assert await pauses.until(ADA, None) == clock.moment + timedelta(hours=9)
    clock.forward(hours=9)
    assert await pauses.until(ADA, None) is None
