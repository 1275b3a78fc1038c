"""The queue: every step of a job's life is one transaction around one conditional UPDATE.

An UPDATE names the statuses it may leave, and its method returns whether it won: False means that
somebody else moved the job first and nothing was changed. `storage/job.py` draws the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage import ledger, line, ordering, usage
from storage.ceilings import Bounds
from storage.database import Connection, Database
from storage.errors import NotFound
from storage.images import NewImage, StoredImage, find_image, write_images
from storage.job import Counts, Job, Limits, NewJob, Ordered, PlaceInLine
from storage.standing import UNBOUND
from storage.times import Clock, from_text, to_text

MOST_INTERRUPTIONS = 3
INTERRUPTED = "It was interrupted by a restart three times."
MEASURED_JOBS = 20  # the latest, of which it is told how long jobs take

BY_ID = """
    SELECT jobs.*, EXISTS (SELECT 1 FROM withheld WHERE job_id = jobs.id) AS is_withheld
    FROM jobs WHERE id = :id
"""
ACTIVE = """
    SELECT * FROM jobs WHERE user_id = :user_id AND status IN ('queued', 'running', 'delivering')
    ORDER BY number
"""
RECENT = """
    SELECT * FROM jobs WHERE user_id = :user_id AND id NOT IN (SELECT job_id FROM withheld)
    ORDER BY number DESC LIMIT :limit
"""
UNENDED = "SELECT id FROM jobs WHERE status IN ('queued', 'running', 'delivering')"
UNDELIVERED = "SELECT * FROM jobs WHERE status = 'delivering' ORDER BY number"
WAITING_COUNT = "SELECT COUNT(*) AS jobs FROM jobs WHERE status = 'queued'"

SET_PROGRESS_MESSAGE = """
    UPDATE jobs SET progress_message_id = :message_id
    WHERE id = :id AND status IN ('queued', 'running', 'delivering')
"""
REMEMBER_PROGRESS_MESSAGE = """
    INSERT INTO job_messages (message_id, job_id, channel_id, guild_id, shows, sent_at)
    SELECT :message_id, id, channel_id, CASE visibility WHEN 'public' THEN guild_id END,
        'progress', :now
    FROM jobs WHERE id = :id
    ON CONFLICT (message_id) DO NOTHING
"""
DELIVER = """
    UPDATE jobs SET status = 'delivering', finished_at = :now
    WHERE id = :id AND status = 'running'
"""
COMPLETE = """
    UPDATE jobs SET status = 'done', ended_at = :now, result_message_id = :result_message_id
    WHERE id = :id AND status = 'delivering'
"""
FAIL = """
    UPDATE jobs SET status = 'failed', ended_at = :now, error = :error
    WHERE id = :id AND status IN ('queued', 'running', 'delivering')
"""
CANCEL = """
    UPDATE jobs SET status = 'cancelled', ended_at = :now
    WHERE id = :id AND status IN ('queued', 'running')
"""
RELEASE = """
    UPDATE jobs SET status = 'queued', started_at = NULL
    WHERE id = :id AND status = 'running'
"""
REQUEUE = """
    UPDATE jobs SET status = 'queued', started_at = NULL, attempts = attempts + 1
    WHERE status = 'running' AND attempts + 1 < :most
    RETURNING *
"""
GIVE_UP = """
    UPDATE jobs SET status = 'failed', attempts = attempts + 1, ended_at = :now, error = :error
    WHERE status = 'running' AND attempts + 1 >= :most
    RETURNING *
"""


@dataclass(frozen=True, slots=True)
class JobNow:
    """A job at this moment, with what decides who may see it; `image`: the one asked for."""

    job: Job
    is_withheld: bool
    image: StoredImage | None


class Jobs:
    """Orders, claims, endings and look-ups of jobs."""

    def __init__(self, database: Database, now: Clock, bounds: Bounds = UNBOUND) -> None:
        self._database = database
        self._now = now
        self._bounds = bounds

    # -- life ---------------------------------------------------------------------------------

    async def order(
        self, new_job: NewJob, limits: Limits, role_ids: Collection[int] = ()
    ) -> Ordered:
        """Store a job as queued and reserve its price; QueueFull or QuotaExceeded store nothing.

        The same interaction again gives the job of the first time: `is_new` False, no charge.
        """
        return (await self.order_all([new_job], limits, role_ids))[0]

    async def order_all(
        self, new_jobs: Sequence[NewJob], limits: Limits, role_ids: Collection[int] = ()
    ) -> list[Ordered]:
        """As `order`, for the parts of one interaction: all of them, or none."""
        return await self._database.in_one_transaction(
            lambda db: ordering.place_orders(
                db, new_jobs, limits, role_ids, self._now(), self._bounds
            )
        )

    async def claim(self, running_per_user: int) -> Job | None:
        """Hand out the first job of the line and mark it running; None if none may start now."""
        return await self._database.in_one_transaction(
            lambda db: line.claim_next(db, running_per_user, self._now())
        )

    async def set_progress_message(self, job_id: str, message_id: int) -> bool:
        """Remember the message that shows the progress; False if the job has ended already."""
        parameters = self._parameters(job_id, message_id=message_id)

        async def remember(db: Connection) -> bool:
            if await db.run(SET_PROGRESS_MESSAGE, parameters) == 0:
                return False
            await db.run(REMEMBER_PROGRESS_MESSAGE, parameters)
            return True

        return await self._database.in_one_transaction(remember)

    async def finish_pictures(self, job_id: str, images: Sequence[NewImage]) -> bool:
        """running -> delivering, with the rows of the pictures, whose files are written already."""

        async def finish(db: Connection) -> bool:
            if await db.run(DELIVER, self._parameters(job_id)) == 0:
                return False
            await write_images(db, job_id, images)
            return True

        return await self._database.in_one_transaction(finish)

    async def complete(self, job_id: str, result_message_id: int) -> bool:
        """delivering -> done; the charge becomes final."""
        parameters = self._parameters(job_id, result_message_id=result_message_id)

        async def end(db: Connection) -> bool:
            if await db.run(COMPLETE, parameters) == 0:
                return False
            await ledger.settle(db, job_id, self._now())
            return True

        return await self._database.in_one_transaction(end)

    async def fail(self, job_id: str, error: str) -> bool:
        """queued, running or delivering -> failed; the charge is given back."""
        return await self._end_with_refund(FAIL, self._parameters(job_id, error=error))

    async def cancel(self, job_id: str) -> bool:
        """queued or running -> cancelled, charge given back. Finished pictures are delivered."""
        return await self._end_with_refund(CANCEL, self._parameters(job_id))

    async def release(self, job_id: str) -> bool:
        """running -> queued at a clean stop: back to its old place in line, no attempt counted."""
        released = await self._database.in_one_transaction(
            lambda db: db.run(RELEASE, {"id": job_id})
        )
        return released == 1

    async def requeue_interrupted(self) -> list[Job]:
        """At start: give back to the line what ran when the process died; returns it as it is now.

        Interrupted for the third time a job is failed and refunded: it may be what kills us.
        """
        parameters: dict[str, str | int] = {
            "most": MOST_INTERRUPTIONS,
            "error": INTERRUPTED,
            "now": to_text(self._now()),
        }

        async def give_back(db: Connection) -> list[Job]:
            failed = await db.rows(GIVE_UP, parameters)
            for row in failed:
                await ledger.refund(db, row["id"], self._now())
            requeued = await db.rows(REQUEUE, parameters)
            return [Job.from_row(row) for row in [*requeued, *failed]]

        return await self._database.in_one_transaction(give_back)

    # -- look-ups -----------------------------------------------------------------------------

    async def get(self, job_id: str) -> Job:
        """The job by its id, or NotFound."""
        return (await self.now(job_id)).job

    async def now(self, job_id: str, index: int | None = None) -> JobNow:
        """The job and whether it is withheld, with its picture `index` if it has one; NotFound."""

        async def read(db: Connection) -> JobNow:
            row = await db.row(BY_ID, {"id": job_id})
            if row is None:
                raise NotFound(f"there is no job {job_id}")
            image = None if index is None else await find_image(db, job_id, index)
            return JobNow(Job.from_row(row), bool(row["is_withheld"]), image)

        return await self._database.in_one_read(read)

    async def active(self, user_id: int) -> list[Job]:
        """A person's jobs that have not ended, oldest first."""
        return await self._select(ACTIVE, user_id=user_id)

    async def recent(self, user_id: int, limit: int = 25) -> list[Job]:
        """A person's latest jobs of any status but those taken away, newest first."""
        return await self._select(RECENT, user_id=user_id, limit=limit)

    async def undelivered(self) -> list[Job]:
        """Jobs whose pictures are there and whose message is not confirmed, oldest first."""
        return await self._select(UNDELIVERED)

    async def unended(self) -> frozenset[str]:
        """The ids of everybody's jobs that have not ended."""
        async with self._database.read() as db:
            return frozenset(row["id"] for row in await db.rows(UNENDED))

    async def place(self, job_id: str, running_per_user: int | None = None) -> PlaceInLine:
        """Where a waiting job stands, 1 is next, and how long jobs take."""

        async def read(db: Connection) -> PlaceInLine:
            place = await line.place_of(db, job_id, running_per_user, self._now())
            return PlaceInLine(place, await usage.mean_seconds(db, MEASURED_JOBS))

        return await self._database.in_one_read(read)

    async def waiting(self, running_per_user: int | None = None) -> list[Job]:
        """Every waiting job in the order of their places."""
        return await self._database.in_one_read(
            lambda db: line.waiting_jobs(db, running_per_user, self._now())
        )

    async def waiting_count(self) -> int:
        """How many jobs wait, of everyone."""
        row = await self._database.in_one_read(lambda db: db.row(WAITING_COUNT))
        return 0 if row is None else int(row["jobs"])

    async def counts(self, user_id: int, guild_id: int | None) -> Counts:
        """A person's numbers: in line everywhere, usage in this guild (None: direct messages)."""
        return await self._database.in_one_read(lambda db: usage.counts(db, user_id, guild_id))

    async def mean_seconds(self, last: int = MEASURED_JOBS) -> float | None:
        """How long the latest jobs took from claim to pictures, on average; None before any."""
        return await self._database.in_one_read(lambda db: usage.mean_seconds(db, last))

    # -- inside -------------------------------------------------------------------------------

    def _parameters(self, job_id: str, **more: str | int) -> dict[str, str | int]:
        return {"id": job_id, "now": to_text(self._now()), **more}

    async def _end_with_refund(self, sql: str, parameters: dict[str, str | int]) -> bool:
        async def end(db: Connection) -> bool:
            if await db.run(sql, parameters) == 0:
                return False
            await ledger.refund(db, str(parameters["id"]), from_text(str(parameters["now"])))
            return True

        return await self._database.in_one_transaction(end)

    async def _select(self, sql: str, **parameters: int | str) -> list[Job]:
        rows = await self._database.in_one_read(lambda db: db.rows(sql, parameters))
        return [Job.from_row(row) for row in rows]
