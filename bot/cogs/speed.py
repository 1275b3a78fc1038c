"""/fast and /relax: which lane a person's jobs take from now on."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.fence import Refusal, answer
from bot.ui import embeds

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class SpeedCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Your jobs go first and use your credits")
    async def fast(self, interaction: Interaction) -> None:
        await self._bot.desk.set_speed(interaction.user.id, "fast")
        await answer(interaction, embeds.done("Switched to fast mode.", "Fast mode"))

    @app_commands.command(description="Your jobs cost nothing and wait behind the fast ones")
    async def relax(self, interaction: Interaction) -> None:
        menu = self._bot.desk.menu
        if menu is not None and not menu.is_relax_allowed:
            raise Refusal(embeds.not_available("Relax mode is switched off here."))
        await self._bot.desk.set_speed(interaction.user.id, "relax")
        await answer(interaction, embeds.done("Switched to relax mode.", "Relax mode"))
