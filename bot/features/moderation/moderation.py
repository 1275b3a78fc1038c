"""What moderators do about a report: each deed recorded first, then done, then told on the card."""

import logging
from dataclasses import replace

import discord

from bot.features.moderation.buttons import Action, done_in, report_view
from bot.features.moderation.pauses import PAUSE
from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, Refusal, take_press
from bot.interactions.buttons import PointedMessage
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Post
from bot.interactions.rights import Rights
from bot.interactions.wording import bold
from bot.language import say, speaking
from bot.messages.delivery import Delivery, Undeliverable
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from bot.running.runner import Runner
from storage import Clock, Job, Storage

log = logging.getLogger(__name__)


class Moderation:
    """Delete, warn, pause, dismiss."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        shown_jobs: ShownJobs,
        runner: Runner,
        rights: Rights,
        now: Clock,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._runner = runner
        self._rights = rights
        self._now = now

    async def act(self, interaction: Interaction, action: Action, reported: PointedMessage) -> None:
        guild = interaction.guild or await self._owned_guild(interaction, reported)
        if guild is None:
            raise Refusal(cards.refused(say("report-not-moderator")))
        person = Person.of(interaction)
        if interaction.guild is None:  # a report came to its owner, who rules there
            person = replace(person, guild_id=guild.id, is_moderator=True)
        if not (person.is_moderator or self._rights.is_operator(person)):
            raise Refusal(cards.refused(say("report-not-moderator")))
        job = await self._storage.jobs.get(reported.job_id)
        await self._rights.must_moderate(person, job)
        await take_press(interaction)
        await self._storage.audit.append(
            f"report.{action}", job.id, by=person.id, guild_id=guild.id, owner=job.user_id
        )
        with speaking(str(guild.preferred_locale)):
            done = await self._carry_out(guild, person, action, job, reported)
            await _sign(interaction, action, reported, done)

    async def _owned_guild(
        self, interaction: Interaction, reported: PointedMessage
    ) -> discord.Guild | None:
        """The server where the reported message stands, if who presses is its owner."""
        for one in await self._storage.job_messages.of_job(reported.job_id):
            if one.message_id == reported.message_id and one.guild_id is not None:
                guild: discord.Guild | None = interaction.client.get_guild(one.guild_id)
                return guild if guild and guild.owner_id == interaction.user.id else None
        return None

    async def _carry_out(
        self, guild: discord.Guild, by: Person, action: Action, job: Job, reported: PointedMessage
    ) -> str:
        """Do it; returns the line that tells of it on the card."""
        now = self._now()
        words = f"report-done-{action}"
        if action == "delete":
            await self._delete(job, reported, by.id)
        elif action == "warn":
            with speaking(job.locale):
                notice = say(
                    "report-warned", guild=guild.name, prompt=bold(JobPosts.of(job).prompt)
                )
            if not await self._send_to_owner(job, notice):
                words = "report-done-warn-closed"
        elif action == "pause":
            until = now + PAUSE
            await self._storage.pauses.pause(job.user_id, guild.id, until, by.id, job.id)
            with speaking(job.locale):
                notice = say("report-paused", guild=guild.name, until=_moment(until.timestamp()))
            await self._send_to_owner(job, notice)
        return say(words, by=f"<@{by.id}>", at=_moment(now.timestamp()))

    async def _delete(self, job: Job, reported: PointedMessage, by: int) -> None:
        """Every message that shows the job, and the one reported; no way brings it back."""
        await self._storage.withheld.add(job.id, by)  # first: what is sent from now on goes again
        await self._runner.stop_job(job)
        found = {(reported.channel_id, reported.message_id)}
        for one in await self._storage.job_messages.of_job(job.id):
            if one.channel_id is not None:
                found.add((one.channel_id, one.message_id))
        for channel_id, message_id in found:
            await self._shown_jobs.take_away(channel_id, message_id)

    async def _send_to_owner(self, job: Job, words: str) -> bool:
        """Tell the owner by direct message; False when these are closed."""
        try:
            await self._delivery.send_to_user(job.user_id, Post(content=words))
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.info("the owner cannot be told (%s)", error)
            return False
        return True


async def _sign(
    interaction: Interaction, action: Action, reported: PointedMessage, line: str
) -> None:
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
