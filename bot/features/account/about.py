"""/subscribe, /invite and /userid: short answers about the bot and the person."""

import discord
from discord import app_commands

from bot.features.account.allowance import allowance
from bot.features.help import topics
from bot.interactions import cards
from bot.interactions.answer import answer
from bot.interactions.cards import Card
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction, roles_of
from bot.language import say
from storage import Storage

# View Channels, Send Messages, Embed Links, Attach Files, Read Message History, Add Reactions,
# Send Messages in Threads: as in the README.
PERMISSIONS = 274878024768


class AboutCog(EaselCog):
    def __init__(self, storage: Storage, client: discord.Client) -> None:
        self._storage = storage
        self._client = client

    @app_commands.command(description="How quota works here")
    async def subscribe(self, interaction: Interaction) -> None:
        """There is nothing to buy: how one stands, and the topic of /help."""
        roles = roles_of(interaction)
        status = await self._storage.quotas.status(interaction.user.id, interaction.guild_id, roles)
        mine = allowance(status)
        now = say("subscribe-now", allowance=mine.words(), whose=mine.whose)
        parts = [f"**{one.heading}**\n{one.text}" for one in topics.passages_of("quota")]
        text = "\n\n".join([now, *parts])
        await answer(interaction, Card(say("subscribe-title"), text, cards.BLUE))

    @app_commands.command(description="A link that brings this bot to another server")
    async def invite(self, interaction: Interaction) -> None:
        application = self._client.application
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
        await answer(interaction, Card(say("userid-title"), shown, cards.BLUE))
