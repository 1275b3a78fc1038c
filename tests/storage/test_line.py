"""Who is next: the fair order, one job for one claimant, and places that tell the truth."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Job, Limits, Speed, Status, Storage
from storage.database import Database
from storage.jobs import Jobs
from storage.times import utc_now
from tests.storage.people import ADA, BEN, CHLOE, PLENTY, Person, SetClock, new_job


async def drain(storage: Storage, running_per_user: int = 1000) -> list[str]:
    """Claim until nothing may start; the ids in the order they came."""
    claimed = []
    while job := await storage.jobs.claim(running_per_user):
        claimed.append(job.id)
    return claimed


async def running_jobs(storage: Storage) -> list[Job]:
    active = [job for user in (ADA, BEN, CHLOE) for job in await storage.jobs.active(user)]
    return [job for job in active if job.status == Status.RUNNING]


async def ids(person: Person, *orders: tuple[int, Speed]) -> list[str]:
    return [(await person.order(user, speed=speed)).job.id for user, speed in orders]


async def test_where_nothing_waits_nothing_is_claimed(person: Person) -> None:
    assert await person.storage.jobs.claim(3) is None
    assert await person.storage.jobs.waiting() == []


async def test_a_claimed_job_runs_from_now_on(person: Person, clock: SetClock) -> None:
    ordered = await person.order()
    clock.forward(seconds=5)
    job = await person.storage.jobs.claim(3)
    assert job is not None and job.id == ordered.job.id
    assert (job.status, job.started_at) == (Status.RUNNING, clock.moment)
    assert await person.storage.jobs.get(job.id) == job


async def test_people_take_turns_however_many_jobs_one_ordered_first(person: Person) -> None:
    a1, a2, a3, b1, b2, c1 = await ids(
        person, *[(user, "fast") for user in (ADA, ADA, ADA, BEN, BEN, CHLOE)]
    )
    assert await drain(person.storage) == [a1, b1, c1, a2, b2, a3]


async def test_fast_goes_before_relaxed(person: Person) -> None:
    """Row 44."""
    relaxed, fast = await ids(person, (ADA, "relax"), (BEN, "fast"))
    own_relaxed, own_fast = await ids(person, (CHLOE, "relax"), (CHLOE, "fast"))
    assert await drain(person.storage) == [fast, own_fast, relaxed, own_relaxed]


async def test_turbo_goes_before_fast_before_relaxed(person: Person) -> None:
    """Row 43."""
    relaxed, fast, turbo = await ids(person, (ADA, "relax"), (BEN, "fast"), (CHLOE, "turbo"))
    assert await drain(person.storage) == [turbo, fast, relaxed]


async def test_of_one_person_too_turbo_is_first(person: Person) -> None:
    relaxed, fast, turbo = await ids(person, (ADA, "relax"), (ADA, "fast"), (ADA, "turbo"))
    assert await drain(person.storage) == [turbo, fast, relaxed]


async def test_people_take_turns_inside_the_turbo_lane(person: Person) -> None:
    a1, a2, b1, c1 = await ids(
        person, (ADA, "turbo"), (ADA, "turbo"), (BEN, "turbo"), (CHLOE, "fast")
    )
    assert await drain(person.storage) == [a1, b1, a2, c1]


async def test_nobody_starves_behind_one_person_with_much_turbo(person: Person) -> None:
    """Whoever has enough running holds up no lane below: relaxed jobs run beside held turbo."""
    await ids(person, *[(ADA, "turbo")] * 6)
    (relaxed,) = await ids(person, (BEN, "relax"))
    (fast,) = await ids(person, (CHLOE, "fast"))
    claimed = await drain(person.storage, running_per_user=2)
    assert claimed[2:] == [fast, relaxed]
    assert await person.storage.jobs.waiting_count() == 4


async def test_a_relaxed_job_runs_as_soon_as_no_other_waits(person: Person) -> None:
    relaxed, turbo = await ids(person, (ADA, "relax"), (BEN, "turbo"))
    for expected in (turbo, relaxed):
        job = await person.storage.jobs.claim(1)
        assert job is not None and job.id == expected
        await person.storage.jobs.fail(job.id, "over")


async def test_of_equals_who_started_least_in_the_last_hour_is_next(
    person: Person, clock: SetClock
) -> None:
    await person.done(ADA)
    clock.forward(minutes=59)
    a1, b1 = await ids(person, (ADA, "fast"), (BEN, "fast"))
    assert await drain(person.storage) == [b1, a1]


async def test_what_started_over_an_hour_ago_is_forgotten(person: Person, clock: SetClock) -> None:
    await person.done(ADA)
    clock.forward(minutes=61)
    a1, b1 = await ids(person, (ADA, "fast"), (BEN, "fast"))
    assert await drain(person.storage) == [a1, b1]


async def test_running_jobs_weigh_more_than_recent_ones(person: Person) -> None:
    for _ in range(5):
        await person.done(BEN)
    await person.running(ADA)
    a1, b1 = await ids(person, (ADA, "fast"), (BEN, "fast"))
    assert await drain(person.storage) == [b1, a1]


async def test_over_the_running_limit_a_job_waits_and_runs_later(
    person: Person,
) -> None:
    """Row 31. A peer's limit counted waiting jobs only, so that running ones were free."""
    for _ in range(4):
        await person.order(ADA)
    running = await drain(person.storage, running_per_user=3)
    assert len(running) == 3
    assert await person.storage.jobs.waiting_count() == 1
    await person.storage.jobs.cancel(running[0])
    assert len(await drain(person.storage, running_per_user=3)) == 1


async def test_who_is_at_the_limit_does_not_stop_the_others(person: Person) -> None:
    await ids(person, (ADA, "fast"), (ADA, "fast"))
    (relaxed,) = await ids(person, (BEN, "relax"))
    assert (await drain(person.storage, running_per_user=1))[1:] == [relaxed]


async def test_a_cancelled_waiting_job_leaves_its_slot(person: Person) -> None:
    """A peer leaked a slot whenever a waiting job was cancelled."""
    limits = Limits(running_per_user=1, waiting_per_user=1, waiting_total=1)
    for _ in range(5):
        ordered = await person.storage.jobs.order(new_job(ADA), limits)
        assert await person.storage.jobs.cancel(ordered.job.id)
    assert await person.storage.jobs.claim(1) is None
    ordered = await person.storage.jobs.order(new_job(ADA), limits)
    assert (ordered.running, ordered.waiting) == (0, 1)
    assert await drain(person.storage, 1) == [ordered.job.id]


async def test_concurrent_claims_never_hand_out_one_job_twice(person: Person) -> None:
    for number in range(20):
        await person.order(ADA + number % 4)
    claims = [person.storage.jobs.claim(1000) for _ in range(40)]
    claimed = [job.id for job in await asyncio.gather(*claims) if job is not None]
    assert len(claimed) == len(set(claimed)) == 20


async def test_two_processes_never_claim_one_job(person: Person) -> None:
    for _ in range(10):
        await person.order()
    async with Database.open(person.storage.database.path) as other:
        both = [person.storage.jobs, Jobs(other, utc_now)]
        claims = await asyncio.gather(*(jobs.claim(1000) for jobs in both for _ in range(10)))
    claimed = [job.id for job in claims if job is not None]
    assert len(claimed) == len(set(claimed)) == 10


async def test_a_place_counts_down_to_the_turn(person: Person) -> None:
    """Row 54."""
    await ids(person, (BEN, "fast"), (CHLOE, "fast"))
    (mine,) = await ids(person, (ADA, "fast"))
    places = []
    while (place := (await person.storage.jobs.place(mine)).place) is not None:
        places.append(place)
        await person.storage.jobs.claim(3)
    assert places == [3, 2, 1]
    assert (await person.storage.jobs.get(mine)).status == Status.RUNNING


async def test_only_a_waiting_job_has_a_place(person: Person) -> None:
    job = await person.running()
    assert (await person.storage.jobs.place(job.id)).place is None
    assert (await person.storage.jobs.place("nobody's job")).place is None


async def test_whose_limit_is_reached_stands_behind_those_who_may_start(person: Person) -> None:
    await person.running(ADA)
    held, free = await ids(person, (ADA, "fast"), (BEN, "relax"))
    assert (await person.storage.jobs.place(held)).place == 1
    assert (await person.storage.jobs.place(held, running_per_user=1)).place == 2
    assert (await person.storage.jobs.place(free, running_per_user=1)).place == 1


LINES = st.lists(
    st.tuples(st.sampled_from([ADA, BEN, CHLOE]), st.sampled_from(["fast", "relax", "turbo"])),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(before=st.integers(0, 6), line=LINES)
def test_places_are_the_order_of_claims(
    empty: Path, before: int, line: list[tuple[int, Speed]]
) -> None:
    """What a person is told is what happens, as long as nobody ends, comes or goes."""

    async def play() -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(empty, folder)
            async with Storage.open(Path(folder), SetClock()) as storage:
                person = Person(storage, PLENTY)
                for user, speed in (line * 6)[:before]:
                    await person.running(user, speed=speed)
                waiting = await ids(person, *line)
                told: list[Job] = await storage.jobs.waiting()
                assert [(await storage.jobs.place(job.id)).place for job in told] == [
                    *range(1, len(waiting) + 1)
                ]
                assert await drain(storage) == [job.id for job in told]

    asyncio.run(play())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(line=LINES, running_per_user=st.integers(1, 4))
def test_no_lane_is_passed_while_a_higher_one_may_start_and_all_come_to_their_turn(
    empty: Path, line: list[tuple[int, Speed]], running_per_user: int
) -> None:
    lanes: list[Speed] = ["turbo", "fast", "relax"]

    async def play() -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(empty, folder)
            async with Storage.open(Path(folder), SetClock()) as storage:
                person, turns = Person(storage, PLENTY), 0
                await ids(person, *line)
                while waiting := await storage.jobs.waiting():
                    while job := await storage.jobs.claim(running_per_user):
                        running = Counter(row.user_id for row in await running_jobs(storage))
                        running[job.user_id] -= 1
                        free = [w for w in waiting if running[w.user_id] < running_per_user]
                        assert lanes.index(job.speed) == min(lanes.index(w.speed) for w in free)
                        waiting = [w for w in waiting if w.id != job.id]
                        turns += 1
                    for row in await running_jobs(storage):
                        await storage.jobs.fail(row.id, "over")
                assert turns == len(line)

    asyncio.run(play())
