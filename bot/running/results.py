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
from bot.pictures.encoding import MadeGrid
from bot.pictures.job_files import GRID, read_grid
from storage import Job, NewImage, Storage

log = logging.getLogger(__name__)


class Results:
    """Writes pictures, posts the grid, ends the job."""

    def __init__(self, storage: Storage, delivery: Delivery, shown_jobs: ShownJobs) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs

    async def keep(self, job: Job, made: MadeGrid) -> bool:
        """Files first, then rows and `delivering`; False when the job was stopped meanwhile.

        StorageBroken: nothing is told as done, and it may be called again.
        """
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
        if await self._storage.jobs.finish_pictures(job.id, rows):
            return True
        await files.delete_pictures(job.id)
        return False

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
        png = await read_grid(self._storage, job.id)
        return await self._delivery.send_picture(
            address, png, lambda upload: posts.finished(upload, owner)
        )
