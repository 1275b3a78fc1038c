"""Stealth: jobs that live in their person's direct messages and nowhere else.

The direct message comes first, since only sending shows whether it is open; then the row, which
names it. Between the two a crash leaves a sentence without a job, never a job without its message.
"""

import logging
from dataclasses import replace

import discord

from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, Refusal, answer, think
from bot.interactions.interaction import Interaction
from bot.interactions.post import Post
from bot.language import say
from bot.messages.delivery import Delivery, Undeliverable, retried
from bot.messages.job_address import JobAddress, nonce_for
from bot.orders.preferences import Preferences
from storage import Job, NewJob

log = logging.getLogger(__name__)


def preferences_for(chosen: Preferences, job: Job, user_id: int) -> Preferences:
    """What holds for somebody who goes on from `job`: what was hidden stays so for its owner."""
    is_own_secret = job.visibility == "stealth" and job.user_id == user_id
    return chosen.with_(visibility="stealth") if is_own_secret else chosen


def account_guild(interaction: Interaction, job: Job) -> int | None:
    """Whose credits going on from `job` takes: in direct messages, of the server it came from."""
    if interaction.guild_id is None and job.visibility == "stealth":
        return job.guild_id if job.user_id == interaction.user.id else None
    return interaction.guild_id


async def roles_elsewhere(interaction: Interaction, guild_id: int) -> list[int]:
    """This person's roles in another server than here; Refusal when they have left it."""
    guild = interaction.client.get_guild(guild_id)
    try:
        if guild is not None:
            member = await guild.fetch_member(interaction.user.id)
            return [role.id for role in member.roles]
    except discord.NotFound:
        log.info("%s is no member of %s any more", interaction.user.id, guild_id)
    raise Refusal(cards.refused(say("stealth-left")))


def is_elsewhere(interaction: Interaction, job: Job | NewJob) -> bool:
    """A stealth job ordered where others could look on; in direct messages it is at home."""
    return job.visibility == "stealth" and interaction.guild_id is not None


class StealthMessages:
    """Opens the direct messages of stealth jobs, and says so where they were ordered."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    async def opened(self, interaction: Interaction, new_job: NewJob) -> NewJob:
        """The job with the message it will live in; Refusal when direct messages are closed."""
        if not is_elsewhere(interaction, new_job):
            return new_job
        if not interaction.response.is_done():
            await think(interaction)
        post = Post(content=say("stealth-opening"), nonce=nonce_for(new_job.id, "opening"))
        try:
            message = await self._delivery.send_to_user(new_job.user_id, post)
        except Undeliverable as error:
            raise Refusal(cards.refused(say("stealth-closed"))) from error
        return replace(new_job, channel_id=message.channel.id, progress_message_id=message.id)

    async def withdrawn(self, interaction: Interaction, new_job: NewJob) -> None:
        """Take the first sentence back: the job was not stored."""
        message_id = new_job.progress_message_id
        if not is_elsewhere(interaction, new_job) or message_id is None:
            return
        address = JobAddress(new_job.id, new_job.user_id, None, new_job.channel_id)
        channel = self._delivery.channel(address)
        try:
            await retried(lambda: channel.get_partial_message(message_id).delete())
        except DISCORD_FAILED as error:
            log.warning("the opening sentence stays (%s)", error)

    async def send_waiting(self, interaction: Interaction, job: Job, post: Post) -> None:
        """The first words about the job, in its own message; where it was ordered, only a link."""
        address = JobAddress.of(job)
        message_id = job.progress_message_id
        assert message_id is not None  # it was stored with the job
        channel = self._delivery.channel(address)
        await retried(lambda: channel.get_partial_message(message_id).edit(**post.as_edit()))
        await answer(interaction, cards.done(say("stealth-there", link=address.link(message_id))))
