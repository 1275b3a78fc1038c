"""What people do with finished pictures: post one alone, have them sent, take them away."""

import logging
from collections.abc import Sequence

from bot.intake.current_menu import CurrentMenu
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, change_pressed, in_time
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
from bot.messages.shown_jobs import ShownJobs
from bot.messages.single_buttons import Single, single_view
from bot.orders.record import Record
from bot.pictures import grid
from storage import Job, NotFound, Storage, StoredImage, TooMany

log = logging.getLogger(__name__)


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
        single = self._single(job, image)
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
                reply_to=message.id,
                nonce=interaction.id,
            )

        if audience == "alone":
            upload = await answer_upload(interaction, png)
            await interaction.followup.send(ephemeral=True, **post_with(upload).as_answer())
            return
        address = JobAddress(job_id, user.id, interaction.guild_id, interaction.channel_id)
        sent = await self._delivery.send_picture(address, png, post_with, interaction.followup)
        await self._shown_jobs.record_sent(address, sent, "single")

    def _single(self, job: Job, image: StoredImage) -> Single:
        record, menu = Record.from_json(job.request), self._menu.known
        card = None if menu is None else menu.card_of(record.order)
        return Single.of(job, record, image, card)

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
        """The four pictures to their owner, with id and seed; Undeliverable, NotFound, Refusal."""
        self._shown_jobs.must_take()
        await self._rights.must_see(Person(job.user_id), job)
        images = await self._storage.images.of_job(job.id)
        if not images:
            raise NotFound(f"job {job.id} has no pictures yet")
        posts = JobPosts.of(job)
        words = texts.sent_by_dm(posts.prompt, job.id, images[0].seed)
        pngs = [await self._storage.files.read_picture(image.path) for image in images]

        def post_with(uploads: Sequence[grid.Upload]) -> Post:
            files = (
                Attachment(
                    f"{image.index}_{job.id}.{upload.extension}",
                    upload.data,
                    posts.alt_text(say("job-alt-picture", index=image.index)),
                )
                for image, upload in zip(images, uploads, strict=True)
            )
            return Post(content=words, files=tuple(files))

        sent = await self._delivery.send_pictures_to_user(job.user_id, pngs, post_with)
        await self._shown_jobs.record(job.id, sent.id, sent.channel.id, None, "copy")
