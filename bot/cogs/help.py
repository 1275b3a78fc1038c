"""/help: how to begin, the commands, the parameters that the loaded model honours."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.fence import answer
from bot.ui import panels

if TYPE_CHECKING:
    from bot.client import EaselBot


class Help(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="How to use this bot")
    async def help(self, interaction: discord.Interaction["EaselBot"]) -> None:
        listed = [
            (command.qualified_name, command.description)
            for command in self._bot.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        ]
        table = self._bot.desk.open_menu().table()
        await answer(interaction, panels.help_card(sorted(listed), table))
