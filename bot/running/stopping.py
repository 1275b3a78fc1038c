"""Stopping jobs that wait or run, and taking the message of a finished one away."""

from dataclasses import replace
from typing import Literal

import discord

from bot.interactions import cards
from bot.interactions.answer import answer, take_press, think
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.delivery import Delivery, retried
from bot.messages.job_address import JobAddress
from bot.running.runner import Runner
from storage import Job, Status, Storage


class Stopping:
    """For the owner of a job, for moderators where it stands, and for the operator."""

    def __init__(
        self, storage: Storage, runner: Runner, delivery: Delivery, rights: Rights
    ) -> None:
        self._storage = storage
        self._runner = runner
        self._delivery = delivery
        self._rights = rights

    async def cancel_by_button(self, interaction: Interaction, job_id: str) -> None:
        """Cancel, under a waiting or running job."""
        job = await self._storage.jobs.get(job_id)
        await self._rights.must_end(Person.of(interaction), job)
        await take_press(interaction)
        if await self._runner.stop_job(job):
            await self._write_down(Person.of(interaction), "job.stop", job)
        else:
            await answer(interaction, cards.refused(say("refused-ended")))

    async def cancel(self, interaction: Interaction, which: str) -> None:
        """/cancel: `which` is a job's id, or `all` for one's own."""
        if which == "all":
            jobs = await self._storage.jobs.active(interaction.user.id)
        else:
            jobs = [await self._storage.jobs.get(which)]
            await self._rights.must_end(Person.of(interaction), jobs[0])
        await think(interaction)
        stopped = [job for job in jobs if await self._runner.stop_job(job)]
        for job in stopped:
            await self._write_down(Person.of(interaction), "job.stop", job)
        if stopped:
            card = cards.done(say("stopped-many", n=len(stopped)))
        else:
            card = cards.refused(say("refused-nothing-to-cancel"))
        await answer(interaction, card)

    async def cancel_message(
        self, interaction: Interaction, job: Job, message: discord.Message
    ) -> None:
        """Cancel Job, in the menu of a message: stop it; of a finished one, delete the message."""
        await self._rights.must_end(Person.of(interaction), job)
        await think(interaction)
        match await self.stop_or_delete(job, message.id, message.channel.id):
            case "stopped":
                await self._write_down(Person.of(interaction), "job.stop", job)
                card = cards.done(say("stopped-one"))
            case "deleted":
                await self._write_down(Person.of(interaction), "job.delete", job)
                card = cards.done(say("deleted-message"))
            case None:
                card = cards.refused(say("refused-ended"))
        await answer(interaction, card)

    async def stop_or_delete(
        self, job: Job, message_id: int, channel_id: int
    ) -> Literal["stopped", "deleted"] | None:
        """Stop the job; of a finished one delete this message. None: there was nothing to do."""
        if await self._runner.stop_job(job):
            return "stopped"
        return "deleted" if await self._delete(job, message_id, channel_id) else None

    async def _write_down(self, person: Person, action: str, job: Job) -> None:
        """Write down what somebody did to another person's job; one's own is one's own matter.

        In the list of the server where they did it, which is where they may.
        """
        if person.id != job.user_id:
            guild_id = person.guild_id or job.guild_id
            await self._storage.audit.append(
                action, job.id, by=person.id, guild_id=guild_id, owner=job.user_id
            )

    async def _delete(self, job: Job, message_id: int, channel_id: int) -> bool:
        """Only a message that shows what was made: not the one that told of the progress."""
        is_result = job.status in (Status.DELIVERING, Status.DONE)
        if not is_result or message_id == job.progress_message_id:
            return False
        channel = self._delivery.channel(replace(JobAddress.of(job), channel_id=channel_id))
        try:
            await retried(lambda: channel.get_partial_message(message_id).delete())
        except discord.NotFound:
            return False
        return True
