"""The cards of /help and /ask, with the way to other topics and examples that run at once.

The select and the examples remember nothing but what they are, so they work for ever.
"""

import asyncio
import re
from typing import Any, Self

import discord
from discord import ButtonStyle, app_commands
from discord.ui import Button, DynamicItem, Item, View

from bot.features.help import search, topics
from bot.features.help.topics import TOPICS, Abilities, Topic
from bot.interactions import cards
from bot.interactions.answer import CardWithButtons, answer, change_pressed, think
from bot.interactions.buttons import RoutedItem, routed_view
from bot.interactions.cards import Card
from bot.interactions.interaction import Interaction
from bot.interactions.wording import cut
from bot.language import enumerated, say
from bot.language.commands import description
from bot.language.mentions import mentioned
from bot.running.current_menu import CurrentMenu

MAX_ANSWER = 700
NEAREST_TOPICS = 3


class Example(RoutedItem, DynamicItem[Button[View]], template=r"h1:try:(?P<number>\d)"):
    """An imagine of exactly the words on the button."""

    def __init__(self, number: int, prompt: str) -> None:
        self.prompt = prompt
        button: Button[View] = Button(
            style=ButtonStyle.primary,
            label=prompt,
            custom_id=f"h1:try:{number}",
            row=number - 1,
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, Button)
        return cls(int(match["number"]), item.label or "")

    @property
    def args(self) -> tuple[Any, ...]:
        return (self.prompt,)


class TopicSelect(RoutedItem, DynamicItem[discord.ui.Select[View]], template=r"h1:topic"):
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
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls()

    @property
    def args(self) -> tuple[Any, ...]:
        return (next((name for name in TOPICS if name in self.item.values), TOPICS[0]),)


class HelpPages:
    """`tree`: the commands that are registered, which the help lists."""

    def __init__(self, menu: CurrentMenu, tree: app_commands.CommandTree[Any]) -> None:
        self._menu = menu
        self._tree = tree

    async def show(self, interaction: Interaction, topic: Topic) -> None:
        """A topic, for who asked."""
        page = self._page(topic)
        await answer(interaction, page.card, page.view)

    async def turn(self, interaction: Interaction, topic: Topic) -> None:
        """Another topic in the same message."""
        page = self._page(topic)
        await change_pressed(interaction, card=page.card, view=page.view)

    async def ask(self, interaction: Interaction, question: str) -> None:
        """The paragraph that answers a question, or the nearest topics."""
        known = self._abilities()
        await think(interaction)
        found = await asyncio.to_thread(_search, question, known)  # tenths of a second at first
        await answer(interaction, answer_card(question, found))

    def _page(self, topic: Topic) -> CardWithButtons:
        """A topic as a card, with the way to the others; the first one with examples to press."""
        items: list[Item[Any]] = []
        if topic == TOPICS[0]:
            numbered = zip(topics.EXAMPLES, topics.examples(), strict=True)
            items += [Example(number, prompt) for number, prompt in numbered]
        card = topics.topic_card(topic, self._abilities())
        return CardWithButtons(card, routed_view([*items, TopicSelect(topic)]))

    def _abilities(self) -> Abilities:
        """The commands that are registered, the parameters of the loaded model."""
        listed = sorted(
            (command.qualified_name, description(command.qualified_name))
            for command in self._tree.walk_commands()
            if isinstance(command, app_commands.Command)
        )
        menu = self._menu.require()
        return Abilities(listed, menu.table(), menu.card)


def _search(question: str, known: Abilities) -> list[search.Match]:
    return search.best(question, [*topics.passages(known), *search.page_passages()])


def answer_card(question: str, found: list[search.Match]) -> Card:
    """The likeliest paragraph with its source and what else speaks of it, or the nearest topics."""
    footer = cards.typed_command("ask", question)
    if not found or not search.is_answer(found[0]):
        near = search.topics(found)[:NEAREST_TOPICS]
        text = say("ask-nothing", topics=_names(near))
        return Card(say("ask-nothing-title"), text, cards.YELLOW, footer)
    best = found[0].passage
    told = mentioned(f"**{best.heading}**\n{cut(best.text, MAX_ANSWER)}")
    text = f"{told}\n\n-# {_source(best.source)}"
    others = [topic for topic in search.topics(found) if topic != best.source]
    text += f"\n-# {say('ask-see-also', topics=_names(others[:NEAREST_TOPICS]))}"
    return Card(say("ask-title"), text, cards.BLUE, footer)


def _source(source: str) -> str:
    topic = next((name for name in TOPICS if name == source), None)
    if topic is None:
        return say("ask-from-page", page=source)
    return say("ask-from-help", topic=topics.topic_name(topic))


def _names(listed: list[Topic]) -> str:
    return enumerated(mentioned(f"`/help {topics.topic_name(topic)}`") for topic in listed)
