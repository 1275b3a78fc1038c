"""/show, and the menu Show Prompt: a job looked at again, and its words to be copied."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.gallery.details import code_block
from bot.features.proposals.proposal_cards import BLUE
from bot.intake.commands import MAX_CHOICE_NAME, MAX_CHOICES
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer
from bot.interactions.post import Attachment
from bot.language import say
from bot.messages.announce import Announcer
from bot.messages.job_of_message import job_of
from storage import Status
from storage.job import Job

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
_ROOM = 4000  # characters of a prompt in an embed


class Show(commands.Cog):
    """A context menu cannot be declared inside a cog, so it is added by hand."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Show Prompt", callback=self.show_prompt)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    @app_commands.command(description="Bring a job of yours back, or read what a picture tells")
    @app_commands.describe(
        job_id="The id of a job of yours, or a link to its message",
        picture="Or a picture made by Easel or AUTOMATIC1111",
    )
    async def show(
        self,
        interaction: Interaction,
        job_id: app_commands.Range[str, 1, 400] | None = None,
        picture: discord.Attachment | None = None,
    ) -> None:
        if (job_id is None) == (picture is None):
            raise Refusal(cards.refused(say("show-which"), cards.command("show", job_id or "")))
        if picture is not None:
            await self._bot.showing.picture(interaction, picture.url)
        else:
            await self._bot.showing.job(interaction, str(job_id))

    @show.autocomplete("job_id")
    async def _own_jobs(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """One's own finished jobs, the latest first."""
        jobs = await self._bot.storage.jobs.recent(interaction.user.id, limit=200)
        fitting = (
            job
            for job in jobs
            if job.status == Status.DONE and typed.casefold() in job.prompt.casefold()
        )
        choices = [app_commands.Choice(name=_name(job), value=job.id) for job in fitting]
        return choices[:MAX_CHOICES]

    async def show_prompt(self, interaction: Interaction, message: discord.Message) -> None:
        """The whole prompt with every parameter, in a block that can be copied."""
        job = await job_of(self._bot, message)
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        prompt = Announcer.of(job).prompt
        if len(prompt) <= _ROOM and "```" not in prompt:
            card = cards.Card(say("show-prompt-title"), code_block(prompt, _ROOM), BLUE)
            await answer(interaction, card)
        else:
            file = Attachment("prompt.txt", prompt.encode()).to_file()
            await interaction.response.send_message(file=file, ephemeral=True)


def _name(job: Job) -> str:
    name = " ".join(job.prompt.split())
    return name if len(name) <= MAX_CHOICE_NAME else name[: MAX_CHOICE_NAME - 1] + "…"
