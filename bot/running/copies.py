"""Copies of finished grids in their owners' direct messages, for those who asked for them.

A copy is made beside the delivery: it never holds a job up, and one that fails changes nothing.
What a restart interrupts is not made up for, since the grid itself is in its channel.
"""

import logging
from dataclasses import replace
from typing import Final

import discord

from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, embed_of
from bot.interactions.interaction import Person
from bot.interactions.post import Post
from bot.interactions.rights import Rights
from bot.language import say, speaking
from bot.messages.delivery import Delivery, Filtered, Undeliverable
from bot.messages.job_address import JobAddress, nonce_for
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from bot.orders.preferences import read_preferences
from bot.pictures import grid
from bot.pictures.job_files import read_grid
from storage import Job, NotFound, Storage, StorageBroken

log = logging.getLogger(__name__)

TOLD: Final = "auto_dm_closed_told"  # a person's setting: they know that no copy reaches them
TOLD_FILTERED: Final = "auto_dm_filtered_told"  # and that Discord's filter may hold one back


class Copies:
    """Sends them, and says once where it cannot."""

    def __init__(
        self, storage: Storage, delivery: Delivery, shown_jobs: ShownJobs, rights: Rights
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._rights = rights

    async def send(self, job: Job, webhook: discord.Webhook | None) -> None:
        """Copy a finished job's grid if its owner wants that and it is not there already.

        `webhook`: the interaction the job came from, while it lives.
        """
        try:
            await self._send_if_wanted(job, webhook)
        except StorageBroken as error:
            log.info("no copy by direct message (%s)", error)

    async def _send_if_wanted(self, job: Job, webhook: discord.Webhook | None) -> None:
        if JobAddress.of(job).guild_id is None:
            return
        chosen = await read_preferences(self._storage, job.user_id)
        if not chosen.is_auto_dm or not await self._rights.may_see(
            Person(job.user_id), job, "alone"
        ):
            return
        try:
            job = await self._storage.jobs.get(job.id)  # with the message that shows the result
            await self._send(job)
        except Filtered:
            await self._tell(job, webhook, "copy-filtered", TOLD_FILTERED)
        except Undeliverable:
            await self._tell(job, webhook, "copy-closed", TOLD)
        except (*DISCORD_FAILED, NotFound) as error:
            log.warning("no copy by direct message (%s)", error)
        else:
            await self._storage.settings.clear("user", job.user_id, TOLD)

    async def _send(self, job: Job) -> None:
        self._shown_jobs.must_take()
        posts, owner = JobPosts.of(job), self._delivery.name_of(job.user_id)
        png = await read_grid(self._storage, job.id)
        link = JobAddress.of(job).link(job.result_message_id)

        def post_with(upload: grid.Upload) -> Post:
            post = posts.finished(upload, owner)
            with speaking(job.locale):
                words = f"{post.content}\n-# {say('copy-of', link=link)}"
            return replace(post, content=words, pings=None, nonce=nonce_for(job.id, "copy"))

        message = await self._delivery.send_pictures_to_user(
            job.user_id, [png], lambda uploads: post_with(uploads[0])
        )
        await self._shown_jobs.record(job.id, message.id, message.channel.id, None, "copy")

    async def _tell(self, job: Job, webhook: discord.Webhook | None, key: str, told: str) -> None:
        """Once, privately where the interaction still lives, else beside the grid."""
        if await self._storage.settings.get("user", job.user_id, told, False):
            return
        await self._storage.settings.set("user", job.user_id, told, True)
        with speaking(job.locale):
            words = say(key)
        address = JobAddress.of(job)
        try:
            if webhook is not None:
                await webhook.send(embed=embed_of(cards.refused(words)), ephemeral=True)
                return
            words, ping = f"<@{job.user_id}> {words}", job.user_id
            post = Post(content=words, pings=ping, reply_to=job.result_message_id)
            await self._delivery.channel(address).send(**post.as_message(address.channel_id))
        except DISCORD_FAILED as error:
            log.warning("nor can it be said (%s)", error)
