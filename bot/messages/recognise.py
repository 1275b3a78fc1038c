"""Our own message, found again by the job id in its buttons: what a crash left out of the database.

Discord's ids carry their time, so the search begins at the interaction, whatever this clock says.
"""

import logging
from datetime import timedelta
from typing import Final

import discord

from bot.interactions import buttons
from bot.interactions.answer import TROUBLE
from bot.messages import job_buttons
from bot.messages.delivery import Delivery, once
from bot.messages.place import Place
from storage import Job

log = logging.getLogger(__name__)

LOOK_BACK: Final = 300  # messages of other people that may have come since
SKEW: Final = timedelta(minutes=2)  # between this machine's clock and Discord's


async def find_answer(delivery: Delivery, job: Job) -> int | None:
    """The message that answered the order: it carries the job's Cancel button."""
    wanted = job_buttons.custom_id("c", job.id, 0)
    return await _find(delivery, Place.of(job), wanted, job.interaction_id)


async def find_result(delivery: Delivery, job: Job) -> int | None:
    """The message that shows the job's grid."""
    since = job.interaction_id
    if job.finished_at is not None:
        since = max(since, discord.utils.time_snowflake(job.finished_at - SKEW))
    return await _find(delivery, Place.of(job), job_buttons.custom_id("u", job.id, 1), since)


async def _find(delivery: Delivery, place: Place, wanted: str, since: int) -> int | None:
    """In the channel, or where that is closed in direct messages; None as well if neither opens."""

    async def look(channel: discord.abc.Messageable) -> int | None:
        after = discord.Object(since)
        async for message in channel.history(limit=LOOK_BACK, after=after, oldest_first=True):
            if wanted in buttons.ids_in(message):
                return message.id
        return None

    try:
        try:
            return await once(lambda: look(delivery.channel(place)))
        except (discord.Forbidden, discord.NotFound):
            dm = await delivery.dm(place.user_id)
            return await once(lambda: look(dm))
    except TROUBLE as error:
        log.warning("cannot look for an earlier message (%s)", error)
        return None
