"""Messages of finished jobs taken away by their people: asked first, and with a way back.

Only the message goes. The pictures are kept, so that /jobs and `Show again` find them; what a
moderator takes away for good stands in `bot/features/moderation/`.
"""

import logging
import secrets
from dataclasses import replace

import discord

from bot.features.gallery.delete_buttons import delete_view
from bot.interactions import cards
from bot.interactions.answer import (
    DISCORD_FAILED,
    Refusal,
    answer,
    change_pressed,
    take_press,
)
from bot.interactions.buttons import PointedMessage
from bot.interactions.cards import Card
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Post
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.delivery import Delivery, Undeliverable, retried
from bot.messages.job_address import NONCE_BITS, JobAddress
from bot.messages.job_buttons import again_view
from bot.messages.shown_jobs import ShownJobs
from storage import Job, Status, Storage

log = logging.getLogger(__name__)


class Deleting:
    """For the owner of a job, for moderators where it stands, and for the operator."""

    def __init__(
        self, storage: Storage, delivery: Delivery, shown_jobs: ShownJobs, rights: Rights
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._rights = rights

    async def ask(self, interaction: Interaction, job: Job, message: discord.Message) -> None:
        """Cancel Job on a finished job: ask who used it, alone."""
        job = await self._storage.jobs.get(job.id)  # it may have been finished meanwhile
        if not is_deletable(job, message.id):
            raise Refusal(cards.refused(say("refused-ended")))
        guild_id = interaction.guild_id
        await self._shown_jobs.record_known(job.id, message.id, message.channel.id, guild_id)
        pointed = PointedMessage(job.id, message.channel.id, message.id)
        card = _question(job, interaction.user.id)
        await answer(interaction, card, delete_view(pointed))

    async def ask_beside(self, job: Job, pointed: PointedMessage, guild_id: int | None) -> None:
        """❌ on a finished job: a reaction has no private answer, so the question stands beside."""
        job = await self._storage.jobs.get(job.id)
        if not is_deletable(job, pointed.message_id):
            return
        address = replace(JobAddress.of(job), guild_id=guild_id, channel_id=pointed.channel_id)
        post = Post(
            content=f"<@{job.user_id}> **{say('delete-title')}** {say('delete-question')}",
            buttons=lambda: delete_view(pointed),
            reply_to=pointed.message_id,
            nonce=secrets.randbits(NONCE_BITS),  # of this reaction: it may be made again later
        )
        try:
            await self._delivery.send(address, post)
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.warning("it cannot be asked whether the message shall go (%s)", error)

    async def delete(self, interaction: Interaction, pointed: PointedMessage) -> None:
        """The message goes, and whoever pressed is told the way back."""
        person, job = Person.of(interaction), await self._job_of(interaction, pointed)
        await take_press(interaction)
        channel = self._delivery.channel_of(pointed.channel_id, interaction.guild_id)
        try:
            await retried(lambda: channel.get_partial_message(pointed.message_id).delete())
        except discord.NotFound:
            log.info("message %s was gone already", pointed.message_id)
        else:
            await self._write_down(person, job)
        if person.id == job.user_id:
            card, view = cards.done(say("deleted-message")), again_view(job.id)
        else:
            card, view = cards.done(say("deleted-message-of", owner=f"<@{job.user_id}>")), None
        await self._close(interaction, card, view)

    async def keep(self, interaction: Interaction, pointed: PointedMessage) -> None:
        """Nothing happens to the message."""
        await self._job_of(interaction, pointed)
        await take_press(interaction)
        await self._close(interaction, cards.done(say("delete-kept")))

    async def _job_of(self, interaction: Interaction, pointed: PointedMessage) -> Job:
        """The job, if who pressed may take this message of it away: an id may be forged."""
        job = await self._storage.jobs.get(pointed.job_id)
        await self._rights.must_end(Person.of(interaction), job)
        is_there = await self._shown_jobs.is_there(job.id, pointed.message_id, pointed.channel_id)
        if not is_there or not is_deletable(job, pointed.message_id):
            raise Refusal(cards.refused(say("refused-no-job")))
        return job

    async def _close(
        self, interaction: Interaction, card: Card, view: discord.ui.View | None = None
    ) -> None:
        """The question makes room for what became of it; one that all could read is deleted."""
        message = interaction.message
        if message is not None and message.flags.ephemeral:
            await change_pressed(interaction, content=None, card=card, view=view)
            return
        await answer(interaction, card, view)
        try:
            await interaction.delete_original_response()
        except DISCORD_FAILED as error:
            log.info("the question stays (%s)", error)

    async def _write_down(self, person: Person, job: Job) -> None:
        """What somebody did to another person's; one's own is one's own matter."""
        if person.id != job.user_id:
            guild_id = person.guild_id or job.guild_id
            await self._storage.audit.append(
                "job.delete", job.id, by=person.id, guild_id=guild_id, owner=job.user_id
            )


def is_deletable(job: Job, message_id: int) -> bool:
    """Only a message that shows what was made: not the one that told of the progress."""
    is_result = job.status in (Status.DELIVERING, Status.DONE)
    return is_result and message_id != job.progress_message_id


def _question(job: Job, asked_id: int) -> Card:
    text = say("delete-question")
    if job.user_id != asked_id:
        text = say("delete-question-of", owner=f"<@{job.user_id}>")
    return Card(say("delete-title"), text, cards.YELLOW)
