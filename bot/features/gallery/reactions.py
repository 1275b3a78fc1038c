"""❌ and ✉️ under a job's message, for its owner: stop it, or be asked to delete; have it sent."""

import logging
from typing import Final

import discord
from discord.ext import commands

from bot.features.gallery.deleting import Deleting
from bot.features.gallery.gallery import Gallery
from bot.interactions.answer import DISCORD_FAILED, Refusal
from bot.interactions.buttons import PointedMessage
from bot.interactions.commands import EaselCog
from bot.interactions.fence import fenced_event
from bot.interactions.post import Post
from bot.language import say, speak
from bot.logs import about_job
from bot.messages.delivery import Delivery, Filtered, Undeliverable
from bot.messages.job_address import JobAddress
from bot.messages.shown_jobs import ShownJobs
from bot.running.runner import Runner
from storage import Job

log = logging.getLogger(__name__)

STOP: Final = "❌"
SEND: Final = ("✉️", "✉")  # clients send it with and without the variation selector


class ReactionsCog(EaselCog):
    def __init__(
        self,
        shown_jobs: ShownJobs,
        gallery: Gallery,
        runner: Runner,
        deleting: Deleting,
        delivery: Delivery,
    ) -> None:
        self._shown_jobs = shown_jobs
        self._gallery = gallery
        self._runner = runner
        self._deleting = deleting
        self._delivery = delivery

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.emoji.name in (STOP, *SEND):
            await fenced_event(f"reaction {payload.emoji.name}", self._react(payload))

    async def _react(self, payload: discord.RawReactionActionEvent) -> None:
        job = await self._shown_jobs.job_by_id(payload.message_id)
        if job is None or job.user_id != payload.user_id:
            return  # strangers' reactions mean nothing
        speak(job.locale)  # a reaction tells nothing of its person's language
        with about_job(job.id):
            if payload.emoji.name == STOP:
                await self._stop(job, payload)
            else:
                await self._send(job)

    async def _stop(self, job: Job, payload: discord.RawReactionActionEvent) -> None:
        """Of a finished job nothing is stopped: ask whether the message shall go."""
        if not await self._runner.stop_job(job):
            pointed = PointedMessage(job.id, payload.channel_id, payload.message_id)
            await self._deleting.ask_beside(job, pointed, payload.guild_id)

    async def _send(self, job: Job) -> None:
        try:
            await self._gallery.send_by_dm(job)
        except Refusal as refusal:
            log.info("not sent: %s", refusal)
        except Filtered:
            await self._say_beside(job, "refused-filtered-reaction")
        except Undeliverable:
            await self._say_beside(job, "refused-closed-dms-reaction")

    async def _say_beside(self, job: Job, key: str) -> None:
        """A reaction has no private answer, and direct messages take none: so, beside the grid."""
        log.info("the pictures did not reach their owner (%s)", key)
        words = say(key, owner=f"<@{job.user_id}>")
        address = JobAddress.of(job)
        try:
            post = Post(content=words, pings=job.user_id, reply_to=job.result_message_id)
            await self._delivery.channel(address).send(**post.as_message(address.channel_id))
        except DISCORD_FAILED as error:
            log.warning("nor can it be said in the channel (%s)", error)
