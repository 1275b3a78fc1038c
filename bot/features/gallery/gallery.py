"""What people do with finished pictures: post one alone, have them sent, take them away."""

import asyncio
import logging
from typing import Final

from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, change_pressed, in_time
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment, Post
from bot.interactions.rights import Rights, audience_of
from bot.language import say
from bot.messages import job_buttons, texts
from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from bot.pictures import grid
from storage import Job, NotFound, Storage, TooMany

log = logging.getLogger(__name__)

DM_TOTAL_BYTES: Final = 24 * 1024 * 1024  # Discord: 25 MiB for one request


class Gallery:
    """Reads stored pictures; makes none."""

    def __init__(
        self, storage: Storage, delivery: Delivery, shown_jobs: ShownJobs, rights: Rights
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._rights = rights

    async def post_single(self, interaction: Interaction, job_id: str, index: int) -> None:
        """U: the stored picture itself, as a reply to the grid, for whoever pressed; free.

        Of a stealth job, where others could look on, for its owner alone.
        """
        self._shown_jobs.must_take()
        job = await self._storage.jobs.get(job_id)
        audience = audience_of(job, interaction.guild_id)
        await self._rights.must_see(Person.of(interaction), job, audience)
        try:
            image = await self._storage.images.get(job_id, index)
        except NotFound as error:
            raise Refusal(cards.refused(say("picture-gone", index=index))) from error
        posts = JobPosts.of(job)
        png = await self._storage.files.read_picture(image.path)
        message, user = interaction.message, interaction.user
        if message is None or interaction.channel_id is None:
            raise NotFound(f"the grid of {job_id} is out of sight")
        view = job_buttons.grid_after(message, job_id, "u", index)
        await change_pressed(interaction, view=view)
        words = texts.single(posts.prompt, index, user.id)

        def post_with(upload: grid.Upload) -> Post:
            name = grid.file_name(user.name, posts.prompt, f"{index}_{job_id}", upload.extension)
            picture = Attachment(
                name, upload.data, posts.alt_text(say("job-alt-picture", index=index))
            )
            return Post(
                content=words if upload.note is None else f"{words}\n-# {upload.note}",
                files=(picture,),
                buttons=lambda: job_buttons.single_view(job_id, index),
                pings=user.id,
                reply_to=message.id,
                nonce=interaction.id,
            )

        if audience == "alone":
            limit = self._delivery.upload_limit_bytes(interaction.guild_id)
            upload = await asyncio.to_thread(grid.fit_upload, png, limit)
            await interaction.followup.send(ephemeral=True, **post_with(upload).as_answer())
            return
        address = JobAddress(job_id, user.id, interaction.guild_id, interaction.channel_id)
        sent = await self._delivery.send_picture(address, png, post_with, interaction.followup)
        await self._shown_jobs.record_sent(address, sent, "single")

    async def like(self, interaction: Interaction, job_id: str, index: int) -> None:
        """❤️: the picture is among the presser's favourites, or no longer; told to them alone."""
        job = await self._storage.jobs.get(job_id)
        await self._rights.must_see(Person.of(interaction), job)
        async with in_time(interaction):
            try:
                is_liked = await self._storage.favourites.toggle(interaction.user.id, job_id, index)
            except TooMany as error:
                words = say("favourite-too-many", most=error.limit)
                raise Refusal(cards.refused(words)) from error
        words = say("favourite-added" if is_liked else "favourite-removed", index=index)
        await answer(interaction, cards.done(words, say("favourite-title")))

    async def send_by_dm(self, job: Job) -> None:
        """The four pictures to their owner, with id and seed; Undeliverable, NotFound, Refusal."""
        self._shown_jobs.must_take()
        await self._rights.must_see(Person(job.user_id), job)
        images = await self._storage.images.of_job(job.id)
        if not images:
            raise NotFound(f"job {job.id} has no pictures yet")
        posts = JobPosts.of(job)
        limit = min(self._delivery.upload_limit_bytes(None), DM_TOTAL_BYTES // len(images))
        files = []
        for image in images:
            png = await self._storage.files.read_picture(image.path)
            upload = await asyncio.to_thread(grid.fit_upload, png, limit)
            name = f"{image.index}_{job.id}.{upload.extension}"
            files.append(
                Attachment(
                    name, upload.data, posts.alt_text(say("job-alt-picture", index=image.index))
                )
            )
        words = texts.sent_by_dm(posts.prompt, job.id, images[0].seed)
        sent = await self._delivery.send_to_user(
            job.user_id, Post(content=words, files=tuple(files))
        )
        await self._shown_jobs.record(job.id, sent.id, sent.channel.id, None, "copy")
