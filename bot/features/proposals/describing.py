"""/describe: a picture in, four prompts out, as often as somebody asks for others.

A picture that carries its own prompt, as ours do, says it first. Orders nothing.
"""

import asyncio
import re
from dataclasses import replace
from typing import Final

from bot.errors import UserError
from bot.features.proposals.buttons import describe_view
from bot.features.proposals.proposal_cards import described
from bot.interactions import cards
from bot.interactions.answer import Refusal, in_time, send_card
from bot.interactions.interaction import Interaction
from bot.interactions.post import Attachment
from bot.language import say, spoken
from bot.messages.fitting import answer_upload
from bot.orders.engine_reading import EngineReading, RequestError
from bot.orders.request import draw_seed
from bot.orders.writing_systems import language_for
from bot.pictures import grid
from bot.pictures.decode import Decoded
from bot.pictures.fetch import Fetcher
from bot.pictures.metadata import Metadata, exact_prompt, read_metadata
from bot.prompt import Table, parameter_table
from bot.prompt.pasted import Pasted, foreign_prompt
from bot.prompt.shapes import ratio_of
from bot.queue.guards import TextGuard
from bot.running.current_menu import CurrentMenu
from storage import Draft, Storage

PROMPTS: Final = 4
_MOST_CAPTIONS: Final = 8  # asked for at a time, where some of them were shown already
_SEEDS: Final = 2**32
_LANGUAGE: Final = re.compile(r"::|--|[{}\\]")  # what a caption must not say by accident


class Describing:
    """Asks the reader, keeps what it said, shows it."""

    def __init__(
        self,
        storage: Storage,
        menu: CurrentMenu,
        reader: EngineReading,
        fetcher: Fetcher,
        words: TextGuard,
    ) -> None:
        self._drafts = storage.drafts
        self._menu = menu
        self._reader = reader
        self._fetcher = fetcher
        self._words = words

    async def describe(self, interaction: Interaction, link: str, footer: str) -> None:
        """Four prompts for the picture at this address, for everybody to see."""
        card = self._menu.require_loaded().card
        async with in_time(interaction):
            sent = await self._fetcher.picture(link, interaction.user.id)
            told, png = await asyncio.to_thread(_read, sent, parameter_table(card))
            own = () if told is None else (told.text,)
            await self._words.check_texts(own, interaction.guild_id)
            looked_at, seed = replace(sent, png=png), draw_seed()
            try:
                guessed = await self._guess(
                    looked_at, seed, PROMPTS - len(own), (), interaction.guild_id
                )
            except Refusal as refusal:
                if not own:
                    raise Refusal(cards.not_available(refusal.card.text, footer)) from refusal
                guessed = ()
            draft = Draft((*own, *guessed), seed=seed)
            draft_id = await self._drafts.keep(interaction.user.id, draft)
            picture = await self._picture_for(interaction, png)
        await _show(interaction, draft_id, draft, picture, told)

    async def again(self, interaction: Interaction, draft_id: str) -> None:
        """Four other prompts for the picture of this message."""
        before = await self._drafts.get(draft_id)
        async with in_time(interaction):
            sent = await self._picture_of(interaction)
            seed = (before.seed + 1) % _SEEDS
            prompts = await self._guess(sent, seed, PROMPTS, before.prompts, interaction.guild_id)
            draft = replace(before, prompts=prompts, seed=seed)
            await self._drafts.keep(interaction.user.id, draft, draft_id)
            picture = await self._picture_for(interaction, sent.png)
        await _show(interaction, draft_id, draft, picture)

    async def _guess(
        self,
        picture: Decoded,
        seed: int,
        count: int,
        shown: tuple[str, ...],
        guild_id: int | None,
    ) -> tuple[str, ...]:
        """So many prompts that were not shown before, each with the picture's shape."""
        card = self._menu.require().card
        if not card.can_describe:
            raise Refusal(cards.not_available(say("describe-no-captioner", model=card.name)))
        ratio = ratio_of(picture.width_px, picture.height_px, card.max_aspect)
        ending = f" --ar {ratio}"
        found: dict[str, None] = {}
        for asked in (count, _MOST_CAPTIONS):
            try:
                captions = await self._reader.describe(
                    picture.png,
                    seed=seed,
                    count=asked,
                    language=language_for(spoken(), card.languages),
                )
            except RequestError as error:
                raise Refusal(cards.not_available(str(error))) from error
            found |= dict.fromkeys(
                [
                    _LANGUAGE.sub(" ", caption) + ending
                    for caption in captions
                    if await self._may_be_shown(caption, guild_id)
                ]
            )
            new = [prompt for prompt in found if prompt not in shown]
            if len(new) >= count:
                break
        if not found:
            raise Refusal(cards.refused(say("describe-banned")))
        return tuple([*new, *(prompt for prompt in found if prompt in shown)][:count])

    async def _may_be_shown(self, caption: str, guild_id: int | None) -> bool:
        try:
            await self._words.check_texts((caption,), guild_id)
        except UserError:
            return False
        return True

    async def _picture_for(self, interaction: Interaction, png: bytes) -> Attachment:
        """The picture as a file that may be sent there."""
        upload = await answer_upload(interaction, png)
        return Attachment(f"picture.{upload.extension}", upload.data)

    async def _picture_of(self, interaction: Interaction) -> Decoded:
        """The picture in the embed whose button was pressed."""
        shown = interaction.message.embeds if interaction.message is not None else []
        url = shown[0].image.url if shown else None
        if url is None:
            raise Refusal(cards.refused(say("describe-picture-gone")))
        return await self._fetcher.picture(url, interaction.user.id)


async def _show(
    interaction: Interaction,
    draft_id: str,
    draft: Draft,
    picture: Attachment,
    told: Pasted | None = None,
) -> None:
    view = describe_view(draft_id, len(draft.prompts))
    await send_card(interaction, described(draft.prompts, told), view, picture)


def _read(sent: Decoded, table: Table) -> tuple[Pasted | None, bytes]:
    """The prompt that the file tells of itself, if it does, and the picture to look at."""
    ours = read_metadata(sent.texts)
    if ours is not None:
        return Pasted(exact_prompt(ours)), _single(sent, ours)
    return foreign_prompt(sent.making, table), sent.png


def _single(sent: Decoded, metadata: Metadata) -> bytes:
    """The picture; of a grid or sheet its first one, since a captioner takes all for one scene."""
    order, size = metadata.order, (sent.width_px, sent.height_px)
    if metadata.index is not None:
        return sent.png
    if size == (2 * order.width_px, 2 * order.height_px):
        return grid.crop(sent.png, 1)
    cells = grid.Cells(order.count, order.width_px, order.height_px)
    return grid.first_of(sent.png, cells) if size == cells.size else sent.png
