"""How much one person may have kept: of each kind so much and no more, whatever others have."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import Draft, NotFound, Question, QueueFull, Storage, TooMany, new_job_id
from storage.limits import CONFIRMATIONS, DRAFTS, LONGEST_TEXT, REPORTS_A_DAY
from tests.storage.people import ADA, BEN, GUILD, PLENTY, Person, SetClock, new_job


async def count(storage: Storage, table: str, owner: str = "user_id", of: int = ADA) -> int:
    async with storage.database.read() as db:
        row = await db.row(f"SELECT COUNT(*) AS rows FROM {table} WHERE {owner} = ?", (of,))
    assert row is not None
    return int(row["rows"])


@pytest.mark.parametrize(
    "draft",
    [
        Draft(("a" * 8_000_000,)),
        Draft(("🦊" * 100_000,)),
        Draft(("a fox",) * 100_000),
        Draft(("b" * 5999, "c" * 5999, "d")),
        Draft(("a",), weights=(("a" * 9000, 1.0), ("b", 0.5))),
        Draft(("a",), weights=(("abc", 1.0),) * 100_000),
        Draft(("a",), theme="t" * 1_000_000),
    ],
    ids=["long", "wide", "many", "several", "long word", "many words", "long theme"],
)
async def test_a_draft_holds_no_more_text_than_can_be_typed(storage: Storage, draft: Draft) -> None:
    """The text of an 8 MB picture became a row of 8 MB at every /show of it."""
    kept = await storage.drafts.get(await storage.drafts.keep(ADA, draft))
    assert sum(map(len, kept.prompts)) <= LONGEST_TEXT
    assert sum(len(word) for word, _ in kept.weights) <= LONGEST_TEXT
    assert len(kept.theme or "") <= LONGEST_TEXT
    assert kept.prompts[0] == draft.prompts[0][:LONGEST_TEXT]


async def test_of_a_persons_drafts_the_oldest_go_first(storage: Storage, clock: SetClock) -> None:
    others = await storage.drafts.keep(BEN, Draft(("an owl",)))
    ids = []
    for number in range(DRAFTS.most):
        clock.forward(seconds=1)
        ids.append(await storage.drafts.keep(ADA, Draft((f"fox {number}",))))
    clock.forward(seconds=1)
    await storage.drafts.get(ids[0])  # used, and so no longer the oldest
    await storage.drafts.keep(ADA, Draft(("one more",)))
    assert await count(storage, "drafts") == DRAFTS.most
    assert (await storage.drafts.get(ids[0])).prompts == ("fox 0",)
    with pytest.raises(NotFound):
        await storage.drafts.get(ids[1])
    assert (await storage.drafts.get(others)).prompts == ("an owl",)


async def test_of_a_persons_questions_the_oldest_go_first(
    storage: Storage, clock: SetClock
) -> None:
    ids = []
    for _ in range(CONFIRMATIONS.most + 1):
        clock.forward(seconds=1)
        until = clock.moment + timedelta(hours=1)
        ids.append(await storage.confirmations.ask(ADA, Question("a {red,blue} fox"), until))
    assert await count(storage, "confirmations") == CONFIRMATIONS.most
    assert await storage.confirmations.take(ADA, ids[0]) is None
    assert await storage.confirmations.take(ADA, ids[1]) == Question("a {red,blue} fox")
    with pytest.raises(ValueError, match="6001 characters"):
        await storage.confirmations.ask(ADA, Question("x" * (LONGEST_TEXT + 1)), clock.moment)


async def test_a_text_with_a_mistake_is_kept_as_far_as_it_can_be_typed(storage: Storage) -> None:
    await storage.kept_texts.keep(ADA, "imagine", "one", "x" * 1_000_000)
    assert await storage.kept_texts.get(ADA, "imagine", "one") == "x" * LONGEST_TEXT


async def test_a_person_reports_so_many_jobs_a_day(person: Person, clock: SetClock) -> None:
    """Twenty-nine reports at once made twenty-nine cards with pictures."""
    reports, jobs = person.storage.reports, [await person.done() for _ in range(12)]
    for job in jobs[:REPORTS_A_DAY]:
        assert await reports.add(job.id, BEN, GUILD, 7, 5000, "rude" * 100_000)
    with pytest.raises(TooMany):
        await reports.add(jobs[10].id, BEN, GUILD, 7, 5000, "rude")
    assert not await reports.has(jobs[10].id, BEN)
    assert await reports.add(jobs[10].id, ADA, GUILD, 7, 5000, "rude")
    clock.forward(days=1)
    assert await reports.add(jobs[10].id, BEN, GUILD, 7, 5000, "rude")
    async with person.storage.database.read() as db:
        row = await db.row("SELECT MAX(length(reason)) AS longest FROM reports")
    assert row is not None and row["longest"] == 1000


async def test_a_person_has_so_many_favourites(person: Person) -> None:
    job, favourites = await person.done(), person.storage.favourites
    favourites.most = 2
    for index in (1, 2):
        assert await favourites.toggle(ADA, job.id, index)
    with pytest.raises(TooMany):
        await favourites.toggle(ADA, job.id, 3)
    assert await favourites.toggle(BEN, job.id, 3)
    assert not await favourites.toggle(ADA, job.id, 1)
    assert await favourites.toggle(ADA, job.id, 3)


async def test_pictures_that_people_brought_take_so_many_bytes(
    person: Person, clock: SetClock
) -> None:
    """One /blend of five large pictures kept 47 MB, and relaxed ones are free."""
    sources = person.storage.sources
    sources.most_bytes = 1000
    done, waiting = await person.done(), (await person.order()).job
    assert await sources.add(ADA, done.id, 600) == []
    assert await sources.add(ADA, waiting.id, 300) == []
    assert await sources.add(BEN, new_job_id(), 1000) == []
    new = new_job_id()
    with pytest.raises(TooMany):
        await sources.add(ADA, new, 701)  # what waits needs its own
    assert await count(person.storage, "sources") == 2
    assert await sources.add(ADA, new, 700) == [done.id]
    with pytest.raises(TooMany):
        await sources.add(ADA, new_job_id(), 1)
    await sources.forget(new)
    lost = new_job_id()
    assert await sources.add(ADA, lost, 700) == []
    clock.forward(hours=2)  # its order died before its row was stored
    assert await sources.add(ADA, new_job_id(), 700) == [lost]


async def test_a_person_orders_so_many_jobs_a_day_cancelled_ones_too(
    person: Person, clock: SetClock
) -> None:
    """Ordering and cancelling in turn would leave rows for good, for nothing."""
    limits, jobs = replace(PLENTY, orders_per_day=3), person.storage.jobs
    for number in range(3):
        ordered = await jobs.order(new_job(ADA, interaction_id=number + 1), limits)
        await jobs.cancel(ordered.job.id)
    with pytest.raises(QueueFull) as caught:
        await jobs.order(new_job(ADA, interaction_id=4), limits)
    assert (caught.value.whose, caught.value.limit) == ("day", 3)
    await jobs.order(new_job(BEN, interaction_id=5), limits)
    clock.forward(days=1)
    await jobs.order(new_job(ADA, interaction_id=4), limits)
