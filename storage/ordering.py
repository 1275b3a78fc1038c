"""An order: know a repeated interaction, hold the waiting limits, reserve the price, insert.

All in the caller's one transaction, so that many orders at once never pass on the credits of one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from storage import standing
from storage.audit import AuditEntry, write_audit
from storage.ceilings import Bounds
from storage.database import Connection
from storage.errors import QueueFull, QuotaExceeded
from storage.job import Job, Limits, NewJob, Ordered, Status
from storage.ledger import Entry
from storage.quota_rules import Account, QuotaStatus
from storage.times import to_text

DAY: Final = timedelta(days=1)
LATELY = "SELECT COUNT(*) AS jobs FROM jobs WHERE user_id = :user_id AND created_at > :since"
KNOWN = "SELECT * FROM jobs WHERE interaction_id = ? AND part = ?"
_INSERT = """
    INSERT INTO jobs (
        id, kind, status, user_id, guild_id, channel_id, interaction_id, prompt, request,
        price, speed, parent_id, parent_index, visibility, part, progress_message_id,
        created_at, locale
    ) VALUES (
        :id, :kind, :status, :user_id, :guild_id, :channel_id, :interaction_id, :prompt, :request,
        :price, :speed, :parent_id, :parent_index, :visibility, :part, :progress_message_id,
        :created_at, :locale
    ) RETURNING *
"""


async def place_orders(
    db: Connection,
    new_jobs: Sequence[NewJob],
    limits: Limits,
    role_ids: Collection[int],
    now: datetime,
    bounds: Bounds = standing.UNBOUND,
) -> list[Ordered]:
    """Store all the jobs of one interaction, or find them; QueueFull, QuotaExceeded for the whole.

    All are of one person in one place. Whatever is raised, the caller's transaction is given up.
    """
    first = new_jobs[0]
    account = Account(first.user_id, first.guild_id)
    known = await db.row(KNOWN, (first.interaction_id, first.part))
    status = await standing.status_of(db, account, role_ids, now, bounds)
    if known is not None:
        return [await _found(db, new_job, status) for new_job in new_jobs]
    await _hold_waiting_limits(db, first.user_id, limits, len(new_jobs))
    await _hold_daily_limit(db, first.user_id, limits, len(new_jobs), now)
    price = sum(new_job.price for new_job in new_jobs)
    if price > 0 and status.remaining is not None and price > status.remaining:
        raise QuotaExceeded(
            price=price,
            remaining=status.remaining,
            given=status.given or 0,
            resets_at=status.resets_at,
        )
    ordered = []
    for new_job in new_jobs:
        ordered.append(await _insert(db, new_job, account, status, now))
        status = ordered[-1].quota
    return ordered


async def _found(db: Connection, new_job: NewJob, status: QuotaStatus) -> Ordered:
    """Parts were stored together, so where one is known all are."""
    row = await db.row(KNOWN, (new_job.interaction_id, new_job.part))
    assert row is not None, "a part of an order is missing"
    return await _ordered(db, Job.from_row(row), status, is_new=False)


async def _insert(
    db: Connection, new_job: NewJob, account: Account, before: QuotaStatus, now: datetime
) -> Ordered:
    row = await db.row(_INSERT, _columns(new_job, now))
    assert row is not None  # RETURNING gives the inserted row
    if new_job.visibility == "stealth":  # nobody else sees it, so moderators can know it is there
        by, guild_id = new_job.user_id, new_job.guild_id
        await write_audit(db, AuditEntry(now, by, guild_id, "job.stealth", new_job.id, {}))
    entry = Entry(now, "reserve", account, new_job.price, new_job.id, None)
    status = await standing.reserve(db, before, entry)
    return await _ordered(db, Job.from_row(row), status, is_new=True)


async def _hold_waiting_limits(db: Connection, user_id: int, limits: Limits, count: int) -> None:
    """QueueFull where `count` more would be too many."""
    row = await db.row(
        "SELECT COUNT(*) AS everyone, COUNT(*) FILTER (WHERE user_id = ?) AS own "
        "FROM jobs WHERE status = 'queued'",
        (user_id,),
    )
    assert row is not None  # a count always has a row
    if row["own"] + count > limits.waiting_per_user:
        raise QueueFull(whose="user", limit=limits.waiting_per_user, waiting=row["own"])
    if row["everyone"] + count > limits.waiting_total:
        raise QueueFull(whose="everyone", limit=limits.waiting_total, waiting=row["everyone"])


async def _hold_daily_limit(
    db: Connection, user_id: int, limits: Limits, count: int, now: datetime
) -> None:
    """QueueFull where `count` more would be too many: a row stays for good, cancelled or not."""
    if limits.orders_per_day is None:
        return
    row = await db.row(LATELY, {"user_id": user_id, "since": to_text(now - DAY)})
    assert row is not None  # a count always has a row
    if row["jobs"] + count > limits.orders_per_day:
        raise QueueFull(whose="day", limit=limits.orders_per_day, waiting=row["jobs"])


async def _ordered(db: Connection, job: Job, status: QuotaStatus, *, is_new: bool) -> Ordered:
    row = await db.row(
        "SELECT COUNT(*) FILTER (WHERE status = 'running') AS running, "
        "COUNT(*) FILTER (WHERE status = 'queued') AS waiting "
        "FROM jobs WHERE user_id = ? AND status IN ('queued', 'running', 'delivering')",
        (job.user_id,),
    )
    assert row is not None  # a count always has a row
    return Ordered(job, status, is_new, row["running"], row["waiting"])


def _columns(new_job: NewJob, now: datetime) -> dict[str, str | int | None]:
    return {
        "id": new_job.id,
        "kind": new_job.kind,
        "status": Status.QUEUED.value,
        "user_id": new_job.user_id,
        "guild_id": new_job.guild_id,
        "channel_id": new_job.channel_id,
        "interaction_id": new_job.interaction_id,
        "prompt": new_job.prompt,
        "request": new_job.request,
        "price": new_job.price,
        "speed": new_job.speed,
        "parent_id": new_job.parent_id,
        "parent_index": new_job.parent_index,
        "visibility": new_job.visibility,
        "part": new_job.part,
        "progress_message_id": new_job.progress_message_id,
        "created_at": to_text(now),
        "locale": new_job.locale,
    }
