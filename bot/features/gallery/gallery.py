"""What people do with finished pictures: post one alone, have them sent, take them away."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import discord

from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, change_pressed, in_time, take_press
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment, Post
from bot.interactions.rights import Rights, audience_of
from bot.language import say
from bot.messages import texts
from bot.messages.delivery import Delivery
from bot.messages.fitting import answer_upload
from bot.messages.job_address import JobAddress
from bot.messages.job_buttons import Upscale, custom_id, with_pressed
from bot.messages.job_posts import JobPosts
from bot.messages.result_buttons import all_view
from bot.messages.shown_jobs import ShownJobs
from bot.messages.single_buttons import Single, single_view
from bot.orders.record import Record
from bot.pictures import grid
from bot.pictures.job_files import read_grid
from bot.running.current_menu import CurrentMenu
from storage import Job, NotFound, Storage, TooMany

log = logging.getLogger(__name__)

MOST_FILES: Final = 10  # of one message, by Discord


class Gallery:
    """Reads stored pictures; makes none."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        shown_jobs: ShownJobs,
        rights: Rights,
        menu: CurrentMenu,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._rights = rights
        self._menu = menu

    async def post_single(self, interaction: Interaction, job_id: str, index: int) -> None:
        """U: the stored picture itself, as a reply to the grid, for whoever pressed; free.

        Of a stealth job, where others could look on, for its owner alone.
        """
        self._shown_jobs.must_take()
        now = await self._rights.job_to_see(Person.of(interaction), job_id, index)
        job, image = now.job, now.image
        assert image is not None  # it was asked for
        single = Single.of(job, Record.from_json(job.request), image, self._menu.known)
        audience = audience_of(job, interaction.guild_id)
        posts = JobPosts.of(job)
        png = await self._storage.files.read_picture(image.path)
        message, user = interaction.message, interaction.user
        if message is None or interaction.channel_id is None:
            raise NotFound(f"the grid of {job_id} is out of sight")
        view = with_pressed(message, custom_id(Upscale.action, job_id, index))
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
                buttons=lambda: single_view(single),
                pings=user.id,
                reply_to=_grid_of(message, job),
                nonce=interaction.id,
            )

        if audience == "alone":
            upload = await answer_upload(interaction, png)
            await interaction.followup.send(ephemeral=True, **post_with(upload).as_answer())
            return
        address = JobAddress(job_id, user.id, interaction.guild_id, interaction.channel_id)
        sent = await self._delivery.send_picture(address, png, post_with, interaction.followup)
        await self._shown_jobs.record_sent(address, sent, "single")

    async def show_all(self, interaction: Interaction, job_id: str, count: int) -> None:
        """All pictures of a job, of which the best were shown, for whoever pressed alone."""
        now = await self._rights.job_to_see(Person.of(interaction), job_id, count)
        images = await self._storage.images.of_job(now.job.id)
        await take_press(interaction)
        pngs = [await self._storage.files.read_picture(image.path) for image in images]
        sheet = await asyncio.to_thread(grid.contact_sheet_of, pngs)
        upload = await answer_upload(interaction, sheet)
        words = say("show-all", count=len(images))
        picture = Attachment(f"all_{job_id}.{upload.extension}", upload.data, words)
        post = Post(content=words, files=(picture,), buttons=lambda: all_view(job_id, len(images)))
        await interaction.followup.send(ephemeral=True, **post.as_answer())

    async def like(self, interaction: Interaction, job_id: str, index: int) -> None:
        """❤️: the picture is among the presser's favourites, or no longer; told to them alone."""
        await self._rights.job_to_see(Person.of(interaction), job_id)
        async with in_time(interaction):
            try:
                is_liked = await self._storage.favourites.toggle(interaction.user.id, job_id, index)
            except TooMany as error:
                words = say("favourite-too-many", most=error.limit)
                raise Refusal(cards.refused(words)) from error
        words = say("favourite-added" if is_liked else "favourite-removed", index=index)
        await answer(interaction, cards.done(words, say("favourite-title")))

    async def send_by_dm(self, job: Job) -> None:
        """The pictures to their owner, with id and seed; Undeliverable, NotFound, Refusal.

        Of more than a message holds, the sheet.
        """
        self._shown_jobs.must_take()
        await self._rights.must_see(Person(job.user_id), job)
        images = await self._storage.images.of_job(job.id)
        if not images:
            raise NotFound(f"job {job.id} has no pictures yet")
        posts = JobPosts.of(job)
        words = texts.sent_by_dm(posts.prompt, job.id, images[0].seed)
        if posts.record is not None:
            images = images[: posts.record.order.shown]
        names = [str(image.index) for image in images]
        if len(images) > MOST_FILES:
            names, pngs = ["sheet"], [await read_grid(self._storage, job.id)]
        else:
            pngs = [await self._storage.files.read_picture(image.path) for image in images]

        def post_with(uploads: Sequence[grid.Upload]) -> Post:
            files = (
                Attachment(f"{name}_{job.id}.{upload.extension}", upload.data, posts.alt_of(name))
                for name, upload in zip(names, uploads, strict=True)
            )
            return Post(content=words, files=tuple(files))

        sent = await self._delivery.send_pictures_to_user(job.user_id, pngs, post_with)
        await self._shown_jobs.record(job.id, sent.id, sent.channel.id, None, "copy")


def _grid_of(message: discord.Message, job: Job) -> int | None:
    """What a single picture answers: the message pressed, or the job's where only one saw that."""
    if not message.flags.ephemeral:
        return message.id
    return job.result_message_id if message.channel.id == job.channel_id else None
