"""Report Job, in the menu of a message, and /moderation: where the reports go."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.moderation.reporting import CHANNEL, Reporting
from bot.interactions import cards
from bot.interactions.answer import answer
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction
from bot.interactions.rights import Rights
from bot.language import say
from storage import Storage


class ReportCog(EaselCog):
    def __init__(self, reports: Reporting) -> None:
        self._reports = reports
        menu = app_commands.ContextMenu(name="Report Job", callback=self.report_job)
        menu.guild_only = True
        self.context_menus = (menu,)

    async def report_job(self, interaction: Interaction, message: discord.Message) -> None:
        """Tell the moderators about a picture, with a reason."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        await self._reports.open(interaction, message)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ModerationCog(
    commands.GroupCog,
    group_name="moderation",
    group_description="Where reports of pictures go",
):
    """Discord hides it from others, and each use is checked here again."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._storage = storage
        self._rights = rights

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """At run time, whatever the server's settings let through."""
        return self._rights.must_manage(interaction)

    @app_commands.command(description="The channel that reports of pictures are posted to")
    @app_commands.describe(channel="Nothing: reports go to the server's owner")
    async def channel(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        guild_id, by = interaction.guild_id, interaction.user.id
        assert guild_id is not None, "checked before"
        storage = self._storage
        if channel is None:
            await storage.settings.clear("guild", guild_id, CHANNEL)
            sentence = say("report-channel-cleared")
        else:
            await storage.settings.set("guild", guild_id, CHANNEL, channel.id)
            sentence = say("report-channel-set", channel=channel.mention)
            if channel.permissions_for(channel.guild.default_role).view_channel:
                sentence += "\n" + say("report-channel-public", channel=channel.mention)
        subject = "" if channel is None else str(channel.id)
        await storage.audit.append("reports_channel", subject, by=by, guild_id=guild_id)
        await answer(interaction, cards.done(sentence, say("report-channel-title")))
