"""/imagine, /blend and /cancel: asking for pictures, and changing one's mind."""

import asyncio

import discord
from discord import app_commands

from bot.intake.blending import Blending
from bot.intake.imagining import Imagining
from bot.interactions.commands import MAX_CHOICES, MAX_TYPED, EaselCog, choice_name
from bot.interactions.interaction import Interaction
from bot.interactions.wording import unlinked
from bot.language import say
from bot.messages.job_posts import JobPosts
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.prompt import PromptError, Table
from bot.prompt.suggest import LONGEST, Known, Values, fits, suggest, values_of
from bot.running.current_menu import CurrentMenu
from bot.running.stopping import Stopping
from storage import Job, Storage
from storage.history import own_prompts


class ImagineCog(EaselCog):
    def __init__(
        self,
        storage: Storage,
        menu: CurrentMenu,
        imagining: Imagining,
        blending: Blending,
        stopping: Stopping,
    ) -> None:
        self._storage = storage
        self._menu = menu
        self._imagining = imagining
        self._blending = blending
        self._stopping = stopping
        self._offered: tuple[Menu, Values] | None = None

    @app_commands.command(description="Make four pictures from your words")
    @app_commands.describe(prompt="What you want to see; parameters such as --ar 3:2 come last")
    async def imagine(
        self, interaction: Interaction, prompt: app_commands.Range[str, 1, MAX_TYPED]
    ) -> None:
        await self._imagining.imagine(interaction, prompt)

    @imagine.autocomplete("prompt")
    async def _suggestions(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """One's own earlier prompts, parameters and known words; none for a long prompt."""
        if not fits(typed.lstrip()):
            return []
        storage, menu = self._storage, self._menu.known
        history = await own_prompts(storage.database, interaction.user.id, LONGEST)
        if menu is None:
            known = Known(Table(()), {}, history)
        else:
            values = await self._values_of(menu)
            known = Known(menu.table(), values, history, menu.card.vocabulary, menu.card.styles)
        return [app_commands.Choice(name=text, value=text) for text in suggest(typed, known)]

    async def _values_of(self, menu: Menu) -> Values:
        """Read once for each menu: that takes tenths of a second."""
        if self._offered is None or self._offered[0] is not menu:
            values = await asyncio.to_thread(
                values_of, menu.table(), lambda text: _is_readable(menu, text)
            )
            self._offered = (menu, values)
        return self._offered[1]

    @app_commands.command(description="Blend two to five pictures into new ones")
    @app_commands.describe(
        image1="The first picture",
        image2="The second picture",
        dimensions="The shape of the new pictures; square where you say nothing",
        image3="A third picture",
        image4="A fourth picture",
        image5="A fifth picture",
    )
    @app_commands.choices(
        dimensions=[
            app_commands.Choice(name="Portrait", value="2:3"),
            app_commands.Choice(name="Square", value="1:1"),
            app_commands.Choice(name="Landscape", value="3:2"),
        ]
    )
    async def blend(
        self,
        interaction: Interaction,
        image1: discord.Attachment,
        image2: discord.Attachment,
        dimensions: str | None = None,
        image3: discord.Attachment | None = None,
        image4: discord.Attachment | None = None,
        image5: discord.Attachment | None = None,
    ) -> None:
        images = [one for one in (image1, image2, image3, image4, image5) if one is not None]
        await self._blending.blend(interaction, images, dimensions)

    @app_commands.command(description="Stop your waiting or running jobs")
    @app_commands.describe(which="One of your jobs, or all of them")
    async def cancel(self, interaction: Interaction, which: str) -> None:
        await self._stopping.cancel(interaction, which)

    @cancel.autocomplete("which")
    async def _own_jobs(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The person's own jobs that have not ended, the latest first, and at last all of them.

        A job comes first: whoever presses Enter twice stops one, not all. Where there is none, that
        is said: an empty list would ask for a value that nobody can give.
        """
        jobs = await self._storage.jobs.active(interaction.user.id)
        if not jobs:
            return [app_commands.Choice(name=say("cancel-none"), value="all")]
        fitting = [job for job in reversed(jobs) if typed.casefold() in job.prompt.casefold()]
        choices = [app_commands.Choice(name=_name(job), value=job.id) for job in fitting]
        if jobs and typed.casefold() in "all":
            everything = app_commands.Choice(name=say("cancel-all", n=len(jobs)), value="all")
            choices = [*choices[: MAX_CHOICES - 1], everything]
        return choices[:MAX_CHOICES]


def _is_readable(menu: Menu, text: str) -> bool:
    try:
        menu.read(text, Preferences())
    except PromptError:
        return False
    return True


def _name(job: Job) -> str:
    return choice_name(say(f"cancel-{job.status}", prompt=unlinked(JobPosts.of(job).prompt)))
