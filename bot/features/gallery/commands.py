"""/show, /jobs and the menu Show Prompt: one's own jobs found again and looked at again."""

from itertools import islice

import discord
from discord import app_commands

from bot.features.gallery.details import code_block
from bot.features.gallery.job_list import MAX_SEARCH, JobList
from bot.features.gallery.page_buttons import JobSearch
from bot.features.gallery.showing import Showing
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer
from bot.interactions.cards import BLUE
from bot.interactions.commands import MAX_CHOICES, EaselCog, choice_name
from bot.interactions.interaction import Interaction, Person
from bot.interactions.post import Attachment
from bot.interactions.rights import Rights
from bot.interactions.wording import unlinked
from bot.language import say
from bot.messages.job_posts import JobPosts
from bot.messages.shown_jobs import ShownJobs
from storage import Status, Storage, Which

MAX_PAGE = 99_999
_ROOM = 4000  # characters of a prompt in an embed


class GalleryCog(EaselCog):
    def __init__(
        self,
        storage: Storage,
        showing: Showing,
        job_list: JobList,
        shown_jobs: ShownJobs,
        rights: Rights,
    ) -> None:
        self._storage = storage
        self._showing = showing
        self._job_list = job_list
        self._shown_jobs = shown_jobs
        self._rights = rights
        self.context_menus = (
            app_commands.ContextMenu(name="Show Prompt", callback=self.show_prompt),
        )

    @app_commands.command(description="Your own jobs and favourites, to find them again")
    @app_commands.describe(
        search="Words that stand in the prompt",
        status="Only jobs in this state, or those with a picture you gave a heart",
        page="Which page of the list; 1 is the newest",
    )
    async def jobs(
        self,
        interaction: Interaction,
        search: app_commands.Range[str, 1, MAX_SEARCH] = "",
        status: Which = "all",
        page: app_commands.Range[int, 1, MAX_PAGE] = 1,
    ) -> None:
        wanted = JobSearch(" ".join(search.split()), status, page)
        await self._job_list.show(interaction, wanted)

    @app_commands.command(description="Bring a job of yours back, or read what a picture tells")
    @app_commands.describe(
        job_id="The id of a job of yours, or a link to its message or the message's id",
        picture="Or a picture made by Easel or AUTOMATIC1111",
    )
    async def show(
        self,
        interaction: Interaction,
        job_id: app_commands.Range[str, 1, 400] | None = None,
        picture: discord.Attachment | None = None,
    ) -> None:
        if (job_id is None) == (picture is None):
            raise Refusal(
                cards.refused(say("show-which"), cards.typed_command("show", job_id or ""))
            )
        if picture is not None:
            await self._showing.picture(interaction, picture.url)
        else:
            await self._showing.job(interaction, str(job_id))

    @show.autocomplete("job_id")
    async def _own_jobs(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """One's own finished jobs, the latest first."""
        jobs = await self._storage.jobs.recent(interaction.user.id, limit=200)
        fitting = (
            job
            for job in jobs
            if job.status == Status.DONE and typed.casefold() in job.prompt.casefold()
        )
        return [
            app_commands.Choice(name=choice_name(unlinked(JobPosts.of(job).prompt)), value=job.id)
            for job in islice(fitting, MAX_CHOICES)
        ]

    async def show_prompt(self, interaction: Interaction, message: discord.Message) -> None:
        """The whole prompt with every parameter, in a block that can be copied."""
        job = await self._shown_jobs.job_of(message, interaction.client.user.id)
        if job is None:
            raise Refusal(cards.refused(say("refused-no-job")))
        await self._rights.must_see(Person.of(interaction), job)
        prompt = JobPosts.of(job).prompt
        if len(prompt) <= _ROOM and "```" not in prompt:
            card = cards.Card(say("show-prompt-title"), code_block(prompt, _ROOM), BLUE)
            await answer(interaction, card)
        else:
            file = Attachment("prompt.txt", prompt.encode()).to_file()
            await interaction.response.send_message(file=file, ephemeral=True)
