"""The runner: takes jobs from the line, has their pictures made, sees each one to its end.

Engine and storage meet here and where they are composed. The database is the queue: whatever
is held here may be lost at any moment, and the next start goes on from the rows.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from typing import Any, Final

from bot.interactions.answer import DISCORD_FAILED
from bot.language import speak
from bot.language.mentions import mention_in
from bot.logs import about_job
from bot.messages.delivery import Delivery, Undeliverable
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.messages.queue_places import QueuePlaces
from bot.messages.recognise import with_progress_message
from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.pictures.encoding import MadeFilm, MadeGrid, encode
from bot.pictures.job_files import (
    delete_files,
    maker_of,
    references_of,
    start_of,
)
from bot.pictures.metadata import Metadata
from bot.running import recovery
from bot.running.asking import asked_of_engine
from bot.running.best import is_ranked, ranked
from bot.running.copies import Copies
from bot.running.film import Frames
from bot.running.progress import ProgressMessage
from bot.running.results import Results
from bot.running.runner_options import RunnerOptions
from engine import (
    Cancelled,
    EngineStopped,
    Failed,
    Finished,
    ImageEngine,
    ImageRequest,
    Progress,
    Started,
)
from storage import Job, NotFound, Storage, StorageBroken

log = logging.getLogger(__name__)

BROKEN: Final = "something broke on our side"
SOURCE_GONE: Final = "the picture it starts from is gone"
OTHERWISE: Final = "made again it came out otherwise, the model is another one now"
JobWork = Coroutine[Any, Any, None]


class Runner:
    """`run()` works until cancelled; `drain()` comes before that at a clean stop."""

    def __init__(
        self,
        storage: Storage,
        engine: ImageEngine,
        delivery: Delivery,
        places: QueuePlaces,
        results: Results,
        copies: Copies,
        options: RunnerOptions,
    ) -> None:
        self._storage = storage
        self._engine = engine
        self._delivery = delivery
        self._places = places
        self._results = results
        self._copies = copies
        self._options = options
        self._stored = storage.health.stored
        self._slots = asyncio.Semaphore(options.slots)  # the engine's; one for each job being made
        self._wake = asyncio.Event()
        self._being_made: dict[str, int] = {}  # percent of the jobs that the engine holds
        self._stopped: set[str] = set()  # of those, the ones that are to end
        self._stale: set[str] = set()  # of those, the ones whose messages speak of the line
        self._undelivered: dict[str, Job] = {}  # made, and no way to their person was open
        self._tasks: set[asyncio.Task[None]] = set()
        self._group: asyncio.TaskGroup
        self.is_draining = False

    @property
    def has_slot(self) -> bool:
        return not self._slots.locked()

    @property
    def starts_at_once(self) -> bool:
        """The next job in line would."""
        return self.has_slot and not self.is_loading

    @property
    def is_loading(self) -> bool:
        """The model is not there yet: what is ordered waits for it."""
        return not self._engine.is_ready

    def percent(self, job_id: str) -> int:
        """How far a running job is."""
        return self._being_made.get(job_id, 0)

    def wake(self) -> None:
        """There may be something to claim, or a place in line has changed."""
        self._wake.set()
        self._places.changed()

    async def run(self) -> None:
        """Recover what an earlier run left, then claim and work until cancelled.

        On a broken disk nothing is claimed, and it goes on when the disk does.
        """
        async with asyncio.TaskGroup() as group:
            self._group = group
            for job in await self._stored(self._requeue):
                log.info("interrupted before, waits again: %s", job.id)
            for job in await self._stored(self._storage.jobs.undelivered):
                self._start(job, self._deliver(job, may_be_there=True))
            group.create_task(self._places.run(), name="queue places")
            self._places.changed()
            while True:
                self._wake.clear()
                await self._stored(self._claim_all)
                await self._wake.wait()

    def deliver_again(self, user_id: int) -> None:
        """This person is there: try again to bring what could not be delivered."""
        if self.is_draining:
            return
        for job in [job for job in self._undelivered.values() if job.user_id == user_id]:
            del self._undelivered[job.id]
            self._start(job, self._deliver(job, may_be_there=True))

    async def stop_job(self, job: Job) -> bool:
        """End a waiting or running job for its person; False when it has ended already."""
        if not await self._storage.jobs.cancel(job.id):
            return False
        with about_job(job.id):
            log.info("stopped for its person")
        self._places.leave(job.id)
        if job.id in self._being_made:
            self._stopped.add(job.id)
            self._engine.cancel(job.id)
        else:
            await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).stopped())
            self._delivery.forget(job.id)
            self._places.free(job.id)
        self.wake()
        with suppress(StorageBroken):  # it has ended all the same, and `easel db check` finds them
            await delete_files(self._storage, job.id)  # what it was to start from
        return True

    async def drain(self, grace_s: float) -> None:
        """Take nothing new, put back what is being made, let what is being delivered arrive."""
        self.is_draining = True
        self._places.end()
        for job_id in list(self._being_made):
            self._engine.cancel(job_id)
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=grace_s)

    async def _requeue(self) -> list[Job]:
        return await recovery.requeue(self._storage, self._delivery, self._places)

    async def _claim_all(self) -> None:
        while self.has_slot and not self.is_draining:
            job = await self._storage.jobs.claim(self._options.running_per_user)
            if job is None:
                return
            await self._slots.acquire()  # at once: only this loop takes slots
            if self._places.leave(job.id):
                self._stale.add(job.id)
            self._places.changed()
            self._being_made[job.id] = 0
            with about_job(job.id):
                log.info("claimed, attempt %s", job.attempts + 1)
            self._start(job, self._make_and_free(job))

    def _start(self, job: Job, work: JobWork) -> None:
        task = self._group.create_task(self._fenced(job, work), name=f"job {job.id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # if it was cancelled before it began

    async def _fenced(self, job: Job, work: JobWork) -> None:
        speak(job.locale)
        mention_in(JobAddress.of(job).guild_id)
        with about_job(job.id):
            try:
                await work
            except EngineStopped:
                raise  # nothing can be made any more: the program ends, the line is kept
            except StorageBroken as error:
                log.info("put back as soon as the disk takes it: %s", error)
                await self._hold(job)
                await self._stored(lambda: self._storage.jobs.release(job.id))
                self.wake()
            except Exception:  # whatever it is, this job ends and the others go on
                log.exception("the job broke")
                await self._fail(job, BROKEN)
            finally:
                self._delivery.forget(job.id)
                self._places.free(job.id)

    async def _make_and_free(self, job: Job) -> None:
        try:
            await self._make(job)
        finally:
            self._being_made.pop(job.id, None)
            self._stopped.discard(job.id)
            self._stale.discard(job.id)
            self._slots.release()
            self.wake()

    async def _make(self, job: Job) -> None:
        if (await self._storage.jobs.get(job.id)).is_ended:
            return  # stopped in the moment between its claim and here, and told so
        job = await with_progress_message(self._storage, self._delivery, job)
        record = Record.from_json(job.request)
        try:
            maker = await maker_of(self._storage, job)
            if maker is not job:  # as that was ordered then, with the seed of one picture
                record = Record.from_json(maker.request).with_seed_of(record)
            start = await start_of(self._storage, maker, record)
            references = await references_of(self._storage, maker, record)
        except NotFound:
            if job.id in self._stopped:
                await self._show_stopped(job)
            else:
                await self._fail(job, SOURCE_GONE)
            return
        request = asked_of_engine(job.kind, job.id, record, start, references)
        frames = Frames()
        match await self._generate(job, record, request, frames):
            case Finished() as finished:
                log.info("made in %.2f s", finished.seconds)
                self._being_made.pop(job.id, None)  # the engine has nothing left to cancel
                made: MadeGrid | MadeFilm | None
                if KINDS[job.kind].buttons == "film":
                    made = await self._results.film(job, frames.ending(finished))
                else:
                    made = await encode(
                        finished.images, self._about(job, record), record.order.shown
                    )
                if made is None:
                    await self._fail(job, OTHERWISE)
                elif await self._keep(job, made):
                    await self._deliver(job)
                else:
                    await self._show_stopped(job)
            case Failed(error=EngineStopped() as stopped):
                was_draining, self.is_draining = self.is_draining, True  # or it is claimed again
                await self._put_back(job)
                if not was_draining:
                    raise stopped
            case Failed(error=error):
                log.warning("the engine failed: %s", error)
                await self._fail(job, str(error))
            case _ if self.is_draining and job.id not in self._stopped:
                await self._put_back(job)
            case _:
                await self._show_stopped(job)

    async def _keep(self, job: Job, made: MadeGrid | MadeFilm) -> bool:
        """As `Results.keep`; pictures that the disk does not take wait here until it does."""
        try:
            return await self._results.keep(job, made)
        except StorageBroken as error:
            log.info("made, and kept as soon as the disk takes it: %s", error)
            await self._hold(job)
            return await self._stored(lambda: self._results.keep(job, made))

    async def _hold(self, job: Job) -> None:
        """Tell its person why nothing moves."""
        await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).held())

    async def _generate(
        self, job: Job, record: Record, request: ImageRequest, frames: Frames
    ) -> Finished | Failed | Cancelled | None:
        message = ProgressMessage(
            self._delivery,
            JobAddress.of(job),
            JobPosts.of(job),
            self._options.edit_every_s,
            is_stale=job.id in self._stale,
            on_edited=lambda: self._places.free(job.id),
        )
        async with message, aclosing(self._engine.submit(request)) as events:
            if job.id in self._stopped or self.is_draining:
                self._engine.cancel(job.id)
            async for event in events:
                match event:
                    case Started():
                        message.show(0)
                    case Progress(step=step, steps=steps, previews=previews):
                        self._being_made[job.id] = min(99, 100 * step // steps)
                        message.show(self._being_made[job.id], previews)
                        if request.previews_each_step:
                            frames.add(previews)
                    case Finished() as finished if is_ranked(record):
                        return await ranked(self._engine, finished, record)
                    case Finished() | Failed() | Cancelled():
                        return event
        return None

    def _about(self, job: Job, record: Record) -> Metadata | None:
        """What the files tell of their own making, where the operator wants that."""
        if not self._options.writes_metadata:
            return None
        order, cards = record.order, self._engine.cards
        card = cards.get(order.model or "") or next(iter(cards.values()), None)
        return Metadata(record, job.id, "" if card is None else card.name, order.seed or 0)

    async def _deliver(self, job: Job, *, may_be_there: bool = False) -> None:
        """What cannot be delivered is kept; `deliver_again` and the next start try again."""
        try:
            await self._stored(lambda: self._results.deliver(job, may_be_there=may_be_there))
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.warning("kept until it can be delivered: %s", error)
            self._undelivered[job.id] = job
            await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).undelivered())
        else:
            if KINDS[job.kind].buttons != "film":
                self._start(job, self._copies.send(job, self._delivery.webhook(job.id)))

    async def _fail(self, job: Job, reason: str) -> None:
        if await self._stored(lambda: self._storage.jobs.fail(job.id, reason)):
            log.info("failed and refunded")
            await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).failed(reason))

    async def _show_stopped(self, job: Job) -> None:
        await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).stopped())

    async def _put_back(self, job: Job) -> None:
        if await self._stored(lambda: self._storage.jobs.release(job.id)):
            log.info("put back in line")
            await self._delivery.edit_progress(JobAddress.of(job), JobPosts.of(job).paused())
        else:
            await self._show_stopped(job)
