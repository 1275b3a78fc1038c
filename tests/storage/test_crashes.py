"""The process dies between any two steps, or in the middle of one: one result, one charge.

A crash is copied, not acted: the files as they lie at that moment are what a killed process leaves
behind. One test does kill a process, to show that this is true.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import NewImage, NotFound, Status, Storage
from storage.maintenance import check
from tests.storage.people import ADA, GUILD, PLENTY, Person, SetClock, ledger_of, new_job

NEW_JOB = new_job(ADA, interaction_id=42)
Step = Callable[[Storage], Awaitable[object]]


async def draw(storage: Storage) -> list[NewImage]:
    """Write four picture files."""
    images = []
    for index in (1, 2, 3, 4):
        path = await storage.files.write_picture(NEW_JOB.id, f"{index}.png", b"picture %d" % index)
        images.append(NewImage(index=index, seed=index, width_px=8, height_px=8, path=path))
    return images


async def draw_and_finish(storage: Storage) -> bool:
    return await storage.jobs.finish_pictures(NEW_JOB.id, await draw(storage))


LIFE: dict[str, Step] = {
    "ordered": lambda storage: storage.jobs.order(NEW_JOB, PLENTY),
    "answered": lambda storage: storage.jobs.set_progress_message(NEW_JOB.id, 4001),
    "claimed": lambda storage: storage.jobs.claim(3),
    "first picture written": lambda storage: storage.files.write_picture(
        NEW_JOB.id, "1.png", b"half"
    ),
    "pictures written": draw,
    "finished": draw_and_finish,
    "completed": lambda storage: storage.jobs.complete(NEW_JOB.id, 5001),
}


STEALTH = new_job(
    ADA, interaction_id=43, visibility="stealth", channel_id=77, progress_message_id=88
)


async def test_a_stealth_job_is_stored_with_the_message_that_shows_it(
    tmp_path: Path, person: Person, clock: SetClock
) -> None:
    """Between order and message there is no moment at which a crash could lose the way to it."""
    await person.storage.jobs.order(STEALTH, PLENTY)
    await person.storage.jobs.claim(3)
    crashed = tmp_path / "crashed"
    shutil.copytree(person.storage.directory, crashed)
    async with Storage.open(crashed, clock) as storage:
        [job] = await storage.jobs.requeue_interrupted()
        assert (job.visibility, job.channel_id, job.progress_message_id) == ("stealth", 77, 88)
        assert job.guild_id == GUILD
        assert (await storage.quotas.status(ADA, GUILD)).used == 100


async def test_a_heart_that_was_answered_is_kept(tmp_path: Path, person: Person) -> None:
    job = await person.done()
    assert await person.storage.favourites.toggle(ADA, job.id, 2)
    crashed = tmp_path / "crashed"
    shutil.copytree(person.storage.directory, crashed)
    async with Storage.open(crashed) as storage:
        [found] = (await storage.found.page(ADA, which="favourites")).jobs
        assert found.hearts == (2,)


async def start_again(storage: Storage) -> int:
    """What the bot does at a start, as far as storage is concerned; how many results it posted."""
    await storage.jobs.order(NEW_JOB, PLENTY)  # Discord delivers the interaction again
    await storage.jobs.requeue_interrupted()
    while await storage.jobs.claim(3):
        assert await draw_and_finish(storage)
    posted = await storage.jobs.undelivered()
    for job in posted:
        assert await storage.jobs.complete(job.id, 5001)
    return len(posted)


async def assert_one_result_and_one_charge(storage: Storage) -> None:
    job = await storage.jobs.get(NEW_JOB.id)
    assert (job.status, job.result_message_id) == (Status.DONE, 5001)
    images = await storage.images.of_job(NEW_JOB.id)
    pictures = [await storage.files.read_picture(image.path) for image in images]
    assert pictures == [b"picture 1", b"picture 2", b"picture 3", b"picture 4"]
    entries = await ledger_of(storage, ADA, GUILD)
    assert [entry.kind for entry in entries] == ["settle", "reserve"]
    assert (await storage.quotas.status(ADA, GUILD)).used == 100
    assert await storage.jobs.recent(ADA) == [job]


@pytest.mark.parametrize("last", range(len(LIFE)), ids=list(LIFE))
async def test_after_each_step_a_crash_ends_in_one_result_and_one_charge(
    tmp_path: Path, person: Person, clock: SetClock, last: int
) -> None:
    """Row 12."""
    for step in list(LIFE.values())[: last + 1]:
        assert await step(person.storage)
    crashed = tmp_path / "crashed"
    shutil.copytree(person.storage.directory, crashed)
    async with Storage.open(crashed, clock) as storage:
        posted = await start_again(storage)
        assert posted == (0 if list(LIFE)[last] == "completed" else 1)
        await assert_one_result_and_one_charge(storage)
        assert await start_again(storage) == 0
        await assert_one_result_and_one_charge(storage)
    report = check(crashed)
    assert (report.problems, report.leftovers) == ((), ())


async def refuse_ledger(storage: Storage) -> None:
    """From now on the second half of every transaction of a job fails, as on a full disk."""
    async with storage.database.transaction() as db:
        await db.run(
            "CREATE TEMP TRIGGER crash BEFORE INSERT ON ledger "
            "BEGIN SELECT RAISE(ABORT, 'crash'); END"
        )


ENDS: dict[str, tuple[str, Step]] = {
    "complete": ("delivering", lambda storage: storage.jobs.complete(NEW_JOB.id, 5001)),
    "fail": ("running", lambda storage: storage.jobs.fail(NEW_JOB.id, "out of paint")),
    "cancel": ("queued", lambda storage: storage.jobs.cancel(NEW_JOB.id)),
}


@pytest.mark.parametrize("name", ENDS)
async def test_an_end_and_its_charge_are_one(person: Person, name: str) -> None:
    """Between the status and the ledger there is no moment at which a crash could divide them."""
    status, end = ENDS[name]
    await person.storage.jobs.order(NEW_JOB, PLENTY)
    if status != "queued":
        await person.storage.jobs.claim(3)
    if status == "delivering":
        await draw_and_finish(person.storage)
    await refuse_ledger(person.storage)
    with pytest.raises(sqlite3.IntegrityError, match="crash"):
        await end(person.storage)
    job = await person.storage.jobs.get(NEW_JOB.id)
    assert (job.status, job.ended_at, job.error) == (status, None, None)


async def test_giving_up_and_its_refunds_are_one(person: Person) -> None:
    await person.storage.jobs.order(NEW_JOB, PLENTY)
    for _ in range(2):
        await person.storage.jobs.claim(3)
        await person.storage.jobs.requeue_interrupted()
    await person.storage.jobs.claim(3)
    await refuse_ledger(person.storage)
    with pytest.raises(sqlite3.IntegrityError, match="crash"):
        await person.storage.jobs.requeue_interrupted()
    job = await person.storage.jobs.get(NEW_JOB.id)
    assert (job.status, job.attempts) == (Status.RUNNING, 2)


async def test_an_order_and_its_charge_are_one(person: Person) -> None:
    await refuse_ledger(person.storage)
    with pytest.raises(sqlite3.IntegrityError, match="crash"):
        await person.storage.jobs.order(NEW_JOB, PLENTY)
    with pytest.raises(NotFound):
        await person.storage.jobs.get(NEW_JOB.id)


async def test_pictures_and_their_rows_are_one(person: Person) -> None:
    await person.storage.jobs.order(NEW_JOB, PLENTY)
    await person.storage.jobs.claim(3)
    images = await draw(person.storage)
    with pytest.raises(sqlite3.IntegrityError):
        await person.storage.jobs.finish_pictures(NEW_JOB.id, [*images, images[0]])
    assert (await person.storage.jobs.get(NEW_JOB.id)).status == Status.RUNNING
    assert await person.storage.images.of_job(NEW_JOB.id) == []


DIE = """
import asyncio, os, signal, sys
from pathlib import Path
from storage import Limits, NewJob, Storage

async def main():
    async with Storage.open(Path(sys.argv[1])) as storage:
        for number in (1, 2):
            new = NewJob(kind="imagine", user_id=1, guild_id=None, channel_id=2, request="{}",
                         interaction_id=number, prompt="a fox", price=100)
            await storage.jobs.order(new, Limits(3, 10, 100))
        await storage.jobs.claim(3)
        async with storage.database.transaction() as db:
            await db.run("UPDATE jobs SET status = 'failed', ended_at = 'now'")
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
async def test_a_killed_process_leaves_what_it_committed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", DIE, str(tmp_path)]
    died = subprocess.run(command, cwd=root, capture_output=True, text=True)  # noqa: ASYNC221
    assert died.returncode == -signal.SIGKILL, died.stderr
    async with Storage.open(tmp_path) as storage:  # the lock went with the process
        statuses = [job.status for job in await storage.jobs.active(1)]
        assert statuses == [Status.RUNNING, Status.QUEUED]
        [requeued] = await storage.jobs.requeue_interrupted()
        assert requeued.attempts == 1
        assert (await storage.quotas.status(1, None)).used == 200
    with closing(sqlite3.connect(tmp_path / "easel.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
