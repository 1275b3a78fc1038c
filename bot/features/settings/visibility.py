"""/stealth (also /private) and /public: for whose eyes a person's jobs are from now on."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions import cards
from bot.interactions.fence import Refusal, answer
from bot.language import say
from bot.orders.preferences import change_preferences
from bot.prompt import Visibility

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class VisibilityCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Your pictures come by direct message, for your eyes only")
    async def stealth(self, interaction: Interaction) -> None:
        await self._hide(interaction)

    @app_commands.command(description="The same as /stealth")
    async def private(self, interaction: Interaction) -> None:
        await self._hide(interaction)

    @app_commands.command(description="Your pictures are posted where you ask for them")
    async def public(self, interaction: Interaction) -> None:
        await self._choose(interaction, "public")

    async def _hide(self, interaction: Interaction) -> None:
        menu = self._bot.desk.menu
        if menu is not None and not menu.is_stealth_allowed:
            raise Refusal(cards.not_available(say("stealth-off")))
        await self._choose(interaction, "stealth")

    async def _choose(self, interaction: Interaction, visibility: Visibility) -> None:
        await change_preferences(
            self._bot.storage, interaction.user.id, lambda old: old.with_(visibility=visibility)
        )
        title, text = say(f"visibility-{visibility}-title"), say(f"visibility-{visibility}")
        await answer(interaction, cards.done(text, title))
