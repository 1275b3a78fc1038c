"""The two menus of a message: Cancel Job and DM Results, for where reactions cannot be used."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, think
from bot.language import say
from bot.logs import about_job
from bot.messages.delivery import Undeliverable
from bot.messages.job_buttons import job_in
from storage import Job, NotFound

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Menus(commands.Cog):
    """Context menus cannot be declared inside a cog, so they are added by hand."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot
        self._menus = (
            app_commands.ContextMenu(name="Cancel Job", callback=self.cancel_job),
            app_commands.ContextMenu(name="DM Results", callback=self.dm_results),
        )

    async def cog_load(self) -> None:
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cancel_job(self, interaction: Interaction, message: discord.Message) -> None:
        """Stop a waiting or running job; of a finished one, delete the message."""
        job = await self._job(interaction, message)
        with about_job(job.id):
            await think(interaction)
            if await self._bot.runner.stop(job):
                await self._bot.endings.record(interaction, "job.stop", job)
                card = cards.done(say("stopped-one"))
            elif await self._bot.gallery.take_away(job, message.id, message.channel.id):
                await self._bot.endings.record(interaction, "job.delete", job)
                card = cards.done(say("deleted-message"))
            else:
                card = cards.refused(say("refused-ended"))
            await answer(interaction, card)

    async def dm_results(self, interaction: Interaction, message: discord.Message) -> None:
        """Send the four pictures with job id and seed to their owner."""
        job = await self._job(interaction, message)
        if job.user_id != interaction.user.id:
            raise NotFound(f"job {job.id} is not of {interaction.user.id}")
        with about_job(job.id):
            await think(interaction)
            try:
                await self._bot.gallery.send_by_dm(job)
            except Undeliverable as error:
                raise Refusal(closed_dms()) from error
            await answer(interaction, cards.done(say("sent-pictures")))

    async def _job(self, interaction: Interaction, message: discord.Message) -> Job:
        jobs, shown = self._bot.storage.jobs, job_in(message)
        job = await (self._bot.runner.job_of(message.id) if shown is None else jobs.get(shown))
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        self._bot.endings.must_own(interaction, job)
        return job


def closed_dms() -> cards.Card:
    return cards.refused(say("refused-closed-dms"))
