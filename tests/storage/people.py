"""Wishes and jobs for the tests of storage, a clock that they move, and what only tests read."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from storage import AuditEntry, Entry, Job, Limits, NewImage, NewJob, Ordered, Storage

PLENTY = Limits(running_per_user=3, waiting_per_user=1000, waiting_total=1000)
GUILD = 900_000_000_000_000_001
ADA, BEN, CHLOE = 800_000_000_000_000_001, 800_000_000_000_000_002, 800_000_000_000_000_003


@dataclass
class SetClock:
    """The time is what the test says it is."""

    moment: datetime = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)  # a Wednesday

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


_numbers = itertools.count(1)


def new_job(user_id: int = ADA, **changes: Any) -> NewJob:
    """A job for a red fox; each has its own interaction."""
    values: dict[str, Any] = {
        "kind": "imagine",
        "user_id": user_id,
        "guild_id": GUILD,
        "channel_id": 7,
        "interaction_id": next(_numbers),
        "prompt": "a red fox",
        "request": '{"text": "a red fox"}',
        "price": 0 if changes.get("speed") == "relax" else 100,
    }
    return NewJob(**{**values, **changes})


@dataclass
class Person:
    """Takes a job as far as a test needs it."""

    storage: Storage
    limits: Limits = field(default=PLENTY)

    async def order(self, user_id: int = ADA, **changes: Any) -> Ordered:
        return await self.storage.jobs.order(new_job(user_id, **changes), self.limits)

    async def running(self, user_id: int = ADA, **changes: Any) -> Job:
        """A running job; nothing else may wait."""
        await self.order(user_id, **changes)
        claimed = await self.storage.jobs.claim(running_per_user=1000)
        assert claimed is not None
        return claimed

    async def delivering(self, user_id: int = ADA, **changes: Any) -> Job:
        job = await self.running(user_id, **changes)
        assert await self.storage.jobs.finish_pictures(job.id, pictures(job.id))
        return await self.storage.jobs.get(job.id)

    async def done(self, user_id: int = ADA, message_id: int = 5000, **changes: Any) -> Job:
        job = await self.delivering(user_id, **changes)
        assert await self.storage.jobs.complete(job.id, message_id)
        return await self.storage.jobs.get(job.id)


def pictures(job_id: str) -> list[NewImage]:
    """Rows for four pictures, whose files nobody wrote."""
    return [
        NewImage(
            index=index,
            seed=2**32 - index,
            width_px=128,
            height_px=96,
            path=f"pictures/{job_id}/{index}.png",
        )
        for index in (1, 2, 3, 4)
    ]


async def ledger_of(storage: Storage, user_id: int, guild_id: int | None) -> list[Entry]:
    """Every entry of an account, newest first."""
    async with storage.database.read() as db:
        rows = await db.rows(
            "SELECT * FROM ledger WHERE user_id = ? AND guild_id IS ? ORDER BY number DESC",
            (user_id, guild_id),
        )
    return [Entry.from_row(row) for row in rows]


async def audit_of(storage: Storage, guild_id: int | None) -> list[AuditEntry]:
    """Every deed in a guild, or in none, newest first."""
    async with storage.database.read() as db:
        rows = await db.rows(
            "SELECT * FROM audit WHERE guild_id IS ? ORDER BY number DESC", (guild_id,)
        )
    return [AuditEntry.from_row(row) for row in rows]
