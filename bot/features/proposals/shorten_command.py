"""/shorten: which words of a prompt matter, and the prompt without the others."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.intake.commands import MAX_PROMPT

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Shorten(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Which words of a prompt matter, and five shorter prompts")
    @app_commands.describe(prompt="The prompt to shorten, of three words or more")
    async def shorten(
        self, interaction: Interaction, prompt: app_commands.Range[str, 1, MAX_PROMPT]
    ) -> None:
        await self._bot.shortening.shorten(interaction, prompt)
