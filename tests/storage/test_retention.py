"""What is kept, and how long: swept exactly then, a rule for each table, told in the documents."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from storage import Draft, NotFound, Question, Storage
from storage.limits import PER_PERSON
from storage.retention import BATCH, PERMANENT, SWEPT, Retention
from tests.storage.people import ADA, BEN, GUILD, Person, SetClock

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECOND = timedelta(seconds=1)


async def rows(storage: Storage) -> dict[str, int]:
    counted = {}
    async with storage.database.read() as db:
        for rule in SWEPT:
            row = await db.row(f"SELECT COUNT(*) AS rows FROM {rule.table}")
            assert row is not None
            counted[rule.table] = int(row["rows"])
    return counted


async def keep_one_of_each(person: Person, clock: SetClock) -> str:
    """All of them begin, or end, now; returns the id of their job."""
    storage, job = person.storage, await person.done()
    await storage.drafts.keep(ADA, Draft(("a fox",)))
    await storage.confirmations.ask(ADA, Question("a {red,blue} fox"), clock.moment)
    await storage.sources.add(ADA, job.id, 1000)
    await storage.kept_texts.keep(ADA, "imagine", "one", "a fox --arr")
    await storage.selections.choose(ADA, job.id, 1, cells=3)
    await storage.pauses.pause(ADA, GUILD, clock.moment, BEN, job.id)
    await storage.reports.add(job.id, BEN, GUILD, 7, 5000, "rude")
    await storage.job_messages.add(job.id, 9, 7, GUILD, "result")
    await storage.withheld.add(job.id, BEN)
    return job.id


@pytest.mark.parametrize("rule", SWEPT, ids=lambda rule: rule.table)
async def test_each_table_is_swept_when_its_time_is_over_and_not_before(
    person: Person, clock: SetClock, rule: Retention
) -> None:
    await keep_one_of_each(person, clock)
    began = clock.moment
    clock.moment = began + rule.keep - SECOND
    assert (await person.storage.sweep())[rule.table] == 0
    clock.moment = began + rule.keep
    assert (await person.storage.sweep())[rule.table] == 1
    left = await rows(person.storage)
    assert left == {each.table: int(each.keep > rule.keep) for each in SWEPT}
    assert set((await person.storage.sweep()).values()) == {0}


async def test_jobs_and_what_belongs_to_them_are_never_swept(
    person: Person, clock: SetClock
) -> None:
    job_id = await keep_one_of_each(person, clock)
    clock.forward(days=100_000)
    await person.storage.sweep()
    job = await person.storage.jobs.get(job_id)
    assert len(await person.storage.images.of_job(job.id)) == 4
    assert len(await person.storage.job_messages.of_job(job.id)) == 1
    assert await person.storage.withheld.contains(job.id)


async def test_a_draft_that_is_used_stays(storage: Storage, clock: SetClock) -> None:
    used, unused = [await storage.drafts.keep(ADA, Draft((word,))) for word in ("fox", "owl")]
    clock.forward(days=399)
    await storage.drafts.get(used)
    clock.forward(days=1)
    assert (await storage.sweep())["drafts"] == 1
    assert await storage.drafts.get(used) == Draft(("fox",))
    with pytest.raises(NotFound):
        await storage.drafts.get(unused)


async def test_others_write_between_the_batches_of_a_long_sweep(storage: Storage) -> None:
    async with storage.database.transaction() as db:
        await db.run(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
            "WHERE n < ?) INSERT INTO kept_texts SELECT n, 'imagine', '', '', "
            "'2020-01-01T00:00:00.000000+00:00' FROM numbers",
            (2 * BATCH + 1,),
        )
    sweeping, seen = asyncio.create_task(storage.sweep()), set()
    while not sweeping.done():
        async with storage.database.transaction() as db:
            row = await db.row("SELECT COUNT(*) AS rows FROM kept_texts")
        seen.add(0 if row is None else int(row["rows"]))
    assert (await sweeping)["kept_texts"] == 2 * BATCH + 1
    assert seen == {2 * BATCH + 1, BATCH + 1, 1, 0}


async def test_every_table_has_a_rule_and_a_limit_for_each_person(storage: Storage) -> None:
    """One person filled the disk with drafts: a new table says how much of whom it takes."""
    async with storage.database.read() as db:
        found = await db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    tables = {row["name"] for row in found} - {"migrations", "sqlite_sequence"}
    named = [rule.table for rule in (*SWEPT, *PERMANENT)]
    assert sorted(named) == sorted(tables)
    assert sorted(PER_PERSON) == sorted(tables)


def test_the_page_of_commands_tells_each_rule() -> None:
    section = PAGE.split("## What is kept, and how long\n")[1].split("\n## ")[0]
    row = r"^\| .+ \(`(\w+)`\) \| (.+?) \| (.+?) \| (.+?) \|$"
    told = re.findall(row, section, re.MULTILINE)
    swept = [(rule.table, PER_PERSON[rule.table], rule.keep, rule.reason) for rule in SWEPT]
    assert [(table, most, days_of(span), reason) for table, most, span, reason in told] == [
        *swept,
        *((rule.table, PER_PERSON[rule.table], None, rule.reason) for rule in PERMANENT),
    ]


def days_of(span: str) -> timedelta | None:
    found = re.match(r"(\d+) days?\b", span)
    return timedelta(days=int(found[1])) if found else None
