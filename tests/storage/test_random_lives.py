"""People do random things in a random order, and the books are right after every one of them."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Job, NotFound, QueueFull, QuotaExceeded, Status, Storage, Target
from storage.job import MOVES
from tests.storage.people import ADA, BEN, GUILD, Limits, SetClock, ledger_of, new_job, pictures

LIMITS = Limits(running_per_user=2, waiting_per_user=4, waiting_total=6)
DAILY = 1000
GRANT = 250

# A deed and a number that chooses whom or what it is done to.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("order", "order", "again", "claim", "claim", "finish", "complete", "fail"),
                *("cancel", "cancel", "release", "restart", "grant", "reset", "tomorrow"),
                *("heart", "heart"),
            ]
        ),
        st.integers(0, 5),
    ),
    min_size=10,
    max_size=40,
)


@dataclass
class Town:
    """A storage, and beside it the simplest account of what ought to be in it."""

    storage: Storage
    clock: SetClock
    seen: dict[str, Job] = field(default_factory=dict)
    interactions: list[int] = field(default_factory=list)
    granted: int = 0
    since_reset: set[str] = field(default_factory=set)  # Ada's jobs that count today
    hearts: set[str] = field(default_factory=set)  # Ben's, on first pictures

    async def do(self, deed: str, number: int) -> None:
        jobs, quotas = self.storage.jobs, self.storage.quotas
        if deed == "order":
            await self.order(number)
        elif deed == "again" and self.interactions:
            interaction = self.interactions[number % len(self.interactions)]
            ordered = await jobs.order(new_job(ADA, interaction_id=interaction), LIMITS)
            assert not ordered.is_new
        elif deed == "claim":
            await jobs.claim(LIMITS.running_per_user)
        elif deed == "restart":
            await jobs.requeue_interrupted()
        elif deed == "grant":
            await quotas.grant(ADA, GUILD, GRANT, by=1)
            self.granted += GRANT
        elif deed == "reset":
            await quotas.reset(ADA, GUILD, by=1)
            self.since_reset.clear()
        elif deed == "tomorrow":
            self.clock.forward(days=1)
            self.granted = 0
            self.since_reset.clear()
        elif self.seen:
            await self.touch(deed, list(self.seen)[number % len(self.seen)])  # newest first

    async def order(self, number: int) -> None:
        user = (ADA, ADA, BEN)[number % 3]
        speed = ("fast", "turbo")[number % 2]
        visibility = ("public", "stealth")[number // 3 % 2]
        price = (50, 100, 400)[number % 3]
        new = new_job(user, price=price, speed=speed, visibility=visibility)
        try:
            ordered = await self.storage.jobs.order(new, LIMITS)
        except (QueueFull, QuotaExceeded):
            return
        assert ordered.is_new
        self.interactions.append(new.interaction_id)
        if user == ADA:
            self.since_reset.add(new.id)

    async def touch(self, deed: str, job_id: str) -> None:
        jobs = self.storage.jobs
        if deed == "finish":
            await jobs.finish_pictures(job_id, pictures(job_id))
        elif deed == "complete":
            await jobs.complete(job_id, 5001)
        elif deed == "fail":
            await jobs.fail(job_id, "out of paint")
        elif deed == "cancel":
            await jobs.cancel(job_id)
        elif deed == "release":
            await jobs.release(job_id)
        elif deed == "heart":
            await self.heart(job_id)

    async def heart(self, job_id: str) -> None:
        try:
            is_there = await self.storage.favourites.toggle(BEN, job_id, 1)
        except NotFound:
            assert self.seen[job_id].finished_at is None
            return
        self.hearts ^= {job_id}
        assert is_there == (job_id in self.hearts)

    async def check(self) -> None:
        recent = [
            *await self.storage.jobs.recent(ADA, 999),
            *await self.storage.jobs.recent(BEN, 999),
        ]
        now = {job.id: job for job in recent}
        for job_id, before in self.seen.items():
            after = now[job_id]
            assert after.status == before.status or after.status in MOVES[before.status]
            if before.is_ended:
                assert after == before
        self.seen = now
        for user in (ADA, BEN):
            mine = [job for job in recent if job.user_id == user]
            assert sum(job.status == Status.RUNNING for job in mine) <= LIMITS.running_per_user
        await self.check_books()
        await self.check_found(now)

    async def check_found(self, now: dict[str, Job]) -> None:
        found = self.storage.found
        mine = sum(job.user_id == ADA for job in now.values())
        assert (await found.page(ADA)).total == mine
        liked = {each.job.id for each in (await found.page(BEN, which="favourites", size=99)).jobs}
        hidden = {
            job_id
            for job_id in self.hearts
            if now[job_id].visibility == "stealth" and now[job_id].user_id != BEN
        }
        assert liked == self.hearts - hidden

    async def check_books(self) -> None:
        charged = {"failed": 0, "cancelled": 0}
        entries = [
            *await ledger_of(self.storage, ADA, GUILD),
            *await ledger_of(self.storage, BEN, GUILD),
        ]
        spent = sum(entry.amount for entry in entries if entry.kind != "grant")
        assert spent == sum(charged.get(job.status, job.price) for job in self.seen.values())
        status = await self.storage.quotas.status(ADA, GUILD)
        counting = [self.seen[job_id] for job_id in self.since_reset]
        assert status.used == sum(charged.get(job.status, job.price) for job in counting)
        assert status.granted == self.granted
        assert 0 <= status.used <= DAILY + self.granted
        assert status.remaining == DAILY + self.granted - status.used


@settings(max_examples=60, deadline=None)
@given(deeds=DEEDS)
def test_the_books_are_right_whatever_happens(empty: Path, deeds: list[tuple[str, int]]) -> None:
    async def live() -> None:
        clock = SetClock()
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(empty, folder)
            async with Storage.open(Path(folder), clock) as storage:
                await storage.quotas.set_rule(Target.everyone(), "day", DAILY, by=1)
                town = Town(storage, clock)
                for deed, number in deeds:
                    await town.do(deed, number)
                    await town.check()

    asyncio.run(live())
