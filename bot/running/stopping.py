"""Stopping jobs: who may, and what is said about it."""

from typing import Any

import discord

from bot.interactions import cards
from bot.interactions.fence import answer, think
from bot.language import say
from bot.running.runner import Runner
from storage import Job, NotFound, Storage

Interaction = discord.Interaction[Any]


class Endings:
    """The owner of a job may end it, and so may moderators of its server and the operator."""

    def __init__(self, storage: Storage, runner: Runner, operator_ids: tuple[int, ...]) -> None:
        self._storage = storage
        self._runner = runner
        self._operator_ids = operator_ids

    async def cancel_by_button(self, interaction: Interaction, job_id: str) -> None:
        job = await self._storage.jobs.get(job_id)
        self.must_own(interaction, job)
        await interaction.response.defer()
        if await self._runner.stop(job):
            await self.record(interaction, "job.stop", job)
        else:
            await answer(interaction, cards.refused(say("refused-ended")))

    async def cancel(self, interaction: Interaction, which: str) -> None:
        """`which` is a job's id, or `all` for one's own."""
        if which == "all":
            jobs = await self._storage.jobs.active(interaction.user.id)
        else:
            jobs = [await self._storage.jobs.get(which)]
            self.must_own(interaction, jobs[0])
        await think(interaction)
        stopped = [job for job in jobs if await self._runner.stop(job)]
        for job in stopped:
            await self.record(interaction, "job.stop", job)
        if stopped:
            card = cards.done(say("stopped-many", n=len(stopped)))
        else:
            card = cards.refused(say("refused-nothing-to-cancel"))
        await answer(interaction, card)

    async def record(self, interaction: Interaction, action: str, job: Job) -> None:
        """Write down what somebody did to another person's job; one's own is one's own matter."""
        user_id = interaction.user.id
        if user_id != job.user_id:
            await self._storage.audit.append(
                action, job.id, by=user_id, guild_id=job.guild_id, owner=job.user_id
            )

    def must_own(self, interaction: Interaction, job: Job) -> None:
        """NotFound unless this person may end the job: a stranger hears the same as of no job."""
        is_moderator = job.guild_id is not None and job.guild_id == interaction.guild_id
        is_moderator = is_moderator and interaction.permissions.manage_messages
        allowed = (job.user_id, *self._operator_ids)
        if interaction.user.id not in allowed and not is_moderator:
            raise NotFound(f"job {job.id} is not of {interaction.user.id}")
