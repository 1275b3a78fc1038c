"""/help by topic, with three examples that run at once; /ask searches the same words.

The select and the examples remember nothing but what they are, so they work for ever.
"""

import asyncio
import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle, app_commands
from discord.ext import commands
from discord.ui import Button, DynamicItem, Item, View

from bot.features.help import search, topics
from bot.features.help.topics import TOPICS, Abilities, Topic
from bot.interactions import cards
from bot.interactions.cards import Card
from bot.interactions.fence import answer, embed_of, fenced, think
from bot.language import say
from bot.language.commands import description

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
MAX_LABEL, MAX_QUESTION, MAX_ANSWER = 80, 300, 700
NEAREST_TOPICS = 3


class Example(DynamicItem[Button[View]], template=r"h1:try:(?P<number>\d)"):
    """An imagine of exactly the words on the button."""

    def __init__(self, number: int, prompt: str) -> None:
        self.prompt = prompt
        super().__init__(
            Button(
                style=ButtonStyle.primary,
                label=prompt,
                custom_id=f"h1:try:{number}",
                row=number - 1,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Button)
        return cls(int(match["number"]), item.label or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await fenced(interaction, interaction.client.desk.imagine(interaction, self.prompt))


class TopicSelect(DynamicItem[discord.ui.Select[View]], template=r"h1:topic"):
    """Turns the card to another topic."""

    def __init__(self, shown: Topic | None = None) -> None:
        options = [
            discord.SelectOption(label=topics.topic_name(name), value=name, default=name == shown)
            for name in TOPICS
        ]
        select: discord.ui.Select[View] = discord.ui.Select(
            custom_id="h1:topic", placeholder=say("help-more-topics"), options=options, row=4
        )
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await fenced(interaction, self._turn(interaction))

    async def _turn(self, interaction: Interaction) -> None:
        topic = next((name for name in TOPICS if name in self.item.values), TOPICS[0])
        card, view = help_page(interaction.client, topic)
        await interaction.response.edit_message(embed=embed_of(card), view=view)


class Help(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(Example, TopicSelect)

    @app_commands.command(description="How to use this bot, by topic")
    @app_commands.describe(topic="What you want to read about")
    async def help(self, interaction: Interaction, topic: Topic = "start") -> None:
        card, view = help_page(self._bot, topic)
        await answer(interaction, card, view)

    @app_commands.command(description="Ask how something works; the help is searched")
    @app_commands.describe(question="In your own words")
    async def ask(
        self, interaction: Interaction, question: app_commands.Range[str, 1, MAX_QUESTION]
    ) -> None:
        known = abilities(self._bot)
        await think(interaction)
        found = await asyncio.to_thread(_search, question, known)  # tenths of a second at first
        await answer(interaction, answer_card(question, found))


def _search(question: str, known: Abilities) -> list[search.Found]:
    return search.best(question, [*topics.passages(known), *search.page_passages()])


def help_page(bot: "EaselBot", topic: Topic) -> tuple[Card, View]:
    """A topic as a card, with the way to the others; the first one with examples to press."""
    view = View(timeout=None)
    if topic == TOPICS[0]:
        for number, prompt in zip(topics.EXAMPLES, topics.examples(), strict=True):
            view.add_item(Example(number, prompt))
    view.add_item(TopicSelect(topic))
    view.stop()  # presses are routed by template, not by message
    return topics.card(topic, abilities(bot)), view


def abilities(bot: "EaselBot") -> Abilities:
    """The commands that are registered, the parameters of the loaded model."""
    listed = sorted(
        (command.qualified_name, description(command.qualified_name))
        for command in bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    )
    return Abilities(listed, bot.desk.open_menu().table())


def answer_card(question: str, found: list[search.Found]) -> Card:
    """The likeliest paragraph with its source and what else speaks of it, or the nearest topics."""
    footer = cards.command("ask", question)
    if not found or not search.is_answer(found[0]):
        near = search.topics(found)[:NEAREST_TOPICS]
        text = say("ask-nothing", topics=_names(near))
        return Card(say("ask-nothing-title"), text, cards.YELLOW, footer)
    best = found[0].passage
    text = f"**{best.heading}**\n{cards.cut(best.text, MAX_ANSWER)}\n\n-# {_source(best.source)}"
    others = [topic for topic in search.topics(found) if topic != best.source]
    text += f"\n-# {say('ask-see-also', topics=_names(others[:NEAREST_TOPICS]))}"
    return Card(say("ask-title"), text, topics.BLUE, footer)


def _source(source: str) -> str:
    topic = next((name for name in TOPICS if name == source), None)
    if topic is None:
        return say("ask-from-page", page=source)
    return say("ask-from-help", topic=topics.topic_name(topic))


def _names(listed: list[Topic]) -> str:
    return ", ".join(f"`/help {topics.topic_name(topic)}`" for topic in listed)
