"""/blend: pictures in, and new ones out that show something of each."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.intake.blending import blend

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Blend(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

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
        bot = self._bot
        await blend(interaction, bot.desk, bot.fetcher, images, dimensions)
