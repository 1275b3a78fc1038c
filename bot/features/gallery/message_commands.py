"""Cancel Job and DM Results, in the menu of a message: for where reactions cannot be used."""

import discord
from discord import app_commands

from bot.features.gallery.deleting import Deleting
from bot.features.gallery.gallery import Gallery
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, think
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.logs import about_job
from bot.messages.delivery import Filtered, Undeliverable
from bot.messages.shown_jobs import ShownJobs
from bot.running.stopping import Stopping
from storage import Job


class MessageCog(EaselCog):
    def __init__(
        self,
        shown_jobs: ShownJobs,
        gallery: Gallery,
        stopping: Stopping,
        deleting: Deleting,
        rights: Rights,
    ) -> None:
        self._shown_jobs = shown_jobs
        self._gallery = gallery
        self._stopping = stopping
        self._deleting = deleting
        self._rights = rights
        self.context_menus = (
            app_commands.ContextMenu(name="Cancel Job", callback=self.cancel_job),
            app_commands.ContextMenu(name="DM Results", callback=self.dm_results),
        )

    async def cancel_job(self, interaction: Interaction, message: discord.Message) -> None:
        """Stop a waiting or running job; of a finished one, ask whether the message shall go."""
        job = await self._job(interaction, message)
        with about_job(job.id):
            if not await self._stopping.stop(interaction, job):
                await self._deleting.ask(interaction, job, message)

    async def dm_results(self, interaction: Interaction, message: discord.Message) -> None:
        """Send the four pictures with job id and seed to their owner."""
        job = await self._job(interaction, message)
        await self._rights.must_own_pointed(Person.of(interaction), job)
        with about_job(job.id):
            await think(interaction)
            try:
                await self._gallery.send_by_dm(job)
            except Undeliverable as error:
                key = "refused-filtered" if isinstance(error, Filtered) else "refused-closed-dms"
                raise Refusal(cards.refused(say(key))) from error
            await answer(interaction, cards.done(say("sent-pictures")))

    async def _job(self, interaction: Interaction, message: discord.Message) -> Job:
        job = await self._shown_jobs.job_of(message, interaction.client.user.id)
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        return job
