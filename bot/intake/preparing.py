"""Between reading and the queue: links fetched, pictures described, other languages translated.

What cannot be made is refused here, before anything is stored or charged; it may take
seconds, for pictures come over the network and a translator thinks.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import UserError
from bot.interactions.wording import cut
from bot.language import enumerated, say
from bot.orders.approximations import approximations
from bot.orders.edit_shape import shaped_like
from bot.orders.engine_reading import EngineReading, RequestError
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.unknown_words import unknown_words
from bot.orders.writing_systems import is_foreign
from bot.pictures.fetch import Fetcher
from bot.pictures.inputs import sides_of
from bot.prompt import ImagineOrder
from bot.prompt.sizes import Size
from engine import ModelCard, PromptPart, PromptText

TRANSLATION_HINT: Final = "translation"  # in a person's `hints_seen`
UNKNOWN_HINT, UNKNOWN_TOLD = "unknown words", 3  # once for each time it was told
MOST_UNKNOWN: Final = 8  # words named in one note
LONG_BYTES: Final = 150  # no model reads less; a CLIP encoder's 77 tokens are about twice as many
SHOWN_WORDS: Final = 300  # characters of what was not read


@dataclass(frozen=True, slots=True)
class Ready:
    """An order that can be made: its pictures by the order of its links, its words as read."""

    order: ImagineOrder
    pictures: tuple[bytes, ...] = ()
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """`menu`: what they were read from. `notices` are told beside the first job; `hints` are new
    to this person.
    """

    menu: Menu
    ready: tuple[Ready, ...]
    notices: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class Preparation:
    """Asks the network and the reader; knows no Discord and stores nothing."""

    def __init__(self, fetcher: Fetcher, reader: EngineReading) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def prepare(
        self,
        orders: Sequence[ImagineOrder],
        menu: Menu,
        chosen: Preferences,
        known: Mapping[str, bytes],
        person_id: int,
    ) -> Prepared:
        """UserError where one cannot be made. `known`: pictures that are here, by their links."""
        self._must_start(orders, menu)
        links = dict.fromkeys(link for order in orders for link in order.links)
        missing = [link for link in links if link not in known]
        fetched = await self._fetcher.pictures(missing, person_id)
        pngs = (picture.png for picture in fetched)
        pictures = {**known, **dict(zip(missing, pngs, strict=True))}
        ready, hints = [], []
        for order in orders:
            card, own = menu.card_of(order), tuple(pictures[link] for link in order.links)
            start, changed = own[: len(order.images)], own[len(order.images) :]
            try:
                told = replace(order, parts=await self._described(order, start, card))
                if changed:
                    told = shaped_like(told, Size(*sides_of(changed[0])), card)
                one = await self._translated(told, card)
            except RequestError as error:
                raise UserError(say("card-not-available"), str(error)) from error
            if one.translation is None and _is_foreign(order, card):
                hints.append(_hint(card))
            ready.append(replace(one, pictures=own))
        unknown = await self._unknown(ready, menu, chosen)
        is_new = TRANSLATION_HINT not in chosen.hints_seen
        notices = [note for order in orders for note in order.notices]
        for order in orders:
            notices += approximations(order, menu.card_of(order))
        notices += await self._cut(ready, menu)
        notices += (hints if is_new else []) + unknown
        seen = (TRANSLATION_HINT,) * bool(hints and is_new) + (UNKNOWN_HINT,) * bool(unknown)
        return Prepared(menu, tuple(ready), tuple(dict.fromkeys(notices)), seen)

    def _must_start(self, orders: Sequence[ImagineOrder], menu: Menu) -> None:
        """UserError where an order has pictures and its model starts from none."""
        for order in orders:
            card = menu.card_of(order)
            if order.images and not card.can_img2img:
                raise UserError(say("card-not-available"), say("link-no-start", model=card.name))

    async def _described(
        self, order: ImagineOrder, pictures: Sequence[bytes], card: ModelCard
    ) -> tuple[PromptPart, ...]:
        """Pictures without words are put into words where somebody can, so that each has a part."""
        if any(part.text for part in order.parts) or not pictures or not card.can_describe:
            return order.parts
        captions = [(await self._reader.describe(png, count=1))[0] for png in pictures]
        return tuple(PromptPart(caption) for caption in dict.fromkeys(captions))

    async def _cut(self, ready: Sequence[Ready], menu: Menu) -> list[str]:
        """The words that a model does not read any more; short texts are read by all.

        Nobody waits for this while the model loads.
        """
        if not self._reader.is_ready:
            return []
        told = []
        for one in ready:
            name = menu.card_of(one.order).name
            for text in (text.text for part in one.order.parts for text in part.texts):
                if len(text.encode()) < LONG_BYTES:
                    continue
                left = await self._reader.cut_words(text, model=one.order.model or "default")
                if left:
                    told.append(say("notice-cut-words", model=name, words=cut(left, SHOWN_WORDS)))
        return told

    async def _unknown(self, ready: Sequence[Ready], menu: Menu, chosen: Preferences) -> list[str]:
        """The words that a small model leaves out of its pictures, told the first times."""
        if chosen.hints_seen.count(UNKNOWN_HINT) >= UNKNOWN_TOLD:
            return []
        told = []
        for one in ready:
            card = menu.card_of(one.order)
            texts = [text.text for part in one.order.parts for text in part.texts]
            words = await asyncio.to_thread(unknown_words, texts, card)
            if words and not _is_foreign(one.order, card):
                named = enumerated(f"`{cut(word, 30)}`" for word in words[:MOST_UNKNOWN])
                told.append(say("notice-unknown-words", model=card.name, words=named))
        return told[:1]

    async def _translated(self, order: ImagineOrder, card: ModelCard) -> Ready:
        if not card.can_translate or not _is_foreign(order, card):
            return Ready(order)

        async def english(text: str) -> str:
            return await self._reader.translate(text) if _needs(text, card) else text

        known = {text: await english(text) for text in dict.fromkeys(_texts(order))}
        parts = tuple(_in_english(part, known) for part in order.parts)
        told = replace(
            order,
            parts=parts,
            negative=known[order.negative],
            negative_others=tuple(known[text] for text in order.negative_others),
        )
        said = ", ".join(text for text in dict.fromkeys(_texts(told)) if text)
        return Ready(told, translation=said)


def _texts(order: ImagineOrder) -> tuple[str, ...]:
    """Everything a model reads of it."""
    parts = (text.text for part in order.parts for text in part.texts)
    return (*parts, order.negative, *order.negative_others)


def _in_english(part: PromptPart, known: Mapping[str, str]) -> PromptPart:
    """Emphasis stays only where its text does: in another language it has no places."""
    others = tuple(
        other if known[other.text] == other.text else PromptText(known[other.text])
        for other in part.others
    )
    emphasis = part.emphasis if known[part.text] == part.text else ()
    return replace(part, text=known[part.text], emphasis=emphasis, others=others)


def _needs(text: str, card: ModelCard) -> bool:
    return bool(text) and is_foreign(text, card.languages)


def _is_foreign(order: ImagineOrder, card: ModelCard) -> bool:
    return any(_needs(text, card) for text in _texts(order))


def _hint(card: ModelCard) -> str:
    languages = [say("translation-hint-languages", language=one) for one in card.languages]
    return say("translation-hint", model=card.name, languages=enumerated(languages))
