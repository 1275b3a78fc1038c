"""/jobs: one's own jobs and favourites, searched and paged, for one's own eyes."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.gallery.job_list import MAX_SEARCH
from bot.features.gallery.page_buttons import Question
from storage import Which

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
MAX_PAGE = 99_999


class JobsCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

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
        question = Question(" ".join(search.split()), status, page)
        await self._bot.finding.show(interaction, question)
