"""The line as the people in it see it: place and time in each waiting job's own message.

Reads the line from the database and edits messages; it moves no job.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from storage import Storage


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a job stands; `place` None: it starts at once, or it does not wait."""

    place: int | None
    minutes: float | None


class QueuePlaces:
    """`changed()` after every order, start and end; `run()` does the telling."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        *,
        running_per_user: int,
        slots: int,
        every_s: float,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._running_per_user = running_per_user
        self._slots = slots
        self._every_s = every_s
        self._changed = asyncio.Event()
        self._shown: dict[str, Outlook] = {}
        self._waiting: set[str] = set()
        self._restarted: set[str] = set()
        self._is_stopped = False

    def changed(self) -> None:
        self._changed.set()

    def stop(self) -> None:
        """Nothing is told any more: jobs that come back now go on after the restart, and say so."""
        self._is_stopped = True

    def leave(self, job_id: str) -> None:
        """It is in line no more: from now on the runner edits its message."""
        self._waiting.discard(job_id)
        self._shown.pop(job_id, None)
        self._restarted.discard(job_id)

    def came_back(self, job_id: str) -> None:
        """A restart put this job back in line, and its message shall say so."""
        self._restarted.add(job_id)

    async def outlook(self, job_id: str, *, starts_at_once: bool) -> Outlook:
        """What to tell about a job just ordered; nothing where the first in line starts at once."""
        found = await self._storage.jobs.place(job_id, self._running_per_user)
        if found.place is None or (found.place == 1 and starts_at_once):
            return Outlook(None, None)
        outlook = Outlook(found.place, self._minutes(found.place, found.mean_seconds))
        self._shown[job_id] = outlook
        return outlook

    async def foremost(self, job_ids: Collection[str]) -> Outlook:
        """Where the first of these jobs stands in line; nothing where none of them waits."""
        line = await self._storage.jobs.waiting(self._running_per_user)
        place = next((n for n, job in enumerate(line, 1) if job.id in job_ids), None)
        return Outlook(place, None if place is None else await self.minutes(place))

    async def minutes(self, place: int) -> float | None:
        """When the job at this place is done being waited for, from measured seconds."""
        return self._minutes(place, await self._storage.jobs.mean_seconds())

    async def run(self) -> None:
        """Edit what has changed, again and again, until cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._edit_messages()
            await asyncio.sleep(self._every_s)

    async def _edit_messages(self) -> None:
        jobs = await self._storage.jobs.waiting(self._running_per_user)
        self._waiting = {job.id for job in jobs}
        self._shown = {key: seen for key, seen in self._shown.items() if key in self._waiting}
        seconds = await self._storage.jobs.mean_seconds()
        for place, job in enumerate(jobs, 1):
            outlook = Outlook(place, self._minutes(place, seconds))
            if self._shown.get(job.id) == outlook or not self._is_waiting(job.id):
                continue
            posts = JobPosts.of(job)
            if job.id in self._restarted:
                post = posts.restarted(place)
            else:
                post = posts.waiting(place, outlook.minutes)
            self._shown[job.id] = outlook
            await self._delivery.edit_progress(
                JobAddress.of(job), post, partial(self._is_waiting, job.id)
            )

    def _minutes(self, place: int, seconds: float | None) -> float | None:
        return None if seconds is None else place * seconds / self._slots / 60

    def _is_waiting(self, job_id: str) -> bool:
        return job_id in self._waiting and not self._is_stopped
