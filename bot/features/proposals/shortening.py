"""/shorten: the words of a prompt weighed by the model, and five prompts without the weak ones."""

from typing import TYPE_CHECKING

import discord

from bot.features.proposals import proposal_cards
from bot.features.proposals.buttons import shorten_view
from bot.features.proposals.drafts import Draft, keep_draft, read_draft
from bot.interactions import cards
from bot.interactions.aloud import say_aloud
from bot.interactions.fence import Refusal, answer, in_time
from bot.language import say
from bot.orders.menu import Menu
from bot.orders.preferences import read_preferences
from bot.orders.reader import RequestError
from bot.prompt.normalise import normalise
from bot.prompt.shorten import shorter, tokens_of
from bot.prompt.split import Split, split

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]
FEWEST = 3  # words


class Shortening:
    """Reads, weighs, proposes; orders nothing."""

    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    async def shorten(self, interaction: Interaction, prompt: str) -> None:
        """Five shorter prompts and what each word weighs, for everybody to see."""
        menu, footer = self._bot.desk.open_menu(), cards.command("shorten", prompt)
        plain = normalise(prompt, menu.table().is_value_of)
        pieces = split(plain)
        _check(pieces, menu, footer)
        order = menu.read(plain, await read_preferences(self._bot.storage, interaction.user.id))[0]
        text = order.parts[0].text if order.parts else ""
        try:
            async with in_time(interaction):
                words = await self._bot.reader.weigh_words(text) if text else ()
        except RequestError as error:
            raise Refusal(cards.not_available(str(error), footer)) from error
        if len(words) < FEWEST:
            raise Refusal(cards.refused(say("shorten-few", n=len(words), fewest=FEWEST), footer))
        tokens, rest = tokens_of(text, words), plain[len(pieces.text) :].strip()
        links = " ".join(f"<{link}>" for link in order.images)
        prompts = tuple(f"{links} {short} {rest}".strip() for short in shorter(tokens))
        weights = tuple((word.text, word.weight) for word in words)
        draft_id = await keep_draft(self._bot.storage, Draft(prompts, weights=weights))
        card = proposal_cards.shortened(tokens, rest, prompts)
        await say_aloud(interaction, card, shorten_view(draft_id, len(prompts)))

    async def details(self, interaction: Interaction, draft_id: str) -> None:
        """The weight of each word, for who pressed."""
        draft = await read_draft(self._bot.storage, draft_id)
        await answer(interaction, proposal_cards.weights(draft.weights))


def _check(pieces: Split, menu: Menu, footer: str) -> None:
    """Refusal of what has no one text to weigh."""
    if "::" in pieces.text:
        raise Refusal(cards.refused(say("shorten-no-weights"), footer))
    if "{" in pieces.text.replace("\\{", ""):
        raise Refusal(cards.refused(say("shorten-no-braces"), footer))
    for parameter in pieces.parameters:
        row = menu.table().find(parameter.name)
        if row is not None and row.name == "no":
            raise Refusal(cards.refused(say("shorten-no-no", name=parameter.name), footer))
