"""/shorten: the words of a prompt weighed by the model, and five prompts without the weak ones."""

import asyncio
from dataclasses import dataclass

from bot.features.proposals import proposal_cards
from bot.features.proposals.buttons import shorten_view
from bot.interactions import cards
from bot.interactions.answer import Refusal, answer, in_time, send_card
from bot.interactions.chosen import preferences_of
from bot.interactions.interaction import Interaction
from bot.language import say
from bot.orders.engine_reading import EngineReading, RequestError
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.prompt import ImagineOrder
from bot.prompt.normalise import normalise
from bot.prompt.scheduling import has_changes
from bot.prompt.shorten import shorter, tokens_of
from bot.prompt.split import Split, split
from bot.queue.guards import TextGuard
from bot.running.current_menu import CurrentMenu
from storage import Draft, Storage

FEWEST = 3  # words


@dataclass(frozen=True, slots=True)
class _Read:
    """One prompt in plain spelling: its order, and its parameters as they were typed."""

    order: ImagineOrder
    rest: str


class Shortening:
    """Reads, weighs, proposes; orders nothing."""

    def __init__(
        self, storage: Storage, menu: CurrentMenu, reader: EngineReading, words: TextGuard
    ) -> None:
        self._storage = storage
        self._menu = menu
        self._reader = reader
        self._words = words

    async def shorten(self, interaction: Interaction, prompt: str) -> None:
        """Five shorter prompts and what each word weighs, for everybody to see."""
        menu, footer = self._menu.require_loaded(), cards.typed_command("shorten", prompt)
        chosen = await preferences_of(self._storage, interaction)
        read = await asyncio.to_thread(_read, prompt, menu, chosen)
        order, rest = read.order, read.rest
        text = order.parts[0].text if order.parts else ""
        shown = (prompt, order.text, text)  # everybody will see them
        await self._words.check_texts(shown, interaction.guild_id)
        try:
            async with in_time(interaction):
                words = await self._reader.weigh_words(text) if text else ()
        except RequestError as error:
            raise Refusal(cards.not_available(str(error), footer)) from error
        if len(words) < FEWEST:
            raise Refusal(cards.refused(say("shorten-few", n=len(words), fewest=FEWEST), footer))
        tokens = tokens_of(text, words)
        links = " ".join(f"<{link}>" for link in order.images)
        shorts = await asyncio.to_thread(shorter, tokens)
        prompts = tuple(f"{links} {short} {rest}".strip() for short in shorts)
        weights = tuple((word.text, word.weight) for word in words)
        draft = Draft(prompts, weights=weights)
        draft_id = await self._storage.drafts.keep(interaction.user.id, draft)
        card = proposal_cards.shortened(tokens, rest, prompts)
        await send_card(interaction, card, shorten_view(draft_id, len(prompts)))

    async def details(self, interaction: Interaction, draft_id: str) -> None:
        """The weight of each word, for who pressed."""
        draft = await self._storage.drafts.get(draft_id)
        await answer(interaction, proposal_cards.weights(draft.weights))


def _read(prompt: str, menu: Menu, chosen: Preferences) -> _Read:
    """Refusal or PromptError where there is no one text to weigh."""
    plain = normalise(prompt, menu.table().is_value_of)
    pieces = split(plain)
    _check(pieces, menu, cards.typed_command("shorten", prompt))
    return _Read(menu.read(plain, chosen)[0], plain[len(pieces.text) :].strip())


def _check(pieces: Split, menu: Menu, footer: str) -> None:
    """Refusal of what has no one text to weigh."""
    if has_changes(pieces.text):
        raise Refusal(cards.refused(say("shorten-no-changes"), footer))
    if "::" in pieces.text:
        raise Refusal(cards.refused(say("shorten-no-weights"), footer))
    if "{" in pieces.text.replace("\\{", ""):
        raise Refusal(cards.refused(say("shorten-no-braces"), footer))
    for parameter in pieces.parameters:
        row = menu.table().find(parameter.name)
        if row is not None and row.name == "no":
            raise Refusal(cards.refused(say("shorten-no-no", name=parameter.name), footer))
