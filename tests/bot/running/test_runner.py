"""Moments of the runner that no person can bring about on purpose."""

import asyncio
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from bot.messages.delivery import Delivery
from bot.messages.queue_places import QueuePlaces
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.running.copies import Copies
from bot.running.results import Results
from bot.running.runner import Runner
from bot.running.runner_options import RunnerOptions
from engine import CannedEngine
from engine.canned import CANNED_CARD
from storage import DatabaseBroken, Job, Limits, NewJob, Storage


class StoppedAfterItsClaim:
    """The jobs of a storage where somebody presses Cancel between a claim and its return."""

    def __init__(self, storage: Storage) -> None:
        self._jobs = storage.jobs
        self.claims = 0
        self.is_over = asyncio.Event()

    def __getattr__(self, name: str):
        return getattr(self._jobs, name)

    async def claim(self, running_per_user: int) -> Job | None:
        job = await self._jobs.claim(running_per_user)
        if job is not None:
            assert await self._jobs.cancel(job.id)
        elif self.claims:
            self.is_over.set()  # woken again, so the first job's task has ended
        self.claims += 1
        return job


class BrokenOnce:
    """The jobs of a storage whose disk breaks between a claim and the work, once."""

    def __init__(self, storage: Storage) -> None:
        self._jobs = storage.jobs
        self._health = storage.health
        self.claims = 0
        self.is_broken = asyncio.Event()

    def __getattr__(self, name: str):
        return getattr(self._jobs, name)

    async def claim(self, running_per_user: int) -> Job | None:
        job = await self._jobs.claim(running_per_user)
        self.claims += job is not None
        return job

    async def get(self, job_id: str) -> Job:
        if not self.is_broken.is_set():
            error = DatabaseBroken(Path("easel.db"), "disk I/O error")
            self._health.failed(error)
            self.is_broken.set()
            raise error
        return await self._jobs.get(job_id)


def new_job() -> NewJob:
    order = Menu(CANNED_CARD, 6000, True).read("a fox", Preferences())[0]
    return NewJob(
        kind="imagine",
        user_id=1,
        guild_id=2,
        channel_id=3,
        interaction_id=4,
        prompt="a fox",
        request=order.to_json(),
        price=100,
    )


@pytest.fixture
async def storage(tmp_path: Path):
    async with Storage.open(tmp_path) as opened:
        yield opened


async def test_a_job_stopped_between_its_claim_and_its_start_is_never_made(storage: Storage):
    """Its person was told "(Stopped)"; a late start would overwrite that and burn the GPU."""
    await storage.jobs.order(new_job(), Limits(3, 10, 200))
    storage.jobs = jobs = StoppedAfterItsClaim(storage)  # type: ignore[assignment]
    delivery = create_autospec(Delivery, instance=True)
    delivery.progress_message_id.return_value = 9
    delivery.edit_progress.return_value = True
    places = create_autospec(QueuePlaces, instance=True)
    async with CannedEngine() as engine:
        options = RunnerOptions(slots=1, running_per_user=3, edit_every_s=0)
        results, copies = create_autospec(Results), create_autospec(Copies)
        runner = Runner(storage, engine, delivery, places, results, copies, options)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(60):
            await jobs.is_over.wait()
        assert engine.requests == []
        assert runner.has_slot
        delivery.send.assert_not_called()
        running.cancel()
        await asyncio.wait({running})


async def test_a_job_whose_disk_breaks_goes_back_to_the_line_and_is_made(storage: Storage):
    """Put back without a word to the runner it would wait for the next order, perhaps for ever."""
    await storage.jobs.order(new_job(), Limits(3, 10, 200))
    storage.jobs = jobs = BrokenOnce(storage)  # type: ignore[assignment]
    delivery = create_autospec(Delivery, instance=True)
    delivery.progress_message_id.return_value = 9
    delivery.edit_progress.return_value = True
    results, is_kept = create_autospec(Results, instance=True), asyncio.Event()
    results.keep.side_effect = lambda job, made: is_kept.set()
    async with CannedEngine() as engine:
        runner = Runner(
            storage,
            engine,
            delivery,
            create_autospec(QueuePlaces, instance=True),
            results,
            create_autospec(Copies, instance=True),
            RunnerOptions(slots=1, running_per_user=3, edit_every_s=0),
        )
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(60):
            await jobs.is_broken.wait()
            for _ in range(20):
                await asyncio.sleep(0)  # everything that goes on comes to its wait
            assert jobs.claims == 1
            storage.health.mended()
            await is_kept.wait()
        assert jobs.claims == 2
        assert len(engine.requests) == 1
        running.cancel()
        await asyncio.wait({running})
