"""/turbo, /fast and /relax: which lane a person's jobs take from now on."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions import cards
from bot.interactions.fence import Refusal, answer
from bot.language import say
from bot.prompt import Speed

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class SpeedCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Your jobs go before all others and cost twice the credits")
    async def turbo(self, interaction: Interaction) -> None:
        menu = self._bot.desk.menu
        if menu is not None and not menu.is_turbo_allowed:
            raise Refusal(cards.not_available(say("speed-no-turbo")))
        await self._switch(interaction, "turbo")

    @app_commands.command(description="Your jobs go first and use your credits")
    async def fast(self, interaction: Interaction) -> None:
        await self._switch(interaction, "fast")

    @app_commands.command(description="Your jobs cost nothing and wait behind the fast ones")
    async def relax(self, interaction: Interaction) -> None:
        menu = self._bot.desk.menu
        if menu is not None and not menu.is_relax_allowed:
            raise Refusal(cards.not_available(say("speed-no-relax")))
        await self._switch(interaction, "relax")

    async def _switch(self, interaction: Interaction, speed: Speed) -> None:
        await self._bot.desk.set_speed(interaction.user.id, speed)
        title, text = say(f"speed-{speed}-title"), say(f"speed-{speed}")
        await answer(interaction, cards.done(text, title))
