"""Report Job: a reason, and a card for the moderators with the picture behind a spoiler.

Recorded first, then posted: where no channel is set the server's owner hears of it.
"""

import asyncio
import logging
from typing import Final

import discord

from bot.features.moderation.buttons import report_view
from bot.features.moderation.report_cards import Report, report_card, report_form, reported_in
from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, Refusal, answer, embed_of, think
from bot.interactions.buttons import PointedMessage
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment
from bot.interactions.rights import Rights
from bot.language import say, speaking
from bot.messages.delivery import Delivery, Undeliverable, retried
from bot.messages.job_address import link_to
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from bot.pictures import grid
from bot.pictures.job_files import read_grid
from storage import Job, NotFound, Storage, TooMany

log = logging.getLogger(__name__)

CHANNEL: Final = "reports_channel"  # a server's setting


class Reporting:
    """`channel_id`: where reports go by the operator's configuration; a server's own wins."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        shown_jobs: ShownJobs,
        rights: Rights,
        channel_id: int | None,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._shown_jobs = shown_jobs
        self._rights = rights
        self._channel_id = channel_id

    async def open(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask for the reason."""
        self._shown_jobs.must_take()
        job = await self._shown_jobs.job_of(message, interaction.client.user.id)
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        await self._rights.must_see(Person.of(interaction), job)
        if await self._storage.reports.has(job.id, interaction.user.id):
            raise Refusal(cards.refused(say("report-twice")))
        guild_id = interaction.guild_id
        await self._shown_jobs.record_known(job.id, message.id, message.channel.id, guild_id)
        reported = PointedMessage(job.id, message.channel.id, message.id)
        await interaction.response.send_modal(report_form(reported))

    async def file(self, interaction: Interaction, arg: str, reason: str) -> None:
        """Record the report, tell the moderators, thank who reported."""
        reported, guild = reported_in(arg), interaction.guild
        if reported is None or guild is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        await think(interaction)
        job, user_id = await self._shown_jobs.job_by_id(reported.message_id), interaction.user.id
        if job is None or job.id != reported.job_id:
            raise Refusal(cards.refused(say("refused-no-job")))
        await self._rights.must_see(Person.of(interaction), job)
        if not await self._shown_jobs.is_there(job.id, reported.message_id, reported.channel_id):
            raise Refusal(cards.refused(say("refused-no-job")))
        channel_id, message_id = reported.channel_id, reported.message_id
        try:
            is_first = await self._storage.reports.add(
                job.id, user_id, guild.id, channel_id, message_id, reason
            )
        except TooMany as error:
            words = say("report-too-many", most=error.limit)
            raise Refusal(cards.refused(words)) from error
        if not is_first:
            raise Refusal(cards.refused(say("report-twice")))
        await self._storage.audit.append(
            "report", job.id, by=user_id, guild_id=guild.id, owner=job.user_id, reason=reason
        )
        link = link_to(guild.id, channel_id, message_id)
        report = Report(JobPosts.of(job).prompt, job.user_id, user_id, reason, link)
        with speaking(str(interaction.guild_locale or "")):
            is_told = await self._send_report(guild, job, report, reported, interaction.id)
        await answer(
            interaction,
            cards.done(say("report-thanks" if is_told else "report-kept"), say("report-filed")),
        )

    async def channel_of(self, guild_id: int) -> int | None:
        """Where this server's reports go."""
        own = await self._storage.settings.get("guild", guild_id, CHANNEL)
        return own if isinstance(own, int) else self._channel_id

    async def _send_report(
        self, guild: discord.Guild, job: Job, report: Report, reported: PointedMessage, nonce: int
    ) -> bool:
        """In the moderators' channel, else to the server's owner; False where neither is open."""
        picture = await self._picture(job, guild)
        channel_id = await self.channel_of(guild.id)
        if channel_id is not None:
            is_hidden = await _may_read(guild, channel_id, job.user_id)
            embed = embed_of(report_card(report, names_reporter=not is_hidden))
            channel = self._delivery.channel_of(channel_id, guild.id)
            try:
                await retried(
                    lambda: channel.send(
                        embed=embed, files=_files(picture), view=report_view(reported), nonce=nonce
                    )
                )
                return True
            except DISCORD_FAILED as error:
                log.warning("the reports' channel %s is closed to me (%s)", channel_id, error)
        if guild.owner_id is None:
            return False
        try:
            dm = await self._delivery.dm(guild.owner_id)
            hint = say("report-no-channel", guild=guild.name)
            alone = embed_of(report_card(report, names_reporter=job.user_id != guild.owner_id))
            await retried(
                lambda: dm.send(
                    content=hint,
                    embed=alone,
                    files=_files(picture),
                    view=report_view(reported),
                    nonce=nonce,
                )
            )
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.warning("nor can the server's owner be told (%s)", error)
            return False
        return True

    async def _picture(self, job: Job, guild: discord.Guild) -> Attachment | None:
        """The grid behind a spoiler; None where there is none (yet)."""
        try:
            png = await read_grid(self._storage, job.id)
        except NotFound:
            return None
        upload = await asyncio.to_thread(
            grid.fit_upload, png, self._delivery.upload_limit_bytes(guild.id)
        )
        return Attachment(f"{job.id}.{upload.extension}", upload.data, is_spoiler=True)


async def _may_read(guild: discord.Guild, channel_id: int, user_id: int) -> bool:
    """Whether this member reads that channel; yes where that cannot be found out."""
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:
        return True
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    except DISCORD_FAILED as error:
        log.warning("whether %s reads the reports cannot be found out (%s)", user_id, error)
        return True
    return channel.permissions_for(member).view_channel


def _files(picture: Attachment | None) -> list[discord.File]:
    return [] if picture is None else [picture.to_file()]
