"""/surprise: a prompt by chance, for who wants to be shown something."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Surprise(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="A prompt by chance, of what the loaded model can draw")
    @app_commands.describe(theme="What it shall be about; nothing: anything")
    async def surprise(
        self, interaction: Interaction, theme: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        await self._bot.surprises.propose(interaction, theme and theme.strip().casefold())

    @surprise.autocomplete("theme")
    async def _themes(
        self, _interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        names = self._bot.surprises.themes()
        return [
            app_commands.Choice(name=name, value=name)
            for name in names
            if name.startswith(typed.strip().casefold())
        ]
