"""Which job a message shows: its own messages, copies brought back by /show, single pictures."""

from typing import TYPE_CHECKING, Final

import discord

from bot.messages.job_buttons import job_in
from storage import Job, NotFound, Storage

if TYPE_CHECKING:
    from bot.client import EaselBot

_KEY: Final = "shown:"
_WITHHELD: Final = "withheld:"


async def keep_shown(storage: Storage, message_id: int, job_id: str) -> None:
    """From now on this message is a copy of the job's result."""
    await storage.settings.set("global", None, f"{_KEY}{message_id}", job_id)


async def withhold(storage: Storage, job_id: str) -> None:
    """A moderator took this job's pictures away: they are not brought back."""
    await storage.settings.set("global", None, f"{_WITHHELD}{job_id}", True)


async def is_withheld(storage: Storage, job_id: str) -> bool:
    return await storage.settings.get("global", None, f"{_WITHHELD}{job_id}") is not None


async def job_by_id(bot: "EaselBot", message_id: int) -> Job | None:
    """The job whose message, or copy of it, has this id."""
    job = await bot.runner.job_of(message_id)
    if job is not None:
        return job
    shown = await bot.storage.settings.get("global", None, f"{_KEY}{message_id}")
    return await bot.storage.jobs.get(shown) if isinstance(shown, str) else None


async def job_of(bot: "EaselBot", message: discord.Message) -> Job | None:
    """The job of a message of ours: by its id, its buttons, or the grid that it answers."""
    if bot.user is None or message.author.id != bot.user.id:
        return None
    job = await job_by_id(bot, message.id)
    if job is None and (found := job_in(message)) is not None:
        try:
            return await bot.storage.jobs.get(found)
        except NotFound:
            return None  # the button of a draft, or of another database
    reference = message.reference
    if job is None and reference is not None and reference.message_id is not None:
        job = await job_by_id(bot, reference.message_id)
    return job
