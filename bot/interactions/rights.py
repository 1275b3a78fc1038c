"""Who may do what with a job, and who may see what of it: asked here and nowhere else.

A stranger hears of a job that is not theirs to see what they hear of one that is not there.
"""

from typing import Literal, NoReturn

from discord import app_commands

from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.interaction import Interaction, Person
from bot.language import say
from storage import Job, JobNow, NotFound, Storage

Audience = Literal["alone", "here"]  # only this person will see it; everybody where they stand


def audience_of(job: Job, guild_id: int | None) -> Audience:
    """For whose eyes a job may be brought to where somebody stands: what is stealth stays so."""
    return "alone" if job.visibility == "stealth" and guild_id is not None else "here"


class Rights:
    """`operator_ids`: people who run this bot; they may what a moderator and a manager may."""

    def __init__(self, storage: Storage, operator_ids: tuple[int, ...]) -> None:
        self._storage = storage
        self._operator_ids = operator_ids

    # -- to see --------------------------------------------------------------------------------

    async def may_see(self, person: Person, job: Job, audience: Audience) -> bool:
        """Whether a stored picture or prompt of this job may leave for that audience.

        Never once a moderator took it away. Its owner's eyes always; of others' a public job where
        it was made or where a message of it stands.
        """
        return await self._may_see(
            person, job, audience, is_withheld=await self._storage.withheld.contains(job.id)
        )

    async def must_see(self, person: Person, job: Job, audience: Audience = "alone") -> None:
        """Refusal to its owner where a moderator took it away; NotFound to everybody else."""
        is_withheld = await self._storage.withheld.contains(job.id)
        await self._must_see(person, job, audience, is_withheld)

    async def job_to_see(self, person: Person, job_id: str, index: int | None = None) -> JobNow:
        """The job, with its picture `index`, of which this person will be shown something.

        Raises as `must_see`, NotFound where there is no such job, Refusal where it has no such
        picture, or none any more.
        """
        now = await self._storage.jobs.now(job_id, index)
        await self._must_see(person, now.job, "alone", now.is_withheld)
        if index is not None and now.image is None:
            raise Refusal(cards.refused(say("picture-gone", index=index)))
        return now

    async def _must_see(
        self, person: Person, job: Job, audience: Audience, is_withheld: bool
    ) -> None:
        if await self._may_see(person, job, audience, is_withheld=is_withheld):
            return
        if person.id == job.user_id and is_withheld:
            raise Refusal(cards.refused(say("show-withheld")))
        raise NotFound(f"job {job.id} is not for {person.id} to see")

    async def _may_see(
        self, person: Person, job: Job, audience: Audience, *, is_withheld: bool
    ) -> bool:
        if is_withheld:
            return False
        if person.id == job.user_id:
            return audience == "alone" or audience_of(job, person.guild_id) == "here"
        if job.visibility == "stealth":
            return False
        return await self._is_here(person, job)

    async def _is_here(self, person: Person, job: Job) -> bool:
        """A server is one place, direct messages with one person are another."""
        messages = self._storage.job_messages
        if person.guild_id is not None:
            return person.guild_id == job.guild_id or await messages.is_in(job.id, person.guild_id)
        return person.channel_id is not None and await messages.is_in_channel(
            job.id, person.channel_id
        )

    # -- to do ---------------------------------------------------------------------------------

    def is_operator(self, person: Person) -> bool:
        """They run this bot."""
        return person.id in self._operator_ids

    async def may_moderate(self, person: Person, job: Job) -> bool:
        """Moderators rule over what was made, or is shown, in their server."""
        if self.is_operator(person):
            return True
        if not person.is_moderator or person.guild_id is None:
            return False
        return person.guild_id == job.guild_id or await self._storage.job_messages.is_in(
            job.id, person.guild_id
        )

    async def must_moderate(self, person: Person, job: Job) -> None:
        """NotFound where they do not rule over it."""
        if not await self.may_moderate(person, job):
            raise NotFound(f"job {job.id} is not {person.id}'s to moderate")

    async def must_end(self, person: Person, job: Job) -> None:
        """Refusal unless this person may stop the job, or take a message of it away."""
        if person.id != job.user_id and not await self.may_moderate(person, job):
            await self._refuse_others(person, job)

    def must_own(self, person: Person, job: Job) -> None:
        """NotFound unless it is this person's own, of which they named the id."""
        if person.id != job.user_id:
            raise NotFound(f"job {job.id} is not of {person.id}")

    def must_operate(self, interaction: Interaction) -> None:
        """Refusal for whoever does not run this bot."""
        if not self.is_operator(Person.of(interaction)):
            raise Refusal(cards.refused(say("refused-operator")))

    async def must_own_pointed(self, person: Person, job: Job) -> None:
        """Refusal unless it is this person's own, of which they pointed at a message."""
        if person.id != job.user_id:
            await self._refuse_others(person, job)

    async def _refuse_others(self, person: Person, job: Job) -> NoReturn:
        """Whose it is, to who may see it; NotFound to everybody else."""
        if await self.may_see(person, job, "alone"):
            raise Refusal(cards.not_yours(job.user_id))
        raise NotFound(f"job {job.id} is not of {person.id}")

    def must_manage(self, interaction: Interaction) -> bool:
        """Of commands that Discord hides from others, at each use; raises discord.py's errors."""
        person = Person.of(interaction)
        if person.guild_id is None:
            raise app_commands.NoPrivateMessage
        if not person.is_manager and not self.is_operator(person):
            raise app_commands.MissingPermissions(["manage_guild"])
        return True
