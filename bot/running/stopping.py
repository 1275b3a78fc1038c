"""Stopping jobs that wait or run."""

from bot.interactions import cards
from bot.interactions.answer import answer, take_press, think
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.running.runner import Runner
from storage import Job, Storage


class Stopping:
    """For the owner of a job, for moderators where it stands, and for the operator."""

    def __init__(self, storage: Storage, runner: Runner, rights: Rights) -> None:
        self._storage = storage
        self._runner = runner
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

    async def stop(self, interaction: Interaction, job: Job) -> bool:
        """Cancel Job, in the menu of a message; False: it has ended, and nothing was answered."""
        await self._rights.must_end(Person.of(interaction), job)
        await think(interaction)
        if not await self._runner.stop_job(job):
            return False
        await self._write_down(Person.of(interaction), "job.stop", job)
        await answer(interaction, cards.done(say("stopped-one")))
        return True

    async def _write_down(self, person: Person, action: str, job: Job) -> None:
        """Write down what somebody did to another person's job; one's own is one's own matter.

        In the list of the server where they did it, which is where they may.
        """
        if person.id != job.user_id:
            guild_id = person.guild_id or job.guild_id
            await self._storage.audit.append(
                action, job.id, by=person.id, guild_id=guild_id, owner=job.user_id
            )
