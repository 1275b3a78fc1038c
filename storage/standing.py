"""How an account stands: under its rule, and under the operator's ceiling. Inside a transaction.

It reads and charges; who may change a rule or a ceiling is asked elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, tzinfo

from storage import ledger
from storage.ceilings import CEILING, Bounds, bounded
from storage.database import Connection
from storage.errors import QuotaExceeded
from storage.ledger import Entry, Sums
from storage.periods import Period, next_start, period_start, time_zone
from storage.quota_rules import Account, QuotaStatus, Rule, most_specific
from storage.settings import TIME_ZONE, Json

UNBOUND = Bounds()
STORED = """
    SELECT scope, key, value FROM settings
    WHERE (scope = 'guild' AND COALESCE(scope_id, 0) = :guild_id AND key IN (:zone, :ceiling))
        OR (scope = 'global' AND COALESCE(scope_id, 0) = 0 AND key = :zone)
"""


async def status_of(
    db: Connection,
    account: Account,
    role_ids: Collection[int],
    now: datetime,
    bounds: Bounds = UNBOUND,
) -> QuotaStatus:
    """How an account stands, inside a transaction that is open already.

    Under its rule or under the operator's ceiling, whichever leaves less.
    """
    stored = await stored_of(db, account.guild_id)
    zone = time_zone(stored.zone_name)
    if account.guild_id is None and bounds.direct_messages is not None:
        rule = bounds.direct_messages
    else:
        rule = most_specific(await rules_of(db, account.guild_id), account, role_ids)
    sums = await _sums(db, account, rule.period, now, zone)
    remaining = None if rule.credits is None else max(0, rule.credits + sums.granted - sums.used)
    resets_at = next_start(rule.period, now, zone)
    status = QuotaStatus(rule, rule, sums.used, sums.granted, remaining, resets_at)
    ceiling = bounds.servers.or_own(stored.ceiling)
    if account.guild_id is None or ceiling.credits is None:
        return status
    if ceiling.period != rule.period:
        sums = await _sums(db, account, ceiling.period, now, zone)
    month = await _sums(db, account, "month", now, zone) if sums.extra else sums
    extra, under = bounded(ceiling, sums.spent, sums.extra, month.extra - sums.extra)
    if remaining is not None and remaining <= under:
        return status
    resets_at = next_start(ceiling.period, now, zone)
    return QuotaStatus(rule, ceiling.rule, sums.spent, extra, under, resets_at)


async def _sums(
    db: Connection, account: Account, period: Period, now: datetime, zone: tzinfo
) -> Sums:
    return await ledger.sums_since(db, account, period_start(period, now, zone))


async def reserve(db: Connection, before: QuotaStatus, entry: Entry) -> QuotaStatus:
    """Charge `entry` to its account and return how it stands then; QuotaExceeded if too much.

    `before`: how it stands, read in this transaction.
    """
    if entry.amount > 0 and before.remaining is not None and entry.amount > before.remaining:
        raise QuotaExceeded(
            price=entry.amount,
            remaining=before.remaining,
            given=before.given or 0,
            resets_at=before.resets_at,
        )
    await ledger.add(db, entry)
    return before.charged(entry.amount)


async def rules_of(db: Connection, guild_id: int | None) -> list[Rule]:
    """The rules that can hold in a guild, the widest first."""
    rows = await db.rows(
        "SELECT * FROM quota_rules WHERE guild_id IS NULL OR guild_id = ? "
        "ORDER BY CASE scope WHEN 'global' THEN 0 WHEN 'guild' THEN 1 WHEN 'role' THEN 2 ELSE 3 "
        "END, guild_id, subject_id",
        (guild_id,),
    )
    return [Rule.from_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class StoredOfPlace:
    """What the settings of a place say about its credits."""

    zone_name: str
    ceiling: Json | None


async def stored_of(db: Connection, guild_id: int | None) -> StoredOfPlace:
    """The zone of a place, and the ceiling of its own, if it has one."""
    parameters: dict[str, str | int | None] = {
        "zone": TIME_ZONE,
        "ceiling": CEILING,
        "guild_id": guild_id,
    }
    rows = await db.rows(STORED, parameters)
    found = {(row["scope"], row["key"]): json.loads(row["value"]) for row in rows}
    zone = found.get(("guild", TIME_ZONE)) or found.get(("global", TIME_ZONE)) or "UTC"
    return StoredOfPlace(str(zone), found.get(("guild", CEILING)))
