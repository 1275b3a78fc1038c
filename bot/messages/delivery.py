"""Getting words and pictures to a person: retried, timed, and never twice.

It speaks through the interaction's token while that lives, then with the bot's own; it knows
Discord's failures, and neither the engine nor the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import aiohttp
import discord

from bot.interactions.answer import DISCORD_FAILED
from bot.interactions.post import MAX_CONTENT, Post
from bot.language import say
from bot.messages.fitting import limit_there, send_fitting
from bot.messages.job_address import JobAddress
from bot.messages.refused_posts import EXPLICIT, NextTry, next_try
from bot.pictures import grid

log = logging.getLogger(__name__)
T = TypeVar("T")

TOKEN_LIFE: Final = timedelta(minutes=14)  # Discord's own end is at 15
CALL_TIMEOUT_S: Final = 30.0
PAUSES_S: Final = (0.2, 1.0, 3.0)
ANSWER_S: Final = 5.0  # the first answer comes within 3 s or never


class Undeliverable(Exception):
    """No way to this person is open: neither the channel nor direct messages."""


class Filtered(Undeliverable):
    """Direct messages are open, and Discord's filter holds this picture back as explicit."""


async def retried(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a call that may safely be repeated, while the connection or Discord itself fails.

    Safe is: an edit, a delete, a send with a fixed nonce. `call` builds fresh files each time.
    """
    for pause_s in PAUSES_S:
        try:
            return await _timed(call)
        except (aiohttp.ClientError, TimeoutError, OSError, discord.DiscordServerError) as error:
            log.warning("Discord did not answer (%r); once more in %s s", error, pause_s)
            await asyncio.sleep(pause_s)
    return await _timed(call)


async def _timed(call: Callable[[], Awaitable[T]]) -> T:
    async with asyncio.timeout(CALL_TIMEOUT_S):  # wait_for may swallow a cancel in Python 3.11
        return await call()


@dataclass(slots=True)
class JobInteraction:
    """The interaction a job came from: its token, and the message that answered it.

    `is_tried`: the answer was given, or it failed; `is_stored`: there is a job to speak about.
    """

    opened_at: datetime
    webhook: discord.Webhook | None = None
    message_id: int | None = None
    is_stored: bool = False
    is_tried: asyncio.Event = field(default_factory=asyncio.Event)


class Delivery:
    """Sends, edits and deletes for jobs; what it remembers may be lost at any time."""

    def __init__(self, client: discord.Client, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now
        self._answered: dict[str, JobInteraction] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    def expect(self, job_id: str) -> JobInteraction:
        """Announce that an interaction is about to be answered for this job."""
        answered = self._answered[job_id] = JobInteraction(self._now())
        return answered

    def forget(self, job_id: str) -> None:
        """The job has ended: nothing more is said about it."""
        self._answered.pop(job_id, None)
        self._turns.pop(job_id, None)

    async def edit_progress(
        self, address: JobAddress, post: Post, still: Callable[[], bool] | None = None
    ) -> bool:
        """Change the job's progress message; False when it is gone or out of reach.

        Edits of one job are made one after the other; `still` is asked when its turn comes, so
        that what has been overtaken is not said any more. Discord's failures are logged only.
        """
        async with self._turns.setdefault(address.job_id, asyncio.Lock()):
            message_id = await self.progress_message_id(address)
            if message_id is None or (still is not None and not still()):
                return False
            return await self._reach(
                address,
                lambda webhook: webhook.edit_message(message_id, **post.as_edit()),
                lambda channel: channel.get_partial_message(message_id).edit(**post.as_edit()),
            )

    async def delete_progress(self, address: JobAddress) -> bool:
        """Remove the job's progress message; False when it was gone already or is out of reach."""
        message_id = await self.progress_message_id(address)
        if message_id is None:
            return False
        return await self._reach(
            address,
            lambda webhook: webhook.delete_message(message_id),
            lambda channel: channel.get_partial_message(message_id).delete(),
        )

    async def delete_message(self, channel_id: int, message_id: int) -> None:
        """Delete any message of ours; one that is gone already is as good."""
        channel = self.channel_of(channel_id, None)
        with suppress(discord.NotFound):
            await retried(lambda: channel.get_partial_message(message_id).delete())

    async def progress_message_id(self, address: JobAddress) -> int | None:
        """The progress message of a job: the one just answered, else the stored one."""
        answered = self._answered.get(address.job_id)
        if answered is None:
            return address.message_id
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_S):
                await answered.is_tried.wait()
        return answered.message_id or address.message_id

    async def _reach(
        self,
        address: JobAddress,
        by_token: Callable[[discord.Webhook], Awaitable[Any]],
        by_channel: Callable[[discord.PartialMessageable], Awaitable[Any]],
    ) -> bool:
        webhook = self.webhook(address.job_id)
        if webhook is not None:
            try:
                await retried(lambda: by_token(webhook))
                return True
            except DISCORD_FAILED as error:
                log.info("the interaction's token is of no use any more (%s)", error)
                self._retire_token(address.job_id)
        try:
            await retried(lambda: by_channel(self.channel(address)))
        except DISCORD_FAILED as error:
            log.warning("the progress message is out of reach (%s)", error)
            return False
        return True

    def _retire_token(self, job_id: str) -> None:
        if answered := self._answered.get(job_id):
            answered.webhook = None

    def webhook(self, job_id: str) -> discord.Webhook | None:
        """The interaction's own way to its person, while its token lives."""
        answered = self._answered.get(job_id)
        if answered is None or self._now() - answered.opened_at > TOKEN_LIFE:
            return None
        return answered.webhook

    def channel(self, address: JobAddress) -> discord.PartialMessageable:
        """The channel, thread or DM of a job; asks nobody whether it still exists."""
        return self.channel_of(address.channel_id, address.guild_id)

    def channel_of(self, channel_id: int, guild_id: int | None) -> discord.PartialMessageable:
        """Any channel by its id, asked for nothing."""
        return self._client.get_partial_messageable(channel_id, guild_id=guild_id)

    def upload_limit_bytes(self, guild_id: int | None) -> int:
        """How large one file may be there, by a message that answers nobody."""
        return limit_there(self._client.get_guild(guild_id) if guild_id is not None else None)

    def name_of(self, user_id: int) -> str:
        """The person's name as far as it is known without asking, for file names."""
        user = self._client.get_user(user_id)
        return user.name if user is not None else ""

    async def send_picture(
        self,
        address: JobAddress,
        png: bytes,
        post_with: Callable[[grid.Upload], Post],
        webhook: discord.Webhook | None = None,
    ) -> discord.Message:
        """Send a picture, as PNG where it fits and else re-encoded; raises Undeliverable."""
        return await send_fitting(
            [png],
            self.upload_limit_bytes(address.guild_id),
            lambda uploads: self.send(address, post_with(uploads[0]), webhook),
        )

    async def send_pictures_to_user(
        self,
        user_id: int,
        pngs: Sequence[bytes],
        post_with: Callable[[Sequence[grid.Upload]], Post],
    ) -> discord.Message:
        """The same, of one or more pictures in one message to a person's direct messages."""
        return await send_fitting(
            pngs,
            self.upload_limit_bytes(None),
            lambda uploads: self.send_to_user(user_id, post_with(uploads)),
        )

    async def send(
        self, address: JobAddress, post: Post, webhook: discord.Webhook | None = None
    ) -> discord.Message:
        """Post to the job's channel, else by an interaction, else by DM; raises Undeliverable.

        The nonce makes a repeat harmless: Discord answers with the message that is already there.
        A thread that is archived opens by being posted to, unless it is locked.
        """
        channel = self.channel(address)
        try:
            return await retried(lambda: channel.send(**post.as_message(address.channel_id)))
        except discord.HTTPException as error:
            if next_try(error) is not NextTry.ELSEWHERE:
                raise
            log.warning("channel %s is closed to me (%s)", address.channel_id, error)
        webhook = webhook or self.webhook(address.job_id)
        if webhook is not None:
            try:
                return await webhook.send(wait=True, **post.as_answer())
            except DISCORD_FAILED as error:
                log.info("nor is there a way by the interaction (%s)", error)
        if address.guild_id is not None:
            post = _told_why(post, address)
        return await self.send_to_user(address.user_id, post)

    async def send_to_user(self, user_id: int, post: Post) -> discord.Message:
        """Post to a person's direct messages; raises Undeliverable when they do not take it."""
        try:
            dm = await self.dm(user_id)
            return await retried(lambda: dm.send(**post.as_message()))
        except discord.HTTPException as error:
            if next_try(error) is not NextTry.ELSEWHERE:
                raise
            if error.code == EXPLICIT:
                raise Filtered(f"held back by the filter ({error})") from error
            raise Undeliverable(f"direct messages are closed ({error})") from error

    async def dm(self, user_id: int) -> discord.DMChannel:
        """The person's direct messages, which may still be closed."""
        known = self._client.get_user(user_id)
        if known is not None:
            return await retried(known.create_dm)
        fetched = await retried(lambda: self._client.fetch_user(user_id))
        return await retried(fetched.create_dm)


def _told_why(post: Post, address: JobAddress) -> Post:
    """The post with the place that did not take it, where there is room for that."""
    place = f"<#{address.channel_id}>"
    words = f"{post.content}\n-# {say('job-not-there', channel=place)}"
    return replace(post, content=words) if len(words) <= MAX_CONTENT else post
