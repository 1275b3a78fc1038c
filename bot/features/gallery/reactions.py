"""❌ and ✉️ under a job's message, for its owner: stop or delete it, have it sent."""

import logging
from typing import TYPE_CHECKING, Final

import discord
from discord.ext import commands

from bot.interactions.fence import TROUBLE, fenced_event
from bot.interactions.post import Place, Post
from bot.language import say, speak
from bot.logs import about_job
from bot.messages.delivery import Undeliverable
from bot.messages.job_of_message import job_by_id
from storage import Job

if TYPE_CHECKING:
    from bot.client import EaselBot

log = logging.getLogger(__name__)

STOP: Final = "❌"
SEND: Final = ("✉️", "✉")  # clients send it with and without the variation selector


class Reactions(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.emoji.name in (STOP, *SEND):
            await fenced_event(f"reaction {payload.emoji.name}", self._react(payload))

    async def _react(self, payload: discord.RawReactionActionEvent) -> None:
        job = await job_by_id(self._bot, payload.message_id)
        if job is None or job.user_id != payload.user_id:
            return  # strangers' reactions mean nothing
        speak(job.locale)  # a reaction tells nothing of its person's language
        with about_job(job.id):
            if payload.emoji.name == STOP:
                await self._stop(job, payload)
            else:
                await self._send(job)

    async def _stop(self, job: Job, payload: discord.RawReactionActionEvent) -> None:
        if not await self._bot.runner.stop(job):
            await self._bot.gallery.take_away(job, payload.message_id, payload.channel_id)

    async def _send(self, job: Job) -> None:
        try:
            await self._bot.gallery.send_by_dm(job)
        except Undeliverable:
            await self._say_closed(job)

    async def _say_closed(self, job: Job) -> None:
        """A reaction has no private answer, and direct messages are closed: so, beside the grid."""
        log.info("the owner's direct messages are closed")
        words = say("refused-closed-dms-reaction", owner=f"<@{job.user_id}>")
        place = Place.of(job)
        try:
            post = Post(content=words, pings=job.user_id, reply_to=job.result_message_id)
            await self._bot.courier.channel(place).send(**post.as_message(place.channel_id))
        except TROUBLE as error:
            log.warning("nor can it be said in the channel (%s)", error)
