"""The story of a job: everything that any table or the disk knows of it, in the order of time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage import DatabaseBroken, DatabaseError, DatabaseTooNew, NewImage, NotFound
from storage.schema import migrations, prepare
from storage.story import Event, Story, story_of
from tests.storage.people import ADA, BEN, CHLOE, GUILD, Person, SetClock


async def lived(person: Person, clock: SetClock) -> str:
    """A stealth job that was delivered, reported and taken away, ten seconds a step."""
    storage = person.storage
    job = (await person.order(visibility="stealth")).job
    clock.forward(seconds=10)
    await storage.job_messages.add(job.id, 4000, 7, None, "progress")
    clock.forward(seconds=10)
    await storage.jobs.claim(running_per_user=3)
    clock.forward(seconds=10)
    paths = [await storage.files.write_picture(job.id, f"{n}.png", b"x") for n in (1, 2)]
    images = [
        NewImage(index=index, seed=5, width_px=8, height_px=8, path=path)
        for index, path in enumerate(paths, 1)
    ]
    await storage.jobs.finish_pictures(job.id, images)
    await storage.files.write_picture(job.id, "grid.png", b"x")
    clock.forward(seconds=10)
    await storage.job_messages.add(job.id, 5000, 7, None, "result")
    clock.forward(seconds=10)
    await storage.jobs.complete(job.id, 5000)
    clock.forward(seconds=10)
    await storage.reports.add(job.id, BEN, GUILD, 8, 5001, "rude")
    clock.forward(seconds=10)
    await storage.audit.append("report.delete", job.id, by=CHLOE, guild_id=GUILD, owner=ADA)
    clock.forward(seconds=10)
    await storage.withheld.add(job.id, CHLOE)
    return job.id


def told(story: Story) -> list[tuple[int, str, str]]:
    """Seconds since the order, source, what."""
    began = story.job.created_at
    return [((e.at - began).seconds, e.source, e.what) for e in story.events]


async def test_a_whole_life_is_told_in_the_order_of_time(person: Person, clock: SetClock) -> None:
    """Beside a working Easel, which holds the folder."""
    await person.done()  # of another job nothing is told
    job_id = await lived(person, clock)
    story = story_of(person.storage.directory, job_id)
    assert story.job == await person.storage.jobs.get(job_id)
    assert told(story) == [
        (0, "job", "ordered"),
        (0, "ledger", "reserve"),
        (0, "audit", "job.stealth"),
        (10, "message", "progress"),
        (20, "job", "started"),
        (30, "job", "pictures finished"),
        (40, "message", "result"),
        (50, "job", "done"),
        (50, "ledger", "settle"),
        (60, "report", "reported"),
        (70, "audit", "report.delete"),
        (80, "withheld", "taken away"),
    ]
    by_what = {event.what: event.details for event in story.events}
    assert by_what["reserve"] == {"hundredths": 100}
    assert by_what["result"] == {"message_id": 5000, "channel_id": 7, "guild_id": None}
    assert by_what["report.delete"] == {"by_user_id": CHLOE, "guild_id": GUILD, "owner": ADA}
    assert by_what["reported"] == {
        "reporter_id": BEN, "guild_id": GUILD, "channel_id": 8, "message_id": 5001,
        "reason": "rude",
    }  # fmt: skip
    assert by_what["taken away"] == {"by_user_id": CHLOE}


async def test_each_picture_says_whether_its_file_is_there(person: Person, clock: SetClock) -> None:
    job_id = await lived(person, clock)
    person.storage.files.path(f"pictures/{job_id}/2.png").unlink()
    story = story_of(person.storage.directory, job_id)
    assert [(each.image.index, each.is_there) for each in story.pictures] == [(1, True), (2, False)]
    assert story.other_files == (f"pictures/{job_id}/grid.png",)


async def test_a_failure_says_why_and_gives_back(person: Person, clock: SetClock) -> None:
    job = await person.running()
    clock.forward(seconds=5)
    await person.storage.jobs.fail(job.id, "out of paint")
    story = story_of(person.storage.directory, job.id)
    ended = job.created_at + timedelta(seconds=5)
    assert story.events[-2:] == (
        Event(ended, "job", "failed", {"error": "out of paint"}),
        Event(ended, "ledger", "refund", {"hundredths": -100}),
    )
    assert (story.pictures, story.other_files) == ((), ())


async def test_only_a_whole_id_finds_and_a_beginning_is_a_hint(person: Person) -> None:
    job = (await person.order()).job
    for given in (job.id[:12], job.id[:-1] + "~"):
        with pytest.raises(NotFound, match=f"no job {given}; one id begins like it: {job.id}$"):
            story_of(person.storage.directory, given)
    with pytest.raises(NotFound, match=r"there is no job ~$"):
        story_of(person.storage.directory, "~")


def test_without_a_database_of_this_version_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no database"):
        story_of(tmp_path, "x")
    path = tmp_path / "easel.db"
    moment = SetClock().moment
    prepare(path, moment, migrations()[:2])
    with pytest.raises(DatabaseError, match="run easel db migrate"):
        story_of(tmp_path, "x")
    prepare(path, moment)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'future', 'now')")
    with pytest.raises(DatabaseTooNew):
        story_of(tmp_path, "x")
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(DatabaseBroken):
        story_of(tmp_path, "x")
