"""/edit, and Edit Picture in the menu of a message."""

import discord
from discord import app_commands

from bot.features.editing.editing import Editing
from bot.interactions.commands import MAX_TYPED, EaselCog
from bot.interactions.interaction import Interaction


class EditCog(EaselCog):
    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self.context_menus = (
            app_commands.ContextMenu(name="Edit Picture", callback=self.edit_picture),
        )

    @app_commands.command(description="Change a picture by words")
    @app_commands.describe(
        picture="The picture to change; the new ones have its shape",
        prompt="What should change; parameters such as --ar 3:2 come last",
        picture2="A second picture, for models that take several",
        picture3="A third picture",
        picture4="A fourth picture",
    )
    async def edit(
        self,
        interaction: Interaction,
        picture: discord.Attachment,
        prompt: app_commands.Range[str, 1, MAX_TYPED],
        picture2: discord.Attachment | None = None,
        picture3: discord.Attachment | None = None,
        picture4: discord.Attachment | None = None,
    ) -> None:
        pictures = [one for one in (picture, picture2, picture3, picture4) if one is not None]
        await self._editing.edit(interaction, prompt, pictures)

    async def edit_picture(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what should change in the picture of a message."""
        await self._editing.open_for(interaction, message)
