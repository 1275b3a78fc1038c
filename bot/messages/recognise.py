"""Our own message, found again by the job id in its buttons: what a crash left out of the database.

Discord's ids carry their time, so the search begins at the interaction, whatever this clock says.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Final

import discord

from bot.interactions import buttons
from bot.interactions.answer import DISCORD_FAILED
from bot.messages import job_buttons
from bot.messages.delivery import Delivery, Undeliverable, retried
from bot.messages.job_address import JobAddress, nonce_for
from bot.messages.job_posts import JobPosts
from storage import Job, Storage

log = logging.getLogger(__name__)

LOOK_BACK: Final = 300  # messages of other people that may have come since
SKEW: Final = timedelta(minutes=2)  # between this machine's clock and Discord's


async def find_answer(delivery: Delivery, job: Job) -> int | None:
    """The message that answered the order: it carries the job's Cancel button."""
    wanted = job_buttons.custom_id("c", job.id, 0)
    return await _find(delivery, JobAddress.of(job), wanted, job.interaction_id)


async def find_result(delivery: Delivery, job: Job) -> int | None:
    """The message that shows the job's result."""
    since = job.interaction_id
    if job.finished_at is not None:
        since = max(since, discord.utils.time_snowflake(job.finished_at - SKEW))
    return await _find(delivery, JobAddress.of(job), JobPosts.of(job).mark, since)


async def with_progress_message(storage: Storage, delivery: Delivery, job: Job) -> Job:
    """The job with its progress message; one is posted where the first answer never arrived."""
    message_id = await delivery.progress_message_id(JobAddress.of(job)) or await find_answer(
        delivery, job
    )
    if message_id is None:
        post = replace(JobPosts.of(job).waiting(), nonce=nonce_for(job.id, "progress"))
        try:
            message = await delivery.send(JobAddress.of(job), post)
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.warning("no progress can be shown (%s)", error)
            return job
        message_id = message.id
    if message_id != job.progress_message_id:
        await storage.jobs.set_progress_message(job.id, message_id)
    return await storage.jobs.get(job.id)


async def _find(delivery: Delivery, address: JobAddress, wanted: str, since: int) -> int | None:
    """In the channel, or where that is closed in direct messages; None as well if neither opens."""

    async def look(channel: discord.abc.Messageable) -> int | None:
        after = discord.Object(since)
        async for message in channel.history(limit=LOOK_BACK, after=after, oldest_first=True):
            if wanted in buttons.ids_in(message):
                return message.id
        return None

    try:
        try:
            return await retried(lambda: look(delivery.channel(address)))
        except (discord.Forbidden, discord.NotFound):
            dm = await delivery.dm(address.user_id)
            return await retried(lambda: look(dm))
    except DISCORD_FAILED as error:
        log.warning("cannot look for an earlier message (%s)", error)
        return None
