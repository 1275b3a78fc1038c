"""Several jobs of one interaction are stored and paid for together, or not at all."""

from __future__ import annotations

import pytest

from storage import Limits, QueueFull, QuotaExceeded, Target
from tests.storage.people import ADA, GUILD, PLENTY, Person, new_job


def parts(count: int, **more: object) -> list[object]:
    return [new_job(ADA, interaction_id=42, part=part, **more) for part in range(1, count + 1)]


async def test_all_are_stored_in_their_order_and_known_again(person: Person) -> None:
    first = await person.storage.jobs.order_all(parts(3), PLENTY)
    again = await person.storage.jobs.order_all(parts(3), PLENTY)
    assert [each.is_new for each in (*first, *again)] == [True] * 3 + [False] * 3
    assert [each.job for each in again] == [each.job for each in first]
    assert [each.job.part for each in first] == [1, 2, 3]
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 300


async def test_what_is_too_dear_as_a_whole_stores_nothing(person: Person) -> None:
    await person.storage.quotas.set_rule(Target.everyone(), "day", 250, by=ADA)
    with pytest.raises(QuotaExceeded) as caught:
        await person.storage.jobs.order_all(parts(3), PLENTY)
    assert (caught.value.price, caught.value.remaining) == (300, 250)
    assert await person.storage.jobs.recent(ADA) == []
    assert (await person.storage.quotas.status(ADA, GUILD)).used == 0


async def test_what_is_too_many_as_a_whole_stores_nothing(person: Person) -> None:
    limits = Limits(running_per_user=3, waiting_per_user=2, waiting_total=100)
    with pytest.raises(QueueFull):
        await person.storage.jobs.order_all(parts(3), limits)
    assert await person.storage.jobs.recent(ADA) == []
    assert len(await person.storage.jobs.order_all(parts(2), limits)) == 2


async def test_what_an_order_is_told_of_its_credits_is_what_stands_there(person: Person) -> None:
    """It is counted on, not read again: three readings of one order were half of its statements."""
    storage = person.storage
    await storage.quotas.set_rule(Target.everyone(), "day", 1000, by=1)
    prices = enumerate((100, 250, 0), 1)
    orders = [new_job(interaction_id=77, part=part, price=price) for part, price in prices]
    told = await storage.jobs.order_all(orders, PLENTY)
    assert [one.quota.remaining for one in told] == [900, 650, 650]
    assert told[-1].quota == await storage.quotas.status(ADA, GUILD)
