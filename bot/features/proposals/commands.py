"""/describe, /shorten and /surprise: prompts that are proposed, and not ordered."""

import discord
from discord import app_commands

from bot.features.proposals.describing import Describing
from bot.features.proposals.shortening import Shortening
from bot.features.proposals.surprises import Surprises
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.commands import MAX_TYPED, EaselCog
from bot.interactions.interaction import Interaction
from bot.language import say

MAX_LINK = 2000


class ProposalsCog(EaselCog):
    def __init__(
        self, describing: Describing, shortening: Shortening, surprises: Surprises
    ) -> None:
        self._describing = describing
        self._shortening = shortening
        self._surprises = surprises

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
        footer = cards.typed_command("describe", link or "")
        if (image is None) == (link is None):
            raise Refusal(cards.refused(say("describe-which"), footer))
        address = image.url if image is not None else str(link).strip().strip("<>")
        await self._describing.describe(interaction, address, footer)

    @app_commands.command(description="Which words of a prompt matter, and five shorter prompts")
    @app_commands.describe(prompt="The prompt to shorten, of three words or more")
    async def shorten(
        self, interaction: Interaction, prompt: app_commands.Range[str, 1, MAX_TYPED]
    ) -> None:
        await self._shortening.shorten(interaction, prompt)

    @app_commands.command(description="A prompt by chance, of what the loaded model can draw")
    @app_commands.describe(theme="What it shall be about; nothing: anything")
    async def surprise(
        self, interaction: Interaction, theme: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        await self._surprises.propose(interaction, theme and theme.strip().casefold())

    @surprise.autocomplete("theme")
    async def _themes(
        self, _interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        names = self._surprises.themes()
        return [
            app_commands.Choice(name=name, value=theme)
            for name, theme in names.items()
            if name.startswith(typed.strip().casefold())
        ]
