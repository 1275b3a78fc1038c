"""The line as the people in it see it: place and time in each waiting job's own message.

No two messages say one place at the same time: who gets a place waits until the message that said
it says another. Reads the line from the database and edits messages; it moves no job.
"""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from storage import Job, Storage

LEFT_BEHIND_S: Final = 5.0  # a message that cannot be edited holds its place no longer than this


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a job stands; `place` None: it starts at once, or it does not wait."""

    place: int | None
    minutes: float | None


NO_PLACE: Final = Outlook(None, None)
_Pending = dict[str, tuple[Job, Outlook]]


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
        self._waiting: set[str] = set()
        self._left: set[str] = set()  # since the line was last read
        self._said: dict[str, Outlook] = {}  # what the messages of waiting jobs say
        self._holders: dict[int, str] = {}  # whose message says a place, or is about to
        self._freed = asyncio.Event()
        self._restarted: set[str] = set()
        self._is_over = False

    def changed(self) -> None:
        self._changed.set()

    def leave(self, job_id: str) -> bool:
        """It is in line no more: from now on the runner edits its message.

        True where that says more than that it waits: a place, or what an earlier run said of it.
        The place is nobody else's before `free` is called.
        """
        self._left.add(job_id)
        self._waiting.discard(job_id)
        self._restarted.discard(job_id)
        return self._said.pop(job_id, None) != NO_PLACE

    def free(self, job_id: str) -> None:
        """The message of a job that has left says no place any more."""
        self._let_go(job_id)
        self._freed.set()

    def end(self) -> None:
        """The program stops: nothing is told any more, least of all over "Paused"."""
        self._is_over = True
        self._waiting.clear()

    def came_back(self, job_id: str) -> None:
        """A restart put this job back in line, and its message shall say so."""
        self._restarted.add(job_id)

    async def outlook(self, job_id: str, *, starts_at_once: bool) -> Outlook:
        """What to tell about a job just ordered.

        Nothing where the first in line starts at once, nor while another message says its place:
        then it is told with the next edits.
        """
        found = await self._storage.jobs.place(job_id, self._running_per_user)
        if found.place is None:
            return NO_PLACE
        outlook = Outlook(found.place, self._minutes(found.place, found.mean_seconds))
        if (found.place == 1 and starts_at_once) or self._is_taken(found.place, job_id):
            outlook = NO_PLACE
        self._waiting.add(job_id)
        self._say(job_id, outlook)
        return outlook

    async def foremost(self, job_ids: Collection[str]) -> Outlook:
        """Where the first of these jobs stands in line; nothing where none of them waits."""
        line = await self._storage.jobs.waiting(self._running_per_user)
        place = next((n for n, job in enumerate(line, 1) if job.id in job_ids), None)
        return NO_PLACE if place is None else Outlook(place, await self.minutes(place))

    async def minutes(self, place: int) -> float | None:
        """When the job at this place is done being waited for, from measured seconds."""
        return self._minutes(place, await self._storage.jobs.mean_seconds())

    def _minutes(self, place: int, seconds: float | None) -> float | None:
        """As far as people are told: what changes less is no reason for an edit."""
        minutes = 0 if seconds is None else place * seconds / self._slots / 60
        return None if seconds is None else 0.0 if minutes < 1 else float(round(minutes))

    async def run(self) -> None:
        """Edit what has changed, again and again, until cancelled."""
        while not self._is_over:
            await self._changed.wait()
            self._changed.clear()
            await self._edit_messages(await self._storage.health.stored(self._read_line))
            await asyncio.sleep(self._every_s)

    async def _read_line(self) -> _Pending:
        """Jobs whose messages say something else than what holds now; the last in line first,
        since most who move are moved back.
        """
        known = set(self._said)
        self._left.clear()
        seconds = await self._storage.jobs.mean_seconds()
        line = await self._storage.jobs.waiting(self._running_per_user)
        here = set() if self._is_over else {job.id for job in line} - self._left
        for job_id in known - here - self._left:  # claimed or ended, and nobody has said so yet
            self.leave(job_id)  # its message says its place still: it is not free
        self._waiting |= here
        pending: _Pending = {}
        for place, job in reversed(list(enumerate(line, 1))):
            outlook = Outlook(place, self._minutes(place, seconds))
            if self._said.get(job.id) != outlook:
                pending[job.id] = (job, outlook)
        return pending

    async def _edit_messages(self, pending: _Pending) -> None:
        """Each as soon as no other message says its place."""
        while pending := {key: one for key, one in pending.items() if key in self._waiting}:
            free = (key for key, (_, to) in pending.items() if not self._is_taken(to.place, key))
            job_id = next(free, None)
            if job_id is not None:
                await self._edit(*pending.pop(job_id))
                continue
            holders = {self._holders[to.place] for _, to in pending.values() if to.place}
            if left := holders - self._waiting:
                await self._wait_for(left)
            elif holders <= pending.keys():  # they wait for each other: one gives up its own
                await self._edit(pending[holders.pop()][0], NO_PLACE)
            else:  # somebody was told a place since the line was read
                self.changed()
                return

    async def _wait_for(self, left: set[str]) -> None:
        """Jobs that are being made by now, which their messages will say in a moment."""
        self._freed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LEFT_BEHIND_S):
                await self._freed.wait()
                return
        for job_id in left:
            self._let_go(job_id)

    async def _edit(self, job: Job, outlook: Outlook) -> None:
        posts = JobPosts.of(job)
        self._say(job.id, outlook)
        if job.id in self._restarted:
            post = posts.restarted(outlook.place)
        else:
            post = posts.waiting(outlook.place, outlook.minutes)
        await self._delivery.edit_progress(
            JobAddress.of(job), post, partial(self._is_waiting, job.id)
        )
        if self._is_waiting(job.id):
            self._let_go(job.id, but=outlook.place)

    def _say(self, job_id: str, outlook: Outlook) -> None:
        """From now on the job's message says this, or will in a moment."""
        self._said[job_id] = outlook
        if outlook.place is not None:
            self._holders[outlook.place] = job_id

    def _let_go(self, job_id: str, but: int | None = None) -> None:
        for place in [one for one, holder in self._holders.items() if holder == job_id]:
            if place != but:
                del self._holders[place]

    def _is_taken(self, place: int | None, job_id: str) -> bool:
        return place is not None and self._holders.get(place, job_id) != job_id

    def _is_waiting(self, job_id: str) -> bool:
        return job_id in self._waiting and not self._is_over
