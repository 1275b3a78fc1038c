"""Quotas: the rules of everyone, guilds, roles and users, and how an account stands under them.

A grant adds to the present period only and ends with it. A reset makes the present spending or
grants zero and touches no history. No rule goes over the operator's ceiling. Every change by an
admin is in the audit log, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from storage import ledger, usage
from storage.audit import AuditEntry, write_audit
from storage.ceilings import CEILING, Bounds, Ceiling
from storage.database import Connection, Database
from storage.errors import GrantsExceeded, OverCeiling
from storage.ledger import Entry, Resets
from storage.periods import Period, period_start, time_zone
from storage.quota_rules import Account, Hundredths, QuotaStatus, Rule, Target, most_specific
from storage.settings import Json, clear_setting, read_setting, write_setting
from storage.standing import UNBOUND, rules_of, status_of, stored_of
from storage.times import Clock
from storage.usage import Usage

_SPENDING: Final[tuple[Resets, ...]] = ("spending",)
_DEFAULT_IS_SET = "quota_default_is_set"
_DELETE_RULE = (
    "DELETE FROM quota_rules WHERE scope = ? "
    "AND COALESCE(guild_id, 0) = COALESCE(?, 0) AND COALESCE(subject_id, 0) = COALESCE(?, 0)"
)


class Quotas:
    """What admins set and people ask for, within the operator's `bounds`."""

    def __init__(self, database: Database, now: Clock, bounds: Bounds = UNBOUND) -> None:
        self._database = database
        self._now = now
        self._bounds = bounds

    async def status(
        self, user_id: int, guild_id: int | None, role_ids: Collection[int] = ()
    ) -> QuotaStatus:
        """How a person stands in a guild, or in direct messages (None)."""
        account = Account(user_id, guild_id)
        return await self._database.in_one_read(
            lambda db: status_of(db, account, role_ids, self._now(), self._bounds)
        )

    async def rule_of_role(self, guild_id: int, role_id: int) -> Rule:
        """What a member with this role and no other gets, where no rule is theirs alone."""
        async with self._database.read() as db:
            rules = [rule for rule in await rules_of(db, guild_id) if rule.target.scope != "user"]
            ceiling = await self._ceiling(db, guild_id)
        rule = most_specific(rules, Account(0, guild_id), [role_id])
        return rule if ceiling.allows(rule) else ceiling.rule

    async def ceiling(self, guild_id: int | None) -> Ceiling:
        """What no rule of a server gives more than; for servers and not for direct messages."""
        async with self._database.read() as db:
            return await self._ceiling(db, guild_id)

    async def set_ceiling(
        self, guild_id: int, period: Period, credits: Hundredths | None, *, by: int
    ) -> None:
        """Give one server a ceiling of its own; `credits` None lifts it there."""
        own = Ceiling(period, credits)
        async with self._database.transaction() as db:
            await write_setting(db, "guild", guild_id, CEILING, own.to_json())
            target = Target("guild", guild_id)
            await self._record(db, "quota.ceiling", target, by, period=period, credits=credits)

    async def clear_ceiling(self, guild_id: int, *, by: int) -> None:
        """The ceiling of all servers holds in this one again."""
        async with self._database.transaction() as db:
            await clear_setting(db, "guild", guild_id, CEILING)
            await self._record(db, "quota.ceiling", Target("guild", guild_id), by)

    async def usage(self, guild_id: int, period: Period, most: int) -> Usage:
        """Who has spent most of the present period in a guild, and what all have."""
        async with self._database.read() as db:
            zone = time_zone((await stored_of(db, guild_id)).zone_name)
            since = period_start(period, self._now(), zone)
            return await usage.by_person(db, guild_id, since, most)

    async def rules(self, guild_id: int | None) -> list[Rule]:
        """The rules that can hold in a guild, the widest first; None: those without a guild."""
        async with self._database.read() as db:
            return await rules_of(db, guild_id)

    async def set_rule(
        self, target: Target, period: Period, credits: Hundredths | None, *, by: int
    ) -> Rule:
        """Set or replace the rule of a target; `credits` None is unlimited. OverCeiling."""
        if credits is not None and credits < 0:
            raise ValueError(f"credits cannot be negative, got {credits}")
        rule = Rule(target, period, credits)
        async with self._database.transaction() as db:
            ceiling = await self._ceiling(db, target.guild_id)
            if not ceiling.allows(rule):
                raise OverCeiling(ceiling.period, ceiling.credits)
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
        """Add to what a person may spend in the present period. GrantsExceeded."""
        if amount <= 0:
            raise ValueError(f"a grant is more than nothing, got {amount}")
        account = Account(user_id, guild_id)
        async with self._database.transaction() as db:
            await self._hold_grants(db, account, amount)
            await self._add(db, Entry(self._now(), "grant", account, amount, None, by))

    async def reset(
        self,
        user_id: int,
        guild_id: int | None,
        what: Collection[Resets] = _SPENDING,
        *,
        by: int,
    ) -> None:
        """Make what a person has spent, or was granted, in the present period zero, or both."""
        account = Account(user_id, guild_id)
        async with self._database.transaction() as db:
            for one in what:
                await self._add(db, Entry(self._now(), "reset", account, 0, None, by, one))

    async def ensure_default(self, period: Period, credits: Hundredths | None) -> bool:
        """Set the global rule at the very first start; False later, even if an admin removed it."""
        async with self._database.transaction() as db:
            if await read_setting(db, "global", None, _DEFAULT_IS_SET):
                return False
            await write_setting(db, "global", None, _DEFAULT_IS_SET, True)
            await _write_rule(db, Rule(Target.everyone(), period, credits))
            return True

    async def _hold_grants(self, db: Connection, account: Account, amount: Hundredths) -> None:
        """GrantsExceeded where the admins of a server would add too much in this month."""
        stored = await stored_of(db, account.guild_id)
        ceiling = self._bounds.servers.or_own(stored.ceiling)
        if account.guild_id is None or ceiling.credits is None:
            return
        since = period_start("month", self._now(), time_zone(stored.zone_name))
        left = max(0, ceiling.grants - (await ledger.sums_since(db, account, since)).extra)
        if amount > left:
            raise GrantsExceeded(most=ceiling.grants, left=left)

    async def _ceiling(self, db: Connection, guild_id: int | None) -> Ceiling:
        if guild_id is None:
            return UNBOUND.servers
        return self._bounds.servers.or_own((await stored_of(db, guild_id)).ceiling)

    async def _add(self, db: Connection, entry: Entry) -> None:
        await ledger.add(db, entry)
        target = Target.user(entry.account.guild_id, entry.account.user_id)
        details: dict[str, Json | None] = {"amount": entry.amount} if entry.amount else {}
        if entry.resets is not None:
            details["what"] = entry.resets
        await self._record(db, f"quota.{entry.kind}", target, entry.by_user_id or 0, **details)

    async def _record(
        self, db: Connection, action: str, target: Target, by: int, **details: Json | None
    ) -> None:
        subject = (
            target.scope if target.subject_id is None else f"{target.scope}:{target.subject_id}"
        )
        entry = AuditEntry(self._now(), by, target.guild_id, action, subject, details)
        await write_audit(db, entry)


async def _write_rule(db: Connection, rule: Rule) -> None:
    await db.run(_DELETE_RULE, _key(rule.target))
    await db.run(
        "INSERT INTO quota_rules (scope, guild_id, subject_id, period, credits) "
        "VALUES (?, ?, ?, ?, ?)",
        (*_key(rule.target), rule.period, rule.credits),
    )


def _key(target: Target) -> tuple[str, int | None, int | None]:
    return target.scope, target.guild_id, target.subject_id
