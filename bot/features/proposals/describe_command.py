"""/describe: what prompts could have made this picture?"""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.interactions import cards
from bot.interactions.fence import Refusal
from bot.language import say

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
MAX_LINK = 2000


class Describe(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Four prompts that could have made a picture")
    @app_commands.describe(
        image="The picture", link="Or its address on the web, instead of the picture"
    )
    async def describe(
        self,
        interaction: Interaction,
        image: discord.Attachment | None = None,
        link: app_commands.Range[str, 1, MAX_LINK] | None = None,
    ) -> None:
        footer = cards.command("describe", link or "")
        if (image is None) == (link is None):
            raise Refusal(cards.refused(say("describe-which"), footer))
        address = image.url if image is not None else str(link).strip().strip("<>")
        await self._bot.describing.describe(interaction, address, footer)
