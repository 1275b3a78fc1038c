"""/help by topic, and /ask, which searches the same words."""

from discord import app_commands

from bot.features.help.pages import HelpPages
from bot.features.help.topics import Topic
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction

MAX_QUESTION = 300


class HelpCog(EaselCog):
    def __init__(self, pages: HelpPages) -> None:
        self._pages = pages

    @app_commands.command(description="How to use this bot, by topic")
    @app_commands.describe(topic="What you want to read about")
    async def help(self, interaction: Interaction, topic: Topic = "start") -> None:
        await self._pages.show(interaction, topic)

    @app_commands.command(description="Ask how something works; the help is searched")
    @app_commands.describe(question="In your own words")
    async def ask(
        self, interaction: Interaction, question: app_commands.Range[str, 1, MAX_QUESTION]
    ) -> None:
        await self._pages.ask(interaction, question)
