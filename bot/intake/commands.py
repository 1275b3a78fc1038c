"""/imagine and /cancel: asking for pictures, and changing one's mind."""

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.language import say
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.prompt import PromptError, Table
from bot.prompt.suggest import LONGEST, Known, Values, fits, suggest, values_of
from storage import Job
from storage.history import own_prompts

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
MAX_PROMPT = 6000  # Discord: characters of one text option
MAX_CHOICES, MAX_CHOICE_NAME = 25, 100  # Discord


class Imagine(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot
        self._offered: tuple[Menu, Values] | None = None

    @app_commands.command(description="Make four pictures from your words")
    @app_commands.describe(prompt="What you want to see; parameters such as --ar 3:2 come last")
    async def imagine(
        self, interaction: Interaction, prompt: app_commands.Range[str, 1, MAX_PROMPT]
    ) -> None:
        await self._bot.desk.imagine(interaction, prompt)

    @imagine.autocomplete("prompt")
    async def _suggestions(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """One's own earlier prompts, parameters and known words; none for a long prompt."""
        if not fits(typed.lstrip()):
            return []
        storage, menu = self._bot.storage, self._bot.desk.menu
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

    @app_commands.command(description="Stop your waiting or running jobs")
    @app_commands.describe(which="One of your jobs, or all of them")
    async def cancel(self, interaction: Interaction, which: str) -> None:
        await self._bot.endings.cancel(interaction, which)

    @cancel.autocomplete("which")
    async def _own_jobs(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The person's own jobs that have not ended, those first that hold what was typed."""
        jobs = await self._bot.storage.jobs.active(interaction.user.id)
        fitting = [job for job in jobs if typed.casefold() in job.prompt.casefold()]
        choices = [app_commands.Choice(name=_name(job), value=job.id) for job in fitting]
        if jobs and typed.casefold() in "all":
            everything = app_commands.Choice(name=say("cancel-all", n=len(jobs)), value="all")
            choices = [everything, *choices]
        return choices[:MAX_CHOICES]


def _is_readable(menu: Menu, text: str) -> bool:
    try:
        menu.read(text, Preferences())
    except PromptError:
        return False
    return True


def _name(job: Job) -> str:
    name = say(f"cancel-{job.status}", prompt=" ".join(job.prompt.split()))
    return name if len(name) <= MAX_CHOICE_NAME else name[: MAX_CHOICE_NAME - 1] + "…"
