"""The life of a job: which step may follow which, who wins a race, and what can be looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage import Job, NotFound, Status, Storage, new_job_id
from storage.job import ENDED, MOVES
from storage.jobs import INTERRUPTED
from tests.storage.people import ADA, BEN, GUILD, Person, SetClock, ledger_of, pictures

Step = Callable[[Storage, str], Awaitable[bool]]

# Each step with the status it leads to.
STEPS: dict[str, tuple[Step, Status]] = {
    "finish": (lambda s, i: s.jobs.finish_pictures(i, pictures(i)), Status.DELIVERING),
    "complete": (lambda s, i: s.jobs.complete(i, 5001), Status.DONE),
    "fail": (lambda s, i: s.jobs.fail(i, "out of paint"), Status.FAILED),
    "cancel": (lambda s, i: s.jobs.cancel(i), Status.CANCELLED),
    "release": (lambda s, i: s.jobs.release(i), Status.QUEUED),
}


async def in_status(person: Person, status: Status) -> Job:
    """A job that has come to that status."""
    if status == Status.QUEUED:
        return (await person.order()).job
    if status == Status.DELIVERING:
        return await person.delivering()
    if status == Status.DONE:
        return await person.done()
    job = await person.running()
    if status == Status.FAILED:
        await person.storage.jobs.fail(job.id, "first")
    if status == Status.CANCELLED:
        await person.storage.jobs.cancel(job.id)
    return await person.storage.jobs.get(job.id)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", STEPS)
async def test_a_step_is_taken_only_along_the_graph(
    person: Person, status: Status, name: str
) -> None:
    step, target = STEPS[name]
    job = await in_status(person, status)
    history = await ledger_of(person.storage, ADA, GUILD)
    won = await step(person.storage, job.id)
    assert won == (target in MOVES[status])
    after = await person.storage.jobs.get(job.id)
    if won:
        assert after.status == target
        assert (after.ended_at is not None) == (target in ENDED)
    else:
        assert after == job
        assert await ledger_of(person.storage, ADA, GUILD) == history


@pytest.mark.parametrize("name", STEPS)
async def test_no_step_moves_a_job_that_is_not_there(person: Person, name: str) -> None:
    assert await STEPS[name][0](person.storage, new_job_id()) is False


async def test_only_one_end_wins(person: Person) -> None:
    for _ in range(5):
        job = await person.delivering()
        ends = [
            person.storage.jobs.complete(job.id, 5001),
            person.storage.jobs.fail(job.id, "the channel is gone"),
            person.storage.jobs.complete(job.id, 5002),
            person.storage.jobs.fail(job.id, "again"),
        ]
        assert sum(await asyncio.gather(*ends)) == 1
        kinds = [entry.kind for entry in await ledger_of(person.storage, ADA, GUILD)]
        assert kinds.count("reserve") == kinds.count("settle") + kinds.count("refund")


async def test_of_a_stop_and_the_last_picture_at_once_one_wins(person: Person) -> None:
    """Either the person gets pictures and pays, or gets none and pays nothing."""
    job = await person.running()
    stopped, finished = await asyncio.gather(
        person.storage.jobs.cancel(job.id),
        person.storage.jobs.finish_pictures(job.id, pictures(job.id)),
    )
    assert stopped != finished
    images = await person.storage.images.of_job(job.id)
    used = (await person.storage.quotas.status(ADA, GUILD)).used
    assert (len(images), used) == ((4, 100) if finished else (0, 0))


async def test_each_step_writes_down_its_time_and_outcome(person: Person, clock: SetClock) -> None:
    start = clock.moment
    job = await person.running()
    clock.forward(seconds=3)
    await person.storage.jobs.finish_pictures(job.id, pictures(job.id))
    clock.forward(seconds=1)
    await person.storage.jobs.complete(job.id, 5001)
    done = await person.storage.jobs.get(job.id)
    assert (done.status, done.result_message_id, done.is_ended) == (Status.DONE, 5001, True)
    assert done.started_at == start
    assert done.finished_at == start + timedelta(seconds=3)
    assert done.ended_at == start + timedelta(seconds=4)
    failed = await person.running()
    await person.storage.jobs.fail(failed.id, "out of paint")
    assert (await person.storage.jobs.get(failed.id)).error == "out of paint"


async def test_the_progress_message_is_kept_until_the_end(person: Person) -> None:
    job = (await person.order()).job
    assert await person.storage.jobs.set_progress_message(job.id, 4001)
    await person.storage.jobs.claim(3)
    assert await person.storage.jobs.set_progress_message(job.id, 4002)
    await person.storage.jobs.cancel(job.id)
    assert not await person.storage.jobs.set_progress_message(job.id, 4003)
    assert (await person.storage.jobs.get(job.id)).progress_message_id == 4002


async def test_a_job_is_found_by_its_progress_message(person: Person) -> None:
    job = await person.running()
    assert await person.storage.jobs.set_progress_message(job.id, 4001)
    assert await person.storage.job_messages.job_id_of(4001) == job.id
    assert await person.storage.job_messages.job_id_of(4444) is None


async def test_a_clean_stop_gives_a_job_back_without_counting_it(person: Person) -> None:
    first = await person.running(ADA)
    later = (await person.order(ADA)).job
    assert await person.storage.jobs.release(first.id)
    back = await person.storage.jobs.get(first.id)
    assert (back.status, back.attempts, back.started_at) == (Status.QUEUED, 0, None)
    assert [job.id for job in await person.storage.jobs.waiting()] == [first.id, later.id]


async def test_interrupted_jobs_wait_again_and_others_stay(person: Person) -> None:
    delivering = await person.delivering()
    running = await person.running()
    waiting = (await person.order()).job
    [requeued] = await person.storage.jobs.requeue_interrupted()
    assert (requeued.id, requeued.status, requeued.attempts) == (running.id, Status.QUEUED, 1)
    assert await person.storage.jobs.undelivered() == [delivering]
    assert [job.id for job in await person.storage.jobs.waiting()] == [running.id, waiting.id]
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 300  # nobody pays twice
    assert await person.storage.jobs.requeue_interrupted() == []


async def test_the_third_interruption_fails_and_refunds_a_job(person: Person) -> None:
    """A job that kills the process would otherwise kill it at every start, for ever."""
    await person.order()
    statuses = []
    for _ in range(3):
        assert await person.storage.jobs.claim(3)
        [job] = await person.storage.jobs.requeue_interrupted()
        statuses.append((job.status, job.attempts))
    assert statuses == [(Status.QUEUED, 1), (Status.QUEUED, 2), (Status.FAILED, 3)]
    assert (await person.storage.jobs.get(job.id)).error == INTERRUPTED
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 0
    assert await person.storage.jobs.claim(3) is None


async def test_a_job_that_is_not_there_is_not_found(person: Person) -> None:
    with pytest.raises(NotFound):
        await person.storage.jobs.get(new_job_id())


async def test_active_and_recent_are_of_one_person(person: Person) -> None:
    done = await person.done(ADA)
    running = await person.running(ADA)
    await person.order(BEN)
    waiting = (await person.order(ADA)).job
    assert await person.storage.jobs.active(ADA) == [running, waiting]
    assert await person.storage.jobs.recent(ADA) == [waiting, running, done]
    assert await person.storage.jobs.recent(ADA, limit=1) == [waiting]
    await person.storage.withheld.add(running.id, BEN)
    assert await person.storage.jobs.recent(ADA) == [waiting, done]


async def test_the_counts_of_one_person_are_exact(person: Person, clock: SetClock) -> None:
    """Row 30."""
    for speed, seconds in (("fast", 10.0), ("fast", 20.5), ("relax", 4.0)):
        job = await person.running(ADA, speed=speed)
        clock.forward(seconds=seconds)
        await person.storage.jobs.finish_pictures(job.id, pictures(job.id))
        clock.forward(seconds=100)  # delivering is not the engine's time
        await person.storage.jobs.complete(job.id, 5001)
    await person.done(ADA, guild_id=None)
    await person.done(BEN)
    failed = await person.delivering(ADA)
    await person.storage.jobs.fail(failed.id, "the channel is gone")
    await person.running(ADA)
    await person.order(ADA, guild_id=None)
    await person.order(ADA, speed="relax")
    counts = await person.storage.jobs.counts(ADA, GUILD)
    assert (counts.queued_fast, counts.queued_relax, counts.running) == (1, 1, 1)
    assert (counts.images, counts.relax_images) == (12, 4)
    assert counts.seconds == pytest.approx(34.5, abs=0.01)
    assert counts.relax_seconds == pytest.approx(4.0, abs=0.01)
    assert (await person.storage.jobs.counts(ADA, None)).images == 4
    assert (await person.storage.jobs.counts(12345, GUILD)).images == 0


async def test_the_mean_is_of_the_latest_jobs(person: Person, clock: SetClock) -> None:
    assert await person.storage.jobs.mean_seconds() is None
    for seconds in (1000, 2, 4):
        job = await person.running()
        clock.forward(seconds=seconds)
        await person.storage.jobs.finish_pictures(job.id, pictures(job.id))
    assert await person.storage.jobs.mean_seconds(last=2) == 3.0


def test_ids_are_short_of_one_length_and_never_the_same() -> None:
    made = {new_job_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(each) for each in made} == {22}
