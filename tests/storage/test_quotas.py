"""Credits: what admins set, what people have left, and a ledger that nobody can rewrite."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from storage import PersonUsage, QuotaExceeded, Rule, Storage, Target
from storage.settings import TIME_ZONE
from tests.storage.people import (
    ADA,
    BEN,
    GUILD,
    PLENTY,
    Person,
    SetClock,
    audit_of,
    ledger_of,
    new_job,
)

ADMIN = 999


@pytest.fixture
async def ten_a_day(storage: Storage) -> None:
    await storage.quotas.set_rule(Target.everyone(), "day", 1000, by=ADMIN)


async def left(storage: Storage, user: int = ADA, guild: int | None = GUILD) -> int | None:
    return (await storage.quotas.status(user, guild)).remaining


async def test_without_a_rule_everything_is_allowed(person: Person) -> None:
    await person.order(price=10**9)
    status = await person.storage.quotas.status(ADA, GUILD)
    assert (status.used, status.remaining, status.rule.credits) == (10**9, None, None)


@pytest.mark.usefixtures("ten_a_day")
async def test_the_status_adds_up(person: Person, clock: SetClock) -> None:
    await person.order(price=150)
    await person.storage.quotas.grant(ADA, GUILD, 500, by=ADMIN)
    status = await person.storage.quotas.status(ADA, GUILD)
    assert status.rule == Rule(Target.everyone(), "day", 1000)
    assert (status.used, status.granted, status.remaining) == (150, 500, 1350)
    assert status.resets_at == datetime(2026, 3, 19, tzinfo=UTC)


@pytest.mark.usefixtures("ten_a_day")
async def test_guilds_and_direct_messages_are_counted_apart(person: Person) -> None:
    await person.order(price=300)
    await person.order(price=200, guild_id=None)
    assert await left(person.storage) == 700
    assert await left(person.storage, guild=None) == 800
    assert await left(person.storage, guild=GUILD + 1) == 1000
    assert await left(person.storage, user=BEN) == 1000


@pytest.mark.usefixtures("ten_a_day")
async def test_done_stays_charged_failed_and_stopped_do_not(person: Person) -> None:
    await person.done()
    failed = await person.delivering()
    stopped = await person.running()
    assert await left(person.storage) == 700
    await person.storage.jobs.fail(failed.id, "the channel is gone")
    await person.storage.jobs.cancel(stopped.id)
    assert await left(person.storage) == 900


@pytest.mark.usefixtures("ten_a_day")
async def test_a_new_day_starts_from_zero(person: Person, clock: SetClock) -> None:
    await person.order(price=1000)
    clock.moment = datetime(2026, 3, 18, 23, 59, 59, 999_999, tzinfo=UTC)
    with pytest.raises(QuotaExceeded):
        await person.order()
    clock.moment = datetime(2026, 3, 19, tzinfo=UTC)
    assert await left(person.storage) == 1000
    await person.order()


@pytest.mark.usefixtures("ten_a_day")
async def test_a_refund_belongs_to_the_period_of_its_reserve(
    person: Person, clock: SetClock
) -> None:
    yesterdays = await person.running(price=800)
    clock.forward(days=1)
    await person.order(price=100)
    await person.storage.jobs.fail(yesterdays.id, "a late failure")
    assert await left(person.storage) == 900  # not 1700
    await person.storage.quotas.set_rule(Target.everyone(), "month", 1000, by=ADMIN)
    assert await left(person.storage) == 900  # yesterday is in this month: charged and refunded


@pytest.mark.usefixtures("ten_a_day")
async def test_a_grant_ends_with_its_period(person: Person, clock: SetClock) -> None:
    await person.storage.quotas.grant(ADA, GUILD, 500, by=ADMIN)
    await person.order(price=1500)
    assert await left(person.storage) == 0
    clock.forward(days=1)
    assert await left(person.storage) == 1000


@pytest.mark.usefixtures("ten_a_day")
async def test_a_reset_makes_the_spending_zero_and_keeps_history(person: Person) -> None:
    await person.done(price=700)
    await person.storage.quotas.grant(ADA, GUILD, 100, by=ADMIN)
    before = await ledger_of(person.storage, ADA, GUILD)
    await person.storage.quotas.reset(ADA, GUILD, by=ADMIN)
    status = await person.storage.quotas.status(ADA, GUILD)
    assert (status.used, status.granted, status.remaining) == (0, 100, 1100)
    reset, *rest = await ledger_of(person.storage, ADA, GUILD)
    assert (reset.kind, reset.by_user_id) == ("reset", ADMIN)
    assert rest == before
    await person.order(price=300)
    assert await left(person.storage) == 800


@pytest.mark.usefixtures("ten_a_day")
async def test_a_refund_after_a_reset_makes_no_credit(person: Person) -> None:
    job = await person.running(price=700)
    await person.storage.quotas.reset(ADA, GUILD, by=ADMIN)
    await person.storage.jobs.cancel(job.id)
    assert await left(person.storage) == 1000  # not 1700
    later = await person.running(price=200)
    await person.storage.jobs.cancel(later.id)
    assert await left(person.storage) == 1000


@pytest.mark.usefixtures("ten_a_day")
async def test_a_reset_is_of_one_account(person: Person) -> None:
    await person.order(ADA)
    await person.order(BEN)
    await person.order(ADA, guild_id=None)
    await person.storage.quotas.reset(ADA, GUILD, by=ADMIN)
    assert await left(person.storage, ADA) == 1000
    assert await left(person.storage, BEN) == 900
    assert await left(person.storage, ADA, None) == 900


async def test_a_lowered_rule_leaves_nothing_but_no_debt(person: Person) -> None:
    await person.order(price=900)
    await person.storage.quotas.set_rule(Target.guild(GUILD), "day", 500, by=ADMIN)
    assert await left(person.storage) == 0
    with pytest.raises(QuotaExceeded):
        await person.order(price=1)
    await person.order(speed="relax")


async def test_the_day_is_that_of_the_guild(person: Person, clock: SetClock) -> None:
    quotas = person.storage.quotas
    await quotas.set_rule(Target.everyone(), "day", 1000, by=ADMIN)
    await person.storage.settings.set("guild", GUILD, TIME_ZONE, "Asia/Tokyo")
    await person.order()
    assert (await quotas.status(ADA, GUILD)).resets_at == datetime(2026, 3, 18, 15, tzinfo=UTC)
    assert (await quotas.status(ADA, None)).resets_at == datetime(2026, 3, 19, tzinfo=UTC)
    clock.moment = datetime(2026, 3, 18, 15, tzinfo=UTC)
    assert await left(person.storage) == 1000
    await person.storage.settings.set("global", None, TIME_ZONE, "Europe/Berlin")
    assert (await quotas.status(ADA, None)).resets_at == datetime(2026, 3, 18, 23, tzinfo=UTC)
    assert (await quotas.status(ADA, GUILD)).resets_at == datetime(2026, 3, 19, 15, tzinfo=UTC)


async def test_rules_are_set_replaced_listed_and_cleared(storage: Storage) -> None:
    quotas = storage.quotas
    user = await quotas.set_rule(Target.user(GUILD, ADA), "month", None, by=ADMIN)
    role = await quotas.set_rule(Target.role(GUILD, 71), "week", 5000, by=ADMIN)
    await quotas.set_rule(Target.guild(GUILD), "day", 100, by=ADMIN)
    guild = await quotas.set_rule(Target.guild(GUILD), "day", 200, by=ADMIN)
    everyone = await quotas.set_rule(Target.everyone(), "day", 1000, by=ADMIN)
    await quotas.set_rule(Target.guild(GUILD + 1), "day", 1, by=ADMIN)
    assert await quotas.rules(GUILD) == [everyone, guild, role, user]
    assert await quotas.rules(None) == [everyone]
    assert (await quotas.status(ADA, GUILD)).rule == user
    assert await quotas.clear_rule(Target.user(GUILD, ADA), by=ADMIN)
    assert not await quotas.clear_rule(Target.user(GUILD, ADA), by=ADMIN)
    assert (await quotas.status(ADA, GUILD, [71])).rule == role
    assert (await quotas.status(ADA, GUILD)).rule == guild


async def test_roles_count_when_an_order_is_placed(person: Person) -> None:
    await person.storage.quotas.set_rule(Target.guild(GUILD), "day", 0, by=ADMIN)
    await person.storage.quotas.set_rule(Target.role(GUILD, 71), "day", 100, by=ADMIN)
    with pytest.raises(QuotaExceeded):
        await person.storage.jobs.order(new_job(ADA), PLENTY, [70])
    ordered = await person.storage.jobs.order(new_job(ADA), PLENTY, [70, 71])
    assert ordered.quota.remaining == 0


async def test_the_default_is_set_once_in_a_lifetime(storage: Storage) -> None:
    assert await storage.quotas.ensure_default("day", 5000)
    assert not await storage.quotas.ensure_default("month", 1)
    assert await storage.quotas.rules(None) == [Rule(Target.everyone(), "day", 5000)]
    await storage.quotas.clear_rule(Target.everyone(), by=ADMIN)
    assert not await storage.quotas.ensure_default("day", 5000)
    assert await storage.quotas.rules(None) == []


@pytest.mark.parametrize("amount", [0, -1])
async def test_a_grant_of_nothing_or_less_is_a_bug(storage: Storage, amount: int) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        await storage.quotas.grant(ADA, GUILD, amount, by=ADMIN)


async def test_a_negative_rule_is_a_bug(storage: Storage) -> None:
    with pytest.raises(ValueError, match="negative"):
        await storage.quotas.set_rule(Target.everyone(), "day", -1, by=ADMIN)


async def test_every_change_of_an_admin_is_in_the_audit_log(storage: Storage) -> None:
    quotas = storage.quotas
    await quotas.set_rule(Target.role(GUILD, 71), "week", 5000, by=ADMIN)
    await quotas.grant(ADA, GUILD, 500, by=ADMIN)
    await quotas.reset(ADA, GUILD, by=ADMIN)
    await quotas.clear_rule(Target.role(GUILD, 71), by=ADMIN)
    entries = await audit_of(storage, GUILD)
    assert {entry.by_user_id for entry in entries} == {ADMIN}
    assert [(entry.action, entry.subject, entry.details) for entry in entries] == [
        ("quota.clear", "role:71", {}),
        ("quota.reset", f"user:{ADA}", {"what": "spending"}),
        ("quota.grant", f"user:{ADA}", {"amount": 500}),
        ("quota.set", "role:71", {"period": "week", "credits": 5000}),
    ]


@pytest.mark.parametrize("table", ["ledger", "audit"])
@pytest.mark.parametrize("act", ["UPDATE {} SET at = 'never'", "DELETE FROM {}"])
async def test_history_cannot_be_rewritten(person: Person, table: str, act: str) -> None:
    await person.done()
    await person.storage.audit.append("test", "fox", by=ADMIN)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        async with person.storage.database.transaction() as db:
            await db.run(act.format(table))
    assert len(await ledger_of(person.storage, ADA, GUILD)) == 2


async def test_the_ledger_itself_refuses_a_second_charge_and_a_second_end(person: Person) -> None:
    job = await person.done()
    for columns in ("'reserve', 100, NULL", "'refund', -100, 1"):
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            async with person.storage.database.transaction() as db:
                await db.run(
                    "INSERT INTO ledger "
                    "(at, counts_at, user_id, job_id, entry, amount, reserve_number) "
                    f"VALUES ('', '', 1, '{job.id}', {columns})"
                )


async def test_quotas_survive_a_restart(tmp_path, clock: SetClock) -> None:
    """A peer kept quotas in memory: a restart gave everyone everything again."""
    for _ in range(2):
        async with Storage.open(tmp_path, clock) as storage:
            await storage.quotas.ensure_default("day", 1000)
            await Person(storage).order(price=100)
    async with Storage.open(tmp_path, clock) as storage:
        assert await left(storage) == 800


async def test_use_is_summed_by_person_whatever_was_reset(person: Person, clock: SetClock) -> None:
    await person.done(price=900)
    clock.forward(days=1)
    await person.done(price=300)
    failed = await person.running(price=500)
    await person.storage.jobs.fail(failed.id, "gone")
    await person.order(BEN, price=700)
    await person.order(BEN, price=0, speed="relax")
    await person.order(ADA, price=100, guild_id=None)
    await person.storage.quotas.grant(ADA, GUILD, 5000, by=ADMIN)
    await person.storage.quotas.reset(BEN, GUILD, ("spending", "grants"), by=ADMIN)
    today = await person.storage.quotas.usage(GUILD, "day", 20)
    assert today.most == (PersonUsage(BEN, 700, 2), PersonUsage(ADA, 300, 1))
    assert (today.people, today.spent) == (2, 1000)
    month = await person.storage.quotas.usage(GUILD, "month", 1)
    assert month.most == (PersonUsage(ADA, 1200, 2),)
    assert (month.people, month.spent) == (2, 1900)
    none = await person.storage.quotas.usage(GUILD + 1, "month", 20)
    assert (none.people, none.spent, none.most) == (0, 0, ())
