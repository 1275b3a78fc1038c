"""What people do with finished pictures: post one alone, have them sent, take them away."""

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import discord

from bot.interactions import cards
from bot.interactions.fence import answer, in_time
from bot.interactions.post import Attachment, Place, Post
from bot.language import say
from bot.messages import job_buttons, texts
from bot.messages.announce import Announcer
from bot.messages.delivery import Courier, once
from bot.pictures import grid
from storage import Job, NotFound, Status, Storage

if TYPE_CHECKING:
    from bot.client import EaselBot

log = logging.getLogger(__name__)

DM_TOTAL_BYTES: Final = 24 * 1024 * 1024  # Discord: 25 MiB for one request


class Gallery:
    """Reads stored pictures; makes none."""

    def __init__(self, storage: Storage, courier: Courier) -> None:
        self._storage = storage
        self._courier = courier

    async def post_single(
        self, interaction: discord.Interaction["EaselBot"], job_id: str, index: int
    ) -> None:
        """U: the stored picture itself, as a reply to the grid, for whoever pressed; free."""
        image = await self._storage.images.get(job_id, index)
        announcer = Announcer.of(await self._storage.jobs.get(job_id))
        png = await self._storage.files.read_picture(image.path)
        message, user = interaction.message, interaction.user
        if message is None or interaction.channel_id is None:
            raise NotFound(f"the grid of {job_id} is out of sight")
        view = job_buttons.grid_after(message, job_id, "u", index)
        await interaction.response.edit_message(view=view)
        words = texts.single(announcer.prompt, index, user.id)

        def post_with(upload: grid.Upload) -> Post:
            name = grid.file_name(
                user.name, announcer.prompt, f"{index}_{job_id}", upload.extension
            )
            picture = Attachment(
                name, upload.data, announcer.alt_text(say("job-alt-picture", index=index))
            )
            return Post(
                content=words if upload.note is None else f"{words}\n-# {upload.note}",
                files=(picture,),
                buttons=lambda: job_buttons.single_view(job_id, index),
                pings=user.id,
                reply_to=message.id,
                nonce=interaction.id,
            )

        place = Place(job_id, user.id, interaction.guild_id, interaction.channel_id)
        await self._courier.send_picture(place, png, post_with, interaction.followup)

    async def like(
        self, interaction: discord.Interaction["EaselBot"], job_id: str, index: int
    ) -> None:
        """❤️: the picture is among the presser's favourites, or no longer; told to them alone."""
        async with in_time(interaction):
            is_liked = await self._storage.favourites.toggle(interaction.user.id, job_id, index)
        words = say("favourite-added" if is_liked else "favourite-removed", index=index)
        await answer(interaction, cards.done(words, say("favourite-title")))

    async def send_by_dm(self, job: Job) -> None:
        """The four pictures, one by one, with job id and seed; Undeliverable, NotFound."""
        images = await self._storage.images.of_job(job.id)
        if not images:
            raise NotFound(f"job {job.id} has no pictures yet")
        announcer = Announcer.of(job)
        limit = min(self._courier.upload_limit_bytes(None), DM_TOTAL_BYTES // len(images))
        files = []
        for image in images:
            png = await self._storage.files.read_picture(image.path)
            upload = await asyncio.to_thread(grid.fit_upload, png, limit)
            name = f"{image.index}_{job.id}.{upload.extension}"
            files.append(
                Attachment(
                    name, upload.data, announcer.alt_text(say("job-alt-picture", index=image.index))
                )
            )
        words = texts.sent_by_dm(announcer.prompt, job.id, images[0].seed)
        await self._courier.send_to_user(job.user_id, Post(content=words, files=tuple(files)))

    async def take_away(self, job: Job, message_id: int, channel_id: int) -> bool:
        """Delete the message that shows a finished job; False for any other message."""
        if job.status not in (Status.DELIVERING, Status.DONE):
            return False
        if message_id == job.progress_message_id:
            return False
        try:
            channel = self._courier.channel(replace(Place.of(job), channel_id=channel_id))
            await once(lambda: channel.get_partial_message(message_id).delete())
        except discord.NotFound:
            return False
        return True
