"""What the operator lets no server give more than, and the purse of direct messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import (
    Bounds,
    Ceiling,
    GrantsExceeded,
    OverCeiling,
    QuotaExceeded,
    QuotaStatus,
    Rule,
    Storage,
    Target,
)
from tests.storage.people import ADA, BEN, GUILD, PLENTY, Person, SetClock, audit_of, new_job

ADMIN = 999
TEN_A_DAY = Ceiling("day", 1000, grants=2000)
BOUNDS = Bounds.of(TEN_A_DAY, "day", 300)


@pytest.fixture
async def bound(tmp_path: Path, clock: SetClock) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path / "bound", clock, BOUNDS) as storage:
        await storage.quotas.ensure_default("day", 1000)
        yield storage


async def standing(storage: Storage, guild_id: int | None = GUILD) -> QuotaStatus:
    return await storage.quotas.status(ADA, guild_id, [71])


async def left(storage: Storage, guild_id: int | None = GUILD) -> int | None:
    return (await standing(storage, guild_id)).remaining


async def stored_before(storage: Storage, period: str, credits: int | None) -> None:
    """A rule of a time without a ceiling."""
    async with storage.database.transaction() as db:
        await db.run(
            "INSERT INTO quota_rules (scope, guild_id, period, credits) VALUES ('guild', ?, ?, ?)",
            (GUILD, period, credits),
        )


@pytest.mark.parametrize(
    ("period", "credits", "is_allowed"),
    [
        ("day", 1000, True),
        ("day", 1001, False),
        ("week", 7000, True),
        ("week", 20_000, False),  # 200 a week are more than 10 a day
        ("month", 30_000, True),
        ("month", 30_100, False),
        ("day", None, False),
        ("month", None, False),
        ("month", 0, True),
    ],
)
@pytest.mark.parametrize(
    "target", [Target.guild(GUILD), Target.role(GUILD, 71), Target.user(GUILD, ADA)]
)
async def test_no_rule_of_a_server_is_over_the_ceiling(
    bound: Storage, target: Target, period, credits: int | None, is_allowed: bool
) -> None:
    """A public bot, invited to one's own server, was free."""
    if is_allowed:
        await bound.quotas.set_rule(target, period, credits, by=ADMIN)
        assert (await standing(bound)).plan.target == target
        return
    with pytest.raises(OverCeiling) as caught:
        await bound.quotas.set_rule(target, period, credits, by=ADMIN)
    assert (caught.value.period, caught.value.credits) == ("day", 1000)
    assert await bound.quotas.rules(GUILD) == [Rule(Target.everyone(), "day", 1000)]
    assert await audit_of(bound, GUILD) == []


@pytest.mark.parametrize(
    ("period", "credits"), [("day", None), ("day", 5000), ("week", 90_000), ("month", 10**9)]
)
async def test_a_rule_of_before_is_bound_when_it_is_read(
    bound: Storage, period: str, credits: int | None
) -> None:
    await stored_before(bound, period, credits)
    status = await standing(bound)
    assert (status.rule, status.remaining) == (TEN_A_DAY.rule, 1000)
    await Person(bound).order(price=1000)
    with pytest.raises(QuotaExceeded) as caught:
        await Person(bound).order(price=1)
    assert caught.value.resets_at == datetime(2026, 3, 19, tzinfo=UTC)


async def test_a_long_period_is_not_spent_in_one_day(bound: Storage, clock: SetClock) -> None:
    """70 a week are 10 a day, and so they stay."""
    await bound.quotas.set_rule(Target.guild(GUILD), "week", 7000, by=ADMIN)
    await Person(bound).order(price=1000)
    assert await left(bound) == 0
    clock.forward(days=1)
    assert await left(bound) == 1000


async def test_of_a_hundred_orders_at_once_the_ceiling_lets_ten_through(bound: Storage) -> None:
    await stored_before(bound, "day", None)
    orders = (bound.jobs.order(new_job(ADA), PLENTY) for _ in range(100))
    results = await asyncio.gather(*orders, return_exceptions=True)
    assert sum(not isinstance(result, QuotaExceeded) for result in results) == 10


async def test_grants_go_over_the_ceiling_only_as_far_as_the_operator_lets_them(
    bound: Storage, clock: SetClock
) -> None:
    await bound.quotas.grant(ADA, GUILD, 1500, by=ADMIN)
    status = await standing(bound)
    assert (status.rule.target.scope, status.granted, status.remaining) == ("global", 1500, 2500)
    for amount in (501, 10**8):
        with pytest.raises(GrantsExceeded) as caught:
            await bound.quotas.grant(ADA, GUILD, amount, by=ADMIN)
        assert (caught.value.most, caught.value.left) == (2000, 500)
    await bound.quotas.grant(BEN, GUILD, 2000, by=ADMIN)  # of each person
    clock.forward(days=1)
    with pytest.raises(GrantsExceeded):  # of a month
        await bound.quotas.grant(ADA, GUILD, 501, by=ADMIN)
    clock.moment = datetime(2026, 4, 1, tzinfo=UTC)
    await bound.quotas.grant(ADA, GUILD, 2000, by=ADMIN)
    assert await left(bound) == 3000


async def test_resets_do_not_lift_the_ceiling(bound: Storage) -> None:
    """Resetting one's own spending again and again gives what may be granted, and no more."""
    spent = 0
    for _ in range(10):
        while await left(bound):
            await Person(bound).order(price=100)
            spent += 100
        await bound.quotas.reset(ADA, GUILD, ("spending", "grants"), by=ADMIN)
    assert spent == 1000 + 2000
    assert await left(bound) == 0


async def test_an_ordinary_reset_begins_the_period_anew(bound: Storage) -> None:
    await Person(bound).order(price=700)
    await bound.quotas.grant(ADA, GUILD, 300, by=ADMIN)
    await bound.quotas.reset(ADA, GUILD, ("grants",), by=ADMIN)
    assert await left(bound) == 300
    await bound.quotas.reset(ADA, GUILD, ("spending",), by=ADMIN)
    status = await standing(bound)
    assert (status.used, status.granted, status.remaining) == (0, 0, 1000)


async def test_the_operator_lifts_the_ceiling_of_one_server(bound: Storage) -> None:
    await bound.quotas.set_ceiling(GUILD, "day", None, by=ADMIN)
    await bound.quotas.set_rule(Target.guild(GUILD), "day", None, by=ADMIN)
    await bound.quotas.grant(ADA, GUILD, 10**8, by=ADMIN)
    assert await left(bound) is None
    with pytest.raises(OverCeiling):
        await bound.quotas.set_rule(Target.guild(GUILD + 1), "day", None, by=ADMIN)
    await bound.quotas.set_ceiling(GUILD, "week", 2000, by=ADMIN)
    status = await standing(bound)
    assert (status.rule.period, status.rule.credits) == ("week", 2000)
    await bound.quotas.clear_ceiling(GUILD, by=ADMIN)
    assert (await bound.quotas.ceiling(GUILD)) == TEN_A_DAY
    details = [entry.details for entry in await audit_of(bound, GUILD)]
    assert details[0] == {}
    assert details[1] == {"period": "week", "credits": 2000}


async def test_direct_messages_are_a_purse_of_their_own(bound: Storage) -> None:
    """Once a server's credits were gone the same person's direct messages gave as many again."""
    await stored_before(bound, "day", None)
    await bound.quotas.grant(ADA, GUILD, 500, by=ADMIN)
    status = await standing(bound, None)
    assert (status.rule.target.scope, status.remaining) == ("direct", 300)
    await Person(bound).order(price=300, guild_id=None)
    with pytest.raises(QuotaExceeded):
        await Person(bound).order(price=1, guild_id=None)
    assert await left(bound) == 1500
    await Person(bound).order(price=0, guild_id=None, speed="relax")


@pytest.mark.parametrize("credits", [0, 2000, None])
async def test_their_size_is_the_operators(
    tmp_path: Path, clock: SetClock, credits: int | None
) -> None:
    """Whatever rules there are; 0 closes them, unlimited opens them."""
    bounds = Bounds.of(TEN_A_DAY, "week", credits)
    async with Storage.open(tmp_path, clock, bounds) as storage:
        await storage.quotas.ensure_default("day", 1000)
        status = await standing(storage, None)
        assert (status.rule.period, status.remaining) == ("week", credits)
        assert await left(storage) == 1000


async def test_what_a_role_gets_is_what_holds_for_it(bound: Storage) -> None:
    of_role = bound.quotas.rule_of_role
    assert (await of_role(GUILD, 71)).target == Target.everyone()
    guild = await bound.quotas.set_rule(Target.guild(GUILD), "day", 500, by=ADMIN)
    await bound.quotas.set_rule(Target.user(GUILD, ADA), "day", 100, by=ADMIN)
    assert await of_role(GUILD, 71) == guild
    role = await bound.quotas.set_rule(Target.role(GUILD, 71), "week", 900, by=ADMIN)
    assert await of_role(GUILD, 71) == role
    assert await of_role(GUILD, 72) == guild
    await bound.quotas.clear_rule(Target.guild(GUILD), by=ADMIN)
    await stored_before(bound, "day", None)
    assert await of_role(GUILD, 72) == TEN_A_DAY.rule
