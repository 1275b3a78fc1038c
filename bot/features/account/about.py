"""/subscribe, /invite and /userid: short answers about the bot and the person."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.features.account.allowance import allowance
from bot.features.help import topics
from bot.interactions import cards
from bot.interactions.cards import Card
from bot.interactions.fence import answer
from bot.language import say
from bot.queue.enqueuing import roles_of

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
# View Channels, Send Messages, Embed Links, Attach Files, Read Message History, Add Reactions,
# Send Messages in Threads: as in the README.
PERMISSIONS = 274878286912


class About(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="How quota works here")
    async def subscribe(self, interaction: Interaction) -> None:
        """There is nothing to buy: how one stands, and the topic of /help."""
        roles = roles_of(interaction)
        status = await self._bot.storage.quotas.status(
            interaction.user.id, interaction.guild_id, roles
        )
        mine = allowance(status)
        now = say("subscribe-now", allowance=mine.words(), whose=mine.whose)
        parts = [f"**{one.heading}**\n{one.text}" for one in topics.passages_of("quota")]
        text = "\n\n".join([now, *parts])
        await answer(interaction, Card(say("subscribe-title"), text, topics.BLUE))

    @app_commands.command(description="A link that brings this bot to another server")
    async def invite(self, interaction: Interaction) -> None:
        application = self._bot.application
        if application is None or not application.bot_public:
            await answer(interaction, cards.done(say("invite-private"), say("invite-title")))
            return
        link = discord.utils.oauth_url(
            application.id,
            permissions=discord.Permissions(PERMISSIONS),
            scopes=("bot", "applications.commands"),
        )
        await answer(interaction, cards.done(say("invite-public", link=link), say("invite-title")))

    @app_commands.command(description="Your Discord user ID")
    async def userid(self, interaction: Interaction) -> None:
        shown = say("userid-is", id=str(interaction.user.id))
        await answer(interaction, Card(say("userid-title"), shown, topics.BLUE))
