"""The messages of jobs: where each was sent, and which job a message shows."""

from __future__ import annotations

import sqlite3

import pytest

from storage import JobMessage
from tests.storage.people import BEN, GUILD, Person, SetClock


async def test_a_message_leads_to_its_job_and_a_job_to_its_messages(
    person: Person, clock: SetClock
) -> None:
    job, other = await person.done(), await person.done()
    messages, began = person.storage.job_messages, clock.moment
    await messages.add(job.id, 9, 7, GUILD, "progress")
    clock.forward(seconds=40)
    await messages.add(job.id, 2, 8, None, "copy")
    await messages.add(other.id, 3, 7, GUILD, "result")
    assert await messages.of_job(job.id) == [
        JobMessage(9, job.id, 7, GUILD, "progress", began),
        JobMessage(2, job.id, 8, None, "copy", clock.moment),
    ]
    assert await messages.job_id_of(2) == job.id
    assert await messages.job_id_of(3) == other.id
    assert await messages.job_id_of(4) is None


async def test_what_is_known_is_added_once(person: Person, clock: SetClock) -> None:
    job, messages = await person.done(), person.storage.job_messages
    await messages.add(job.id, 9, 7, GUILD, "result")
    before = await messages.of_job(job.id)
    clock.forward(minutes=1)
    await messages.add(job.id, 9, 7, GUILD, "result")
    assert await messages.of_job(job.id) == before


async def test_a_job_is_in_the_servers_of_its_messages(person: Person) -> None:
    job, messages = await person.done(), person.storage.job_messages
    await messages.add(job.id, 9, 7, None, "progress")
    assert not await messages.is_in(job.id, GUILD)
    await messages.add(job.id, 10, 7, GUILD + 1, "copy")
    assert await messages.is_in(job.id, GUILD + 1)
    assert not await messages.is_in(job.id, GUILD)


async def test_direct_messages_are_told_apart_by_their_channel(person: Person) -> None:
    job, messages = await person.done(), person.storage.job_messages
    await messages.add(job.id, 9, 7, None, "copy")
    assert await messages.is_in_channel(job.id, 7)
    assert not await messages.is_in_channel(job.id, 8)


async def test_who_remembers_a_message_hears_that_its_job_was_withheld(person: Person) -> None:
    job, messages = await person.done(), person.storage.job_messages
    assert await messages.add(job.id, 9, 7, GUILD, "result")
    await person.storage.withheld.add(job.id, BEN)
    assert not await messages.add(job.id, 10, 7, GUILD, "single")
    assert [one.message_id for one in await messages.of_job(job.id)] == [9, 10]


async def test_a_message_is_of_a_job_that_is_there(person: Person) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await person.storage.job_messages.add("no-such-job", 9, 7, GUILD, "result")
