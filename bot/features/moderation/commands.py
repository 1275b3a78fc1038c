"""Report Job, in the menu of a message, and /moderation: reports, pauses, words, the audit list."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.moderation.audit_log import AuditLog
from bot.features.moderation.pauses import MOST_HOURS, Pausing
from bot.features.moderation.reporting import CHANNEL, Reporting
from bot.features.moderation.server_words import LONGEST, ServerWords, shown
from bot.interactions import cards
from bot.interactions.answer import answer
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction
from bot.interactions.rights import Rights
from bot.language import enumerated, say
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
    group_description="Reports, pauses, banned words and who did what",
):
    """Discord hides it from others, and each use is checked here again."""

    def __init__(
        self,
        storage: Storage,
        rights: Rights,
        pausing: Pausing,
        words: ServerWords,
        audit_log: AuditLog,
    ) -> None:
        self._storage = storage
        self._rights = rights
        self._pausing = pausing
        self._words = words
        self._audit_log = audit_log

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

    @app_commands.command(description="Let somebody order nothing here for some time")
    @app_commands.describe(
        who="A member of this server", hours="How long; a day where you say nothing"
    )
    async def pause(
        self,
        interaction: Interaction,
        who: discord.Member,  # of nobody else: it holds in their direct messages too
        hours: app_commands.Range[int, 1, MOST_HOURS] = 24,
    ) -> None:
        await self._pausing.pause(interaction, _guild(interaction), who, hours)

    @app_commands.command(description="Who is paused here and until when; or lift one")
    @app_commands.describe(lift="The person whose pause ends now; nothing: the list")
    async def pauses(self, interaction: Interaction, lift: discord.User | None = None) -> None:
        guild = _guild(interaction)
        if lift is None:
            await self._pausing.show(interaction, guild)
        else:
            await self._pausing.lift(interaction, guild, lift)

    @app_commands.command(description="This server's own banned words; add or remove one")
    @app_commands.describe(
        add="A word or phrase that no prompt here may hold", remove="One that may be used again"
    )
    async def words(
        self,
        interaction: Interaction,
        add: app_commands.Range[str, 1, LONGEST] | None = None,
        remove: app_commands.Range[str, 1, LONGEST] | None = None,
    ) -> None:
        guild_id, by = _guild(interaction).id, interaction.user.id
        if remove is not None:
            await self._words.remove(guild_id, remove, by=by)
        if add is not None:
            await self._words.add(guild_id, add, by=by)
        words = enumerated(f"`{shown(one)}`" for one in await self._words.of(guild_id))
        text = f"{say('words-list')}\n{words}" if words else say("words-none")
        await answer(interaction, cards.Card(say("words-title"), text, cards.BLUE))

    @app_commands.command(description="Who did what on this server, newest first")
    @app_commands.describe(page="Which page; 1 is the newest")
    async def audit(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 999_999] = 1
    ) -> None:
        await self._audit_log.show(interaction, page)


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild
