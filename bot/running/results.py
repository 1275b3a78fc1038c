"""From finished pictures to the message that pings: written once, posted once, recognised again.

Knows storage and Discord; the pictures come as plain bytes.
"""

import logging
from functools import partial

import discord

from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.messages.recognise import find_result
from bot.messages.shown_jobs import ShownJobs
from bot.orders.kinds import KINDS
from bot.pictures import grid
from bot.pictures.encoding import MadeFilm, MadeGrid
from bot.pictures.job_files import FILM, GRID, read_film, read_grid
from bot.running.film import Frames, film_of
from storage import Job, NewImage, Storage

log = logging.getLogger(__name__)


class Results:
    """Writes pictures, posts the grid, ends the job."""

    def __init__(self, storage: Storage, delivery: Delivery, shown_jobs: ShownJobs) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs

    async def keep(self, job: Job, made: MadeGrid | MadeFilm) -> bool:
        """Files first, then rows and `delivering`; False when the job was stopped meanwhile.

        StorageBroken: nothing is told as done, and it may be called again.
        """
        files = self._storage.files
        if isinstance(made, MadeFilm):
            await files.write_picture(job.id, FILM, made.webp)
            rows = []
        else:
            rows = await self._write(job, made)
        if await self._storage.jobs.finish_pictures(job.id, rows):
            return True
        await files.delete_pictures(job.id)
        return False

    async def film(self, job: Job, frames: Frames) -> MadeFilm | None:
        """The making of the parent's picture; None where it came out otherwise than it is stored.

        NotFound where that is gone; FilmFailed.
        """
        stored = await self._storage.images.get(job.parent_id or "", job.parent_index or 0)
        webp = await film_of(frames, await self._storage.files.read_picture(stored.path))
        return None if webp is None else MadeFilm(webp)

    async def _write(self, job: Job, made: MadeGrid) -> list[NewImage]:
        files, rows = self._storage.files, []
        await files.write_picture(job.id, GRID, made.png)
        for index, picture in enumerate(made.pictures, 1):
            path = await files.write_picture(job.id, f"{index}.png", picture.png)
            rows.append(
                NewImage(
                    index=index,
                    seed=picture.seed,
                    width_px=picture.width_px,
                    height_px=picture.height_px,
                    path=path,
                )
            )
        return rows

    async def deliver(self, job: Job, *, may_be_there: bool = False) -> None:
        """Post the grid, delete the progress message, complete the job; raises Undeliverable.

        `may_be_there`: an earlier run may have posted it before it died, so look first. What is
        posted and cannot be written down waits until it can; StorageBroken: nothing was posted.
        """
        address = JobAddress.of(job)
        message_id = await find_result(self._delivery, job) if may_be_there else None
        if message_id is None:
            message = await self._post(job, address)
            message_id = message.id
            await self._shown_jobs.record_sent(address, message, "result")
        else:
            log.info("the result was there already")
            await self._shown_jobs.record(
                job.id, message_id, address.channel_id, address.guild_id, "result"
            )
        await self._delivery.delete_progress(address)
        complete = partial(self._storage.jobs.complete, job.id, message_id)
        if await self._storage.health.stored(complete):
            log.info("delivered in message %s", message_id)
        else:
            log.error("delivered in message %s, but its row had ended before", message_id)

    async def _post(self, job: Job, address: JobAddress) -> discord.Message:
        posts, owner = JobPosts.of(job), self._delivery.name_of(job.user_id)
        if KINDS[job.kind].buttons == "film":  # far below any limit, and nothing makes it smaller
            film = grid.Upload(await read_film(self._storage, job.id), "webp")
            return await self._delivery.send(address, posts.finished(film, owner))
        png = await read_grid(self._storage, job.id)
        return await self._delivery.send_picture(
            address, png, lambda upload: posts.finished(upload, owner)
        )
