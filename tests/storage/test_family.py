"""Children of a job: finished ones, one's own and public ones, the newest, so many at most."""

from __future__ import annotations

import pytest

from storage import Job, Storage
from tests.storage.people import ADA, BEN, Person


@pytest.fixture
async def parent(person: Person) -> Job:
    return await person.done(ADA)


async def children(storage: Storage, parent: Job, user_id: int, limit: int = 10) -> list[str]:
    return [job.id for job in await storage.family.children(parent.id, user_id, limit)]


async def test_the_newest_come_first_and_so_many_at_most(person: Person, parent: Job) -> None:
    made = [await person.done(ADA, parent_id=parent.id, parent_index=2) for _ in range(3)]
    newest_first = [job.id for job in reversed(made)]
    assert await children(person.storage, parent, ADA) == newest_first
    assert await children(person.storage, parent, ADA, 2) == newest_first[:2]
    assert await children(person.storage, made[0], ADA) == []


async def test_only_finished_ones_and_of_others_only_public_ones(
    person: Person, parent: Job
) -> None:
    from_parent = {"parent_id": parent.id, "parent_index": 1}
    public = await person.done(BEN, **from_parent)
    hidden = await person.done(BEN, **from_parent, visibility="stealth")
    taken = await person.done(BEN, **from_parent)
    await person.storage.withheld.add(taken.id, ADA)
    await person.order(ADA, **from_parent)
    assert await children(person.storage, parent, ADA) == [public.id]
    assert await children(person.storage, parent, BEN) == [hidden.id, public.id]
