"""Quotas: the rules of everyone, guilds, roles and users, and how an account stands under them.

A grant adds to the present period only and ends with it. A reset makes the present spending zero
and touches no history. Every change by an admin is in the audit log, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage import ledger
from storage.audit import AuditEntry, write_audit
from storage.database import Connection, Database
from storage.errors import QuotaExceeded
from storage.ledger import Entry
from storage.periods import Period, next_start, period_start, time_zone
from storage.quota_rules import Account, Hundredths, QuotaStatus, Rule, Target, most_specific
from storage.settings import TIME_ZONE, Json, SettingScope, read_setting, write_setting
from storage.times import Clock

_DEFAULT_IS_SET = "quota_default_is_set"
_DELETE_RULE = (
    "DELETE FROM quota_rules WHERE scope = ? "
    "AND COALESCE(guild_id, 0) = COALESCE(?, 0) AND COALESCE(subject_id, 0) = COALESCE(?, 0)"
)


class Quotas:
    """What admins set and people ask for."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    async def status(
        self, user_id: int, guild_id: int | None, role_ids: Collection[int] = ()
    ) -> QuotaStatus:
        """How a person stands in a guild, or in direct messages (None)."""
        account = Account(user_id, guild_id)
        return await self._database.in_one_read(
            lambda db: status_of(db, account, role_ids, self._now())
        )

    async def rules(self, guild_id: int | None) -> list[Rule]:
        """The rules that can hold in a guild, the widest first; None: those without a guild."""
        async with self._database.read() as db:
            return await _rules(db, guild_id)

    async def set_rule(
        self, target: Target, period: Period, credits: Hundredths | None, *, by: int
    ) -> Rule:
        """Set or replace the rule of a target; `credits` None is unlimited."""
        if credits is not None and credits < 0:
            raise ValueError(f"credits cannot be negative, got {credits}")
        rule = Rule(target, period, credits)
        async with self._database.transaction() as db:
            await _write_rule(db, rule)
            await self._record(db, "quota.set", target, by, period=period, credits=credits)
        return rule

    async def clear_rule(self, target: Target, *, by: int) -> bool:
        """Remove a rule, so that the next wider one holds; False if there was none."""
        async with self._database.transaction() as db:
            cleared = await db.run(_DELETE_RULE, _key(target)) > 0
            if cleared:
                await self._record(db, "quota.clear", target, by)
        return cleared

    async def grant(
        self, user_id: int, guild_id: int | None, amount: Hundredths, *, by: int
    ) -> None:
        """Add to what a person may spend in the present period."""
        if amount <= 0:
            raise ValueError(f"a grant is more than nothing, got {amount}")
        await self._add("grant", Account(user_id, guild_id), amount, by)

    async def reset(self, user_id: int, guild_id: int | None, *, by: int) -> None:
        """Make what a person has spent in the present period zero; grants stay."""
        await self._add("reset", Account(user_id, guild_id), 0, by)

    async def ensure_default(self, period: Period, credits: Hundredths | None) -> bool:
        """Set the global rule at the very first start; False later, even if an admin removed it."""
        async with self._database.transaction() as db:
            if await read_setting(db, "global", None, _DEFAULT_IS_SET):
                return False
            await write_setting(db, "global", None, _DEFAULT_IS_SET, True)
            await _write_rule(db, Rule(Target.everyone(), period, credits))
            return True

    async def _add(
        self, kind: ledger.EntryKind, account: Account, amount: Hundredths, by: int
    ) -> None:
        target = Target.user(account.guild_id, account.user_id)
        async with self._database.transaction() as db:
            await ledger.add(db, Entry(self._now(), kind, account, amount, None, by))
            details: dict[str, Json | None] = {"amount": amount} if amount else {}
            await self._record(db, f"quota.{kind}", target, by, **details)

    async def _record(
        self, db: Connection, action: str, target: Target, by: int, **details: Json | None
    ) -> None:
        subject = (
            target.scope if target.subject_id is None else f"{target.scope}:{target.subject_id}"
        )
        entry = AuditEntry(self._now(), by, target.guild_id, action, subject, details)
        await write_audit(db, entry)


async def status_of(
    db: Connection, account: Account, role_ids: Collection[int], now: datetime
) -> QuotaStatus:
    """How an account stands, inside a transaction that is open already."""
    rule = most_specific(await _rules(db, account.guild_id), account, role_ids)
    zone = time_zone(await _zone_name(db, account.guild_id))
    since = period_start(rule.period, now, zone)
    used = await ledger.used_since(db, account, since)
    granted = await ledger.granted_since(db, account, since)
    remaining = None if rule.credits is None else max(0, rule.credits + granted - used)
    return QuotaStatus(rule, used, granted, remaining, next_start(rule.period, now, zone))


async def reserve(db: Connection, before: QuotaStatus, entry: Entry) -> QuotaStatus:
    """Charge `entry` to its account and return how it stands then; QuotaExceeded if too much.

    `before`: how it stands, read in this transaction.
    """
    if entry.amount > 0 and before.remaining is not None and entry.amount > before.remaining:
        raise QuotaExceeded(
            price=entry.amount, remaining=before.remaining, resets_at=before.resets_at
        )
    await ledger.add(db, entry)
    return before.charged(entry.amount)


async def _rules(db: Connection, guild_id: int | None) -> list[Rule]:
    rows = await db.rows(
        "SELECT * FROM quota_rules WHERE guild_id IS NULL OR guild_id = ? "
        "ORDER BY CASE scope WHEN 'global' THEN 0 WHEN 'guild' THEN 1 WHEN 'role' THEN 2 ELSE 3 "
        "END, guild_id, subject_id",
        (guild_id,),
    )
    return [Rule.from_row(row) for row in rows]


async def _write_rule(db: Connection, rule: Rule) -> None:
    await db.run(_DELETE_RULE, _key(rule.target))
    await db.run(
        "INSERT INTO quota_rules (scope, guild_id, subject_id, period, credits) "
        "VALUES (?, ?, ?, ?, ?)",
        (*_key(rule.target), rule.period, rule.credits),
    )


def _key(target: Target) -> tuple[str, int | None, int | None]:
    return target.scope, target.guild_id, target.subject_id


async def _zone_name(db: Connection, guild_id: int | None) -> str:
    own = await read_setting(db, _scope(guild_id), guild_id, TIME_ZONE)
    return str(own or await read_setting(db, "global", None, TIME_ZONE) or "UTC")


def _scope(guild_id: int | None) -> SettingScope:
    return "global" if guild_id is None else "guild"
