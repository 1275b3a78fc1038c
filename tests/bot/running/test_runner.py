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
from bot.running.runner import Runner, RunnerOptions
from engine import CannedEngine
from engine.canned import CANNED_CARD
from storage import Job, Limits, NewJob, Storage


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
