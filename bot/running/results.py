"""From finished pictures to the message that pings: written once, posted once, recognised again.

Knows storage and Discord; the pictures come as plain bytes.
"""

import logging
from typing import Final

import discord

from bot.interactions.post import Place
from bot.messages.announce import Announcer
from bot.messages.delivery import Courier
from bot.messages.recognise import find_result
from bot.pictures.encoding import MadeGrid
from storage import Job, NewImage, Storage
from storage.files import PICTURES

log = logging.getLogger(__name__)

GRID: Final = "grid.png"


class Results:
    """Writes pictures, posts the grid, ends the job."""

    def __init__(self, storage: Storage, courier: Courier) -> None:
        self._storage = storage
        self._courier = courier
        self.posted: dict[int, str] = {}  # messages that are out while their jobs are not done

    async def keep(self, job: Job, made: MadeGrid) -> bool:
        """Files first, then rows and `delivering`; False when the job was stopped meanwhile."""
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

        `may_be_there`: an earlier run may have posted it before it died, so look first.
        """
        place = Place.of(job)
        message_id = await find_result(self._courier, job) if may_be_there else None
        if message_id is None:
            message_id = (await self._post(job, place)).id
        else:
            log.info("the result was there already")
        self.posted[message_id] = job.id
        try:
            await self._courier.delete(place)
            await self._storage.jobs.complete(job.id, message_id)
        finally:
            del self.posted[message_id]

    async def _post(self, job: Job, place: Place) -> discord.Message:
        announcer, owner = Announcer.of(job), self._courier.name_of(job.user_id)
        png = await self._storage.files.read_picture(f"{PICTURES}/{job.id}/{GRID}")
        return await self._courier.send_picture(
            place, png, lambda upload: announcer.finished(upload, owner)
        )
