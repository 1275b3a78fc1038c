"""Report Job, in the menu of a message, and /moderation: where the reports go."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.moderation.reports import CHANNEL
from bot.interactions import cards
from bot.interactions.fence import answer
from bot.interactions.rights import must_manage
from bot.language import say

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class Report(commands.Cog):
    """A context menu cannot be declared inside a cog, so it is added by hand."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Report Job", callback=self.report_job)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def report_job(self, interaction: Interaction, message: discord.Message) -> None:
        """Tell the moderators about a picture, with a reason."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        await self._bot.reports.open(interaction, message)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ModerationCog(
    commands.GroupCog, group_name="moderation", group_description="Where reports of pictures go"
):
    """Discord hides it from others, and each use is checked here again."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """At run time, whatever the server's settings let through."""
        return must_manage(self._bot, interaction)

    @app_commands.command(description="The channel that reports of pictures are posted to")
    @app_commands.describe(channel="Nothing: reports go to the server's owner")
    async def channel(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        guild_id, by = interaction.guild_id, interaction.user.id
        assert guild_id is not None, "checked before"
        storage = self._bot.storage
        if channel is None:
            await storage.settings.clear("guild", guild_id, CHANNEL)
            sentence = say("report-channel-cleared")
        else:
            await storage.settings.set("guild", guild_id, CHANNEL, channel.id)
            sentence = say("report-channel-set", channel=channel.mention)
        subject = "" if channel is None else str(channel.id)
        await storage.audit.append("reports_channel", subject, by=by, guild_id=guild_id)
        await answer(interaction, cards.done(sentence, say("report-channel-title")))
