"""/region: a mask that was drawn elsewhere, for a picture of a job."""

import discord
from discord import app_commands

from bot.features.region.region import Regions
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction


class RegionCog(EaselCog):
    def __init__(self, regions: Regions) -> None:
        self._regions = regions

    @app_commands.command(description="Draw a part of a picture anew, by a mask of your own")
    @app_commands.describe(
        picture="The picture's file name, or the id of its job or a link to its message",
        mask="A black and white picture of the same size: what is white is drawn anew",
        number="Which of the four pictures of the job",
    )
    async def region(
        self,
        interaction: Interaction,
        picture: app_commands.Range[str, 1, 400],
        mask: discord.Attachment,
        number: app_commands.Range[int, 1, 4] | None = None,
    ) -> None:
        await self._regions.from_file(interaction, picture, number, mask)
