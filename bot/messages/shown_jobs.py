"""Which job a message shows, and which messages show a job."""

import logging

import discord

from bot.interactions.answer import DISCORD_FAILED
from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_buttons import job_in
from storage import Job, NotFound, Storage
from storage.job_messages import Shows

log = logging.getLogger(__name__)


class ShownJobs:
    """Written down as soon as a message is out, so that it can be found, and taken away again."""

    def __init__(self, storage: Storage, delivery: Delivery) -> None:
        self._storage = storage
        self._delivery = delivery
        self._sent: dict[int, str] = {}  # messages that are out and not on record yet

    def must_take(self) -> None:
        """StorageBroken, before something is sent that could not be written down."""
        self._storage.health.must_be_well()

    async def record(
        self, job_id: str, message_id: int, channel_id: int, guild_id: int | None, shows: Shows
    ) -> None:
        """From now on this message is one of the job's.

        It goes again if a moderator took the job's pictures away while it was on its way. On a
        broken disk this waits, for the message is out.
        """
        self._sent[message_id] = job_id
        add = self._storage.job_messages.add
        try:
            may_stay = await self._storage.health.stored(
                lambda: add(job_id, message_id, channel_id, guild_id, shows)
            )
        finally:
            del self._sent[message_id]
        if not may_stay:
            await self.take_away(channel_id, message_id)

    async def record_known(
        self, job_id: str, message_id: int, channel_id: int, guild_id: int | None
    ) -> None:
        """The same of a message known by its buttons alone: whoever is asked about it finds it."""
        if await self.job_by_id(message_id) is None:
            await self.record(job_id, message_id, channel_id, guild_id, "copy")

    async def is_there(self, job_id: str, message_id: int, channel_id: int) -> bool:
        """Whether this message of the job stands in that channel: what an id says may be forged."""
        for one in await self._storage.job_messages.of_job(job_id):
            if one.message_id == message_id:
                return one.channel_id in (None, channel_id)
        return False

    async def take_away(self, channel_id: int, message_id: int) -> None:
        """Delete a message of a job; what Discord does not let us is logged."""
        try:
            await self._delivery.delete_message(channel_id, message_id)
        except DISCORD_FAILED as error:
            log.info("message %s cannot be deleted (%s)", message_id, error)

    async def record_sent(
        self, address: JobAddress, message: discord.Message, shows: Shows
    ) -> None:
        """The same, of a message just sent; what could not go to its place went by DM."""
        guild_id = address.guild_id if message.channel.id == address.channel_id else None
        await self.record(address.job_id, message.id, message.channel.id, guild_id, shows)

    async def job_by_id(self, message_id: int) -> Job | None:
        """The job whose message, or copy of it, has this id."""
        job_id = self._sent.get(message_id)
        if job_id is None:
            job_id = await self._storage.job_messages.job_id_of(message_id)
        return None if job_id is None else await self._storage.jobs.get(job_id)

    async def job_of(self, message: discord.Message, own_id: int) -> Job | None:
        """The job of a message of ours: by its id, its buttons, or the grid that it answers.

        `own_id`: the bot's; what others wrote shows no job.
        """
        if message.author.id != own_id:
            return None
        job = await self.job_by_id(message.id)
        if job is None and (found := job_in(message)) is not None:
            try:
                return await self._storage.jobs.get(found)
            except NotFound:
                return None  # the button of a draft, or of another database
        reference = message.reference
        if job is None and reference is not None and reference.message_id is not None:
            job = await self.job_by_id(reference.message_id)
        return job
