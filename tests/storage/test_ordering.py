"""An order: an interaction twice, the waiting limits, and credits that are never overdrawn."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from storage import Limits, QueueFull, QuotaExceeded, Status, Storage, Target
from tests.storage.people import (
    ADA,
    BEN,
    CHLOE,
    GUILD,
    PLENTY,
    Person,
    SetClock,
    ledger_of,
    new_job,
)


async def credits(storage: Storage, hundredths: int | None) -> None:
    await storage.quotas.set_rule(Target.everyone(), "day", hundredths, by=ADA)


async def test_an_order_is_stored_as_it_was_given(person: Person, clock: SetClock) -> None:
    parent = await person.done(BEN)
    new = new_job(
        ADA,
        kind="variation",
        guild_id=None,
        channel_id=2**63 - 1,
        prompt="naïve 🦊 --no 'red'; DROP TABLE jobs",
        request='{"seed": 4294967295}',
        price=150,
        parent_id=parent.id,
        parent_index=4,
        locale="zh-CN",
    )
    ordered = await person.storage.jobs.order(new, PLENTY)
    job = await person.storage.jobs.get(new.id)
    assert ordered.job == job
    assert ordered.is_new
    given = {field.name: getattr(new, field.name) for field in dataclasses.fields(new)}
    assert given == {name: getattr(job, name) for name in given}
    assert job.status == Status.QUEUED == "queued"
    assert job.created_at == clock.moment
    assert (job.started_at, job.finished_at, job.ended_at, job.error) == (None, None, None, None)
    assert job.attempts == 0 and not job.is_ended


async def test_an_interaction_delivered_twice_is_one_job_and_one_charge(person: Person) -> None:
    """A gateway reconnect delivers an interaction again: peers made two jobs of it."""
    await credits(person.storage, 1000)
    first = await person.order(interaction_id=42)
    again = await person.order(interaction_id=42)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.job == first.job
    assert again.quota.used == first.quota.used == 100
    assert await person.storage.jobs.waiting_count() == 1


async def test_a_repeated_interaction_is_known_even_with_nothing_left(person: Person) -> None:
    await credits(person.storage, 100)
    first = await person.order(interaction_id=42)
    full = Limits(running_per_user=3, waiting_per_user=1, waiting_total=1)
    again = await person.storage.jobs.order(new_job(ADA, interaction_id=42), full)
    assert again.job.id == first.job.id


async def test_the_same_interaction_many_times_at_once_is_one_job_and_one_charge(
    person: Person,
) -> None:
    ordered = await asyncio.gather(*(person.order(interaction_id=42) for _ in range(20)))
    assert sum(each.is_new for each in ordered) == 1
    assert len({each.job.id for each in ordered}) == 1
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 100


async def test_each_part_of_an_interaction_is_one_job(person: Person) -> None:
    """Braces make several jobs of one command, and the command may be delivered twice."""
    first = [await person.order(interaction_id=42, part=part) for part in (1, 2, 3)]
    again = [await person.order(interaction_id=42, part=part) for part in (1, 2, 3)]
    assert [each.is_new for each in first + again] == [True] * 3 + [False] * 3
    assert [each.job for each in again] == [each.job for each in first]
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 300


async def test_the_eleventh_waiting_job_is_refused(person: Person) -> None:
    """Row 32."""
    limits = Limits(running_per_user=3, waiting_per_user=10, waiting_total=100)
    for _ in range(10):
        await person.storage.jobs.order(new_job(ADA), limits)
    with pytest.raises(QueueFull) as caught:
        await person.storage.jobs.order(new_job(ADA), limits)
    assert (caught.value.whose, caught.value.limit, caught.value.waiting) == ("user", 10, 10)
    assert await person.storage.jobs.waiting_count() == 10
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 1000  # not eleven
    await person.storage.jobs.order(new_job(BEN), limits)  # one person's limit is not another's


async def test_a_running_job_makes_room_for_a_waiting_one(person: Person) -> None:
    limits = Limits(running_per_user=3, waiting_per_user=1, waiting_total=100)
    await person.storage.jobs.order(new_job(ADA), limits)
    await person.storage.jobs.claim(running_per_user=3)
    ordered = await person.storage.jobs.order(new_job(ADA), limits)
    assert (ordered.running, ordered.waiting) == (1, 1)


async def test_an_order_over_the_limit_of_the_whole_queue_is_refused(person: Person) -> None:
    limits = Limits(running_per_user=3, waiting_per_user=10, waiting_total=2)
    await person.storage.jobs.order(new_job(ADA), limits)
    await person.storage.jobs.order(new_job(BEN), limits)
    with pytest.raises(QueueFull) as caught:
        await person.storage.jobs.order(new_job(CHLOE), limits)
    assert (caught.value.whose, caught.value.limit, caught.value.waiting) == ("everyone", 2, 2)


async def test_concurrent_orders_never_overdraw(person: Person) -> None:
    """A peer checked first and charged later: many jobs passed on one credit."""
    await credits(person.storage, 1000)
    orders = [person.order(ADA) for _ in range(50)]
    results = await asyncio.gather(*orders, return_exceptions=True)
    refused = [each for each in results if isinstance(each, BaseException)]
    assert len(refused) == 40
    assert all(isinstance(each, QuotaExceeded) for each in refused)
    status = await person.storage.quotas.status(ADA, GUILD)
    assert (status.used, status.remaining) == (1000, 0)
    assert await person.storage.jobs.waiting_count() == 10


async def test_concurrent_orders_hold_the_waiting_limit(person: Person) -> None:
    limits = Limits(running_per_user=3, waiting_per_user=5, waiting_total=8)
    orders = [person.storage.jobs.order(new_job(user), limits) for user in [ADA, BEN] * 10]
    await asyncio.gather(*orders, return_exceptions=True)
    assert await person.storage.jobs.waiting_count() == 8


async def test_a_refusal_names_price_rest_and_return(person: Person, clock: SetClock) -> None:
    await credits(person.storage, 250)
    await person.order(ADA, price=200)
    with pytest.raises(QuotaExceeded) as caught:
        await person.order(ADA, price=75)
    assert (caught.value.price, caught.value.remaining) == (75, 50)
    assert caught.value.resets_at == clock.moment.replace(hour=0).replace(day=19)
    assert str(caught.value) == (
        "This costs 0.75 credits and 0.5 are left until 2026-03-19 00:00 UTC."
    )
    await person.order(ADA, price=50)  # to the last hundredth


async def test_relaxed_jobs_need_no_credits(person: Person) -> None:
    await credits(person.storage, 0)
    with pytest.raises(QuotaExceeded):
        await person.order(ADA)
    ordered = await person.order(ADA, speed="relax")
    assert ordered.quota.used == 0
    [entry] = await ledger_of(person.storage, ADA, GUILD)
    assert (entry.kind, entry.amount, entry.job_id) == ("reserve", 0, ordered.job.id)


def test_a_relaxed_job_with_a_price_is_a_bug() -> None:
    with pytest.raises(ValueError, match="costs nothing"):
        new_job(ADA, speed="relax", price=100)


async def test_snowflakes_keep_every_digit(person: Person) -> None:
    """A peer read ids through a float: another person was charged."""
    big = 2**63 - 1
    job = (await person.order(big, guild_id=big - 1, channel_id=big - 2)).job
    assert (job.user_id, job.guild_id, job.channel_id) == (big, big - 1, big - 2)
    assert await person.storage.jobs.active(big) == [job]
    assert await person.storage.jobs.active(big - 1) == []
