"""Report Job: a reason, and a card for the moderators with the picture behind a spoiler.

Recorded first, then posted: where no channel is set the server's owner hears of it.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import discord

from bot.features.moderation.buttons import Reported, report_view
from bot.features.moderation.report_cards import Report, report_card, report_form, reported_in
from bot.interactions import cards
from bot.interactions.fence import TROUBLE, Refusal, answer, embed_of, think
from bot.interactions.post import Attachment
from bot.language import say, speaking
from bot.messages.announce import Announcer
from bot.messages.delivery import Undeliverable, once
from bot.messages.job_of_message import job_of
from bot.pictures import grid
from bot.running.results import GRID
from storage import Job, NotFound
from storage.files import PICTURES

if TYPE_CHECKING:
    from bot.client import EaselBot

log = logging.getLogger(__name__)

Interaction = discord.Interaction["EaselBot"]
CHANNEL: Final = "reports_channel"  # a server's setting
_SPOILER: Final = "SPOILER_"  # Discord hides a file of this name until it is clicked


class Reports:
    """`channel_id`: where reports go by the operator's configuration; a server's own wins."""

    def __init__(self, bot: "EaselBot", channel_id: int | None) -> None:
        self._bot = bot
        self._channel_id = channel_id

    async def open(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask for the reason."""
        job = await job_of(self._bot, message)
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        await self._refuse_twice(interaction, job.id)
        reported = Reported(job.id, message.channel.id, message.id)
        await interaction.response.send_modal(report_form(reported))

    async def file(self, interaction: Interaction, arg: str, reason: str) -> None:
        """Record the report, tell the moderators, thank who reported."""
        reported, guild = reported_in(arg), interaction.guild
        if reported is None or guild is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        await think(interaction)
        await self._refuse_twice(interaction, reported.job_id)
        job, user_id = await self._bot.storage.jobs.get(reported.job_id), interaction.user.id
        await self._bot.storage.audit.append(
            "report", job.id, by=user_id, guild_id=guild.id, owner=job.user_id, reason=reason
        )
        await self._bot.storage.settings.set("user", user_id, f"report:{job.id}", True)
        link = (
            f"https://discord.com/channels/{guild.id}/{reported.channel_id}/{reported.message_id}"
        )
        report = Report(Announcer.of(job).prompt, job.user_id, user_id, reason, link)
        with speaking(str(interaction.guild_locale or "")):
            is_told = await self._tell(guild, job, report, reported, interaction.id)
        await answer(
            interaction,
            cards.done(say("report-thanks" if is_told else "report-kept"), say("report-filed")),
        )

    async def channel_of(self, guild_id: int) -> int | None:
        """Where this server's reports go."""
        own = await self._bot.storage.settings.get("guild", guild_id, CHANNEL)
        return own if isinstance(own, int) else self._channel_id

    async def _tell(
        self, guild: discord.Guild, job: Job, report: Report, reported: Reported, nonce: int
    ) -> bool:
        """In the moderators' channel, else to the server's owner; False where neither is open."""
        picture = await self._picture(job, guild)
        embed = embed_of(report_card(report))
        channel_id = await self.channel_of(guild.id)
        if channel_id is not None:
            channel = self._bot.get_partial_messageable(channel_id, guild_id=guild.id)
            try:
                await once(
                    lambda: channel.send(
                        embed=embed, files=_files(picture), view=report_view(reported), nonce=nonce
                    )
                )
                return True
            except TROUBLE as error:
                log.warning("the reports' channel %s is closed to me (%s)", channel_id, error)
        if guild.owner_id is None:
            return False
        try:
            dm = await self._bot.courier.dm(guild.owner_id)
            hint = say("report-no-channel", guild=guild.name)
            await once(
                lambda: dm.send(content=hint, embed=embed, files=_files(picture), nonce=nonce)
            )
        except (*TROUBLE, Undeliverable) as error:
            log.warning("nor can the server's owner be told (%s)", error)
            return False
        return True

    async def _picture(self, job: Job, guild: discord.Guild) -> Attachment | None:
        """The grid behind a spoiler; None where there is none (yet)."""
        try:
            png = await self._bot.storage.files.read_picture(f"{PICTURES}/{job.id}/{GRID}")
        except NotFound:
            return None
        upload = await asyncio.to_thread(
            grid.fit_upload, png, self._bot.courier.upload_limit_bytes(guild.id)
        )
        return Attachment(f"{_SPOILER}{job.id}.{upload.extension}", upload.data)

    async def _refuse_twice(self, interaction: Interaction, job_id: str) -> None:
        key = f"report:{job_id}"
        if await self._bot.storage.settings.get("user", interaction.user.id, key):
            raise Refusal(cards.refused(say("report-twice")))


def _files(picture: Attachment | None) -> list[discord.File]:
    return [] if picture is None else [picture.to_file()]
