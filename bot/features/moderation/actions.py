"""What moderators do about a report: each deed recorded first, then done, then told on the card."""

import logging
from typing import TYPE_CHECKING

import discord

from bot.features.moderation.buttons import Action, Reported, done_in, report_view
from bot.features.moderation.pauses import pause
from bot.interactions import cards
from bot.interactions.fence import TROUBLE, Refusal
from bot.interactions.post import Post
from bot.language import say, speaking
from bot.messages.announce import Announcer
from bot.messages.delivery import Undeliverable, once
from bot.messages.job_of_message import withhold
from bot.messages.texts import bold
from storage import Job, NotFound

if TYPE_CHECKING:
    from bot.client import EaselBot

log = logging.getLogger(__name__)

Interaction = discord.Interaction["EaselBot"]


class Moderation:
    """Delete, warn, pause, dismiss."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def act(self, interaction: Interaction, action: Action, reported: Reported) -> None:
        guild_id = interaction.guild_id
        is_operator = interaction.user.id in self._bot.operator_ids
        if guild_id is None or not (interaction.permissions.manage_messages or is_operator):
            raise Refusal(cards.refused(say("report-not-moderator")))
        job = await self._bot.storage.jobs.get(reported.job_id)
        if job.guild_id != guild_id and not is_operator:
            raise NotFound(f"job {job.id} is not of server {guild_id}")
        await interaction.response.defer()
        await self._bot.storage.audit.append(
            f"report.{action}", job.id, by=interaction.user.id, guild_id=guild_id, owner=job.user_id
        )
        with speaking(str(interaction.guild_locale or "")):
            done = await self._do(interaction, action, job, reported)
            await _sign(interaction, action, reported, done)

    async def _do(
        self, interaction: Interaction, action: Action, job: Job, reported: Reported
    ) -> str:
        """The line for the card."""
        by, guild = interaction.user, interaction.guild
        now = self._bot.now()
        words = f"report-done-{action}"
        name = "" if guild is None else guild.name
        if action == "delete":
            await self._delete(job, reported)
        elif action == "warn":
            with speaking(job.locale):
                notice = say("report-warned", guild=name, prompt=bold(Announcer.of(job).prompt))
            if not await self._notify(job, notice):
                words = "report-done-warn-closed"
        elif action == "pause":
            assert guild is not None, "checked before"
            until = await pause(self._bot.storage, job.user_id, guild.id, now, by.id, job.id)
            with speaking(job.locale):
                notice = say("report-paused", guild=name, until=_moment(until.timestamp()))
            await self._notify(job, notice)
        return say(words, by=f"<@{by.id}>", at=_moment(now.timestamp()))

    async def _delete(self, job: Job, reported: Reported) -> None:
        """The message that was reported and the job's result; a job at work is stopped."""
        await self._bot.runner.stop(job)
        found = {(reported.channel_id, reported.message_id)}
        if job.result_message_id is not None:
            found.add((job.channel_id, job.result_message_id))
        await withhold(self._bot.storage, job.id)
        for channel_id, message_id in found:
            message = self._bot.get_partial_messageable(channel_id).get_partial_message(message_id)
            try:
                await once(message.delete)
            except discord.NotFound:
                log.info("message %s is gone already", message_id)

    async def _notify(self, job: Job, words: str) -> bool:
        """Tell the owner by direct message; False when these are closed."""
        try:
            await self._bot.courier.send_to_user(job.user_id, Post(content=words))
        except (*TROUBLE, Undeliverable) as error:
            log.info("the owner cannot be told (%s)", error)
            return False
        return True


async def _sign(interaction: Interaction, action: Action, reported: Reported, line: str) -> None:
    """Write the deed under the card; what is done cannot be pressed again."""
    message = interaction.message
    if message is None or not message.embeds:
        return
    embed = message.embeds[0].copy()
    embed.description = f"{embed.description}\n\n{line}"
    done = done_in(message) | {action}
    view = None if action == "dismiss" else report_view(reported, done)
    await interaction.edit_original_response(embed=embed, view=view)


def _moment(seconds: float) -> str:
    return f"<t:{int(seconds)}:f>"
