"""Going on from a job: four pictures around one of its own, its words again, a failed one again.

Whoever presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import discord

from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.intake.questions import ASK_ABOVE, Questions
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.job_buttons import restyled
from bot.messages.single_buttons import (
    MakingOf,
    UpscaleCreative,
    UpscaleSubtle,
    VaryStrong,
    VarySubtle,
)
from bot.orders.kinds import KINDS, Kind, Variability
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.pictures.job_files import inputs_of, upscaled_size
from bot.prompt import ImagineOrder
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import account_guild
from engine import UPSCALED_SIDE_PX
from storage import Job, NotFound, Question, Storage, StoredImage

# What a button itself says of how far to go from the picture; of others the setting does.
BUTTONS: Final[Mapping[str, Variability]] = {VarySubtle.action: "low", VaryStrong.action: "high"}
UPSCALES: Final[Mapping[str, Kind]] = {
    UpscaleSubtle.action: "upscale_subtle",
    UpscaleCreative.action: "upscale_creative",
}
CONFIRMED: Final = Reply(strips_buttons=True)  # the message pressed has done its work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the new job is besides its words and pictures.

    `question`: whose Yes orders it, where it is dear; None where that was said.
    """

    question: Question | None
    kind: str
    prompt: str
    parent_id: str | None
    parent_index: int | None
    variability: Variability
    is_remix: bool


class GoingOn:
    """What V, 🔄 and Retry order. `text`: the words that a remix form brought back, else None.

    A dear one is asked about first; `is_confirmed`: it was, and the question's message is pressed.
    """

    def __init__(
        self, storage: Storage, ordering: Ordering, rights: Rights, questions: Questions
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._rights = rights
        self._questions = questions

    async def vary(
        self,
        interaction: Interaction,
        job_id: str,
        index: int,
        text: str | None = None,
        *,
        button: str = "v",
        is_confirmed: bool = False,
    ) -> None:
        """Four new pictures around picture `index`; `button`: which one was pressed for them."""
        menu = self._ordering.require_menu()
        job = await self.job_to_see(interaction, job_id, index)
        if not menu.card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-variations", model=menu.card.name)))
        view = restyled(interaction.message, job_id, button, index, is_remix=text is not None)
        reply = CONFIRMED if is_confirmed else _reply(view, text)
        await self._again(interaction, job, reply, text, kind="variation", index=index, by=button)

    async def upscale_subtle(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Upscale (Subtle)."""
        await self.upscale(interaction, job_id, index, "upscale_subtle")

    async def upscale_creative(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Upscale (Creative)."""
        await self.upscale(interaction, job_id, index, "upscale_creative")

    async def upscale(
        self,
        interaction: Interaction,
        job_id: str,
        index: int,
        kind: Kind,
        *,
        is_confirmed: bool = False,
    ) -> None:
        """Picture `index` alone, twice as large; 0: again, from the one the job was made of."""
        menu, person = self._ordering.require_menu(), Person.of(interaction)
        now = await self._rights.job_to_see(person, job_id, index or None)
        if index == 0:
            source = now.job.parent_id or ""
            now = await self._rights.job_to_see(person, source, now.job.parent_index)
        if now.image is None:
            raise NotFound(f"{job_id} was made of no picture")
        card = menu.card_of(_record_of(now.job).order)
        if KINDS[kind].upscale and not card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-creative", model=card.name)))
        _check_upscaled(now.image)
        by = next(action for action, own in UPSCALES.items() if own == kind)
        view = restyled(interaction.message, job_id, by, index, is_remix=False)
        reply = CONFIRMED if is_confirmed else Reply(view=view)
        await self._again(
            interaction, now.job, reply, None, kind=kind, index=now.image.index, by=by
        )

    async def making_of(
        self, interaction: Interaction, job_id: str, index: int, *, is_confirmed: bool = False
    ) -> None:
        """A film of how picture `index` was drawn: it alone once more, as it was ordered then."""
        menu = self._ordering.require_menu()
        now = await self._rights.job_to_see(Person.of(interaction), job_id, index)
        job, old, by = now.job, _record_of(now.job), MakingOf.action
        assert now.image is not None  # it was asked for
        await self._start_to_see(interaction, job)
        chosen = await self._ordering.preferences(interaction, job)
        wanted = _Wanted(
            question=None if is_confirmed else Question("", f"{by}.{job.id}.{index}"),
            kind="making",
            prompt=job.prompt,
            parent_id=job.id,
            parent_index=index,
            variability=old.variability,
            is_remix=False,
        )
        same = await asyncio.to_thread(menu.same, old.order, chosen)
        view = restyled(interaction.message, job_id, by, index, is_remix=False)
        reply = CONFIRMED if is_confirmed else Reply(view=view)
        orders = (same.with_seed(now.image.seed),)
        await self._enqueue(interaction, job, wanted, orders, reply, chosen)

    async def reroll(
        self,
        interaction: Interaction,
        job_id: str,
        text: str | None = None,
        *,
        is_confirmed: bool = False,
    ) -> None:
        """The same words with another seed, or others."""
        self._ordering.require_menu()
        job, view = await self.job_to_see(interaction, job_id), None
        if text is not None:
            view = restyled(interaction.message, job_id, "r", 0, is_remix=True)
        reply = CONFIRMED if is_confirmed else _reply(view, text)
        await self._again(interaction, job, reply, text, kind="reroll", index=None, by="r")

    async def retry(
        self, interaction: Interaction, job_id: str, *, is_confirmed: bool = False
    ) -> None:
        """A failed job of one's own once more, with its own seed and as it was meant."""
        menu, job = self._ordering.require_menu(), await self.job_to_see(interaction, job_id)
        self._rights.must_own(Person.of(interaction), job)
        await self._start_to_see(interaction, job)
        chosen, old = await self._ordering.preferences(interaction, job), _record_of(job)
        wanted = _Wanted(
            question=None if is_confirmed else Question("", f"t.{job.id}.0"),
            kind=job.kind,
            prompt=job.prompt,
            parent_id=job.parent_id,
            parent_index=job.parent_index,
            variability=old.variability,
            is_remix=old.is_remix,
        )
        orders = (await asyncio.to_thread(menu.same, old.order, chosen),)
        await self._enqueue(interaction, job, wanted, orders, CONFIRMED, chosen)

    async def _start_to_see(self, interaction: Interaction, job: Job) -> None:
        """What a job started from may have been taken away since."""
        if KINDS[job.kind].start != "words" and job.parent_id is not None:
            await self.job_to_see(interaction, job.parent_id)

    async def job_to_see(
        self, interaction: Interaction, job_id: str, index: int | None = None
    ) -> Job:
        """The job, of which something will be shown to who pressed; NotFound without `index`."""
        return (await self._rights.job_to_see(Person.of(interaction), job_id, index)).job

    async def reader(
        self, interaction: Interaction, job: Job
    ) -> Callable[[str], tuple[ImagineOrder, ...]]:
        """What reads the words that a remix of this job brings back; it raises PromptError."""
        menu = self._ordering.require_menu()
        chosen = await self._ordering.preferences(interaction, job)
        return partial(menu.edited, preferences=chosen, max_jobs=ASK_ABOVE)

    async def _again(
        self,
        interaction: Interaction,
        job: Job,
        reply: Reply,
        text: str | None,
        *,
        kind: Kind,
        index: int | None,
        by: str,
    ) -> None:
        """In the job's own words, or in `text`; `by`: the button pressed."""
        menu, chosen = (
            self._ordering.require_menu(),
            await self._ordering.preferences(interaction, job),
        )
        if text is None:
            again = await asyncio.to_thread(menu.again, _record_of(job).order, chosen)
            orders: tuple[ImagineOrder, ...] = (again,)
        else:
            orders = await asyncio.to_thread(menu.edited, text, chosen, max_jobs=ASK_ABOVE)
        pressed = f"{by}.{job.id}.{index or 0}"
        wanted = _Wanted(
            question=None if reply is CONFIRMED else Question(text or "", pressed),
            kind=kind,
            prompt=text or job.prompt,
            parent_id=job.id,
            parent_index=index,
            variability=BUTTONS.get(by, chosen.variability),
            is_remix=text is not None,
        )
        await self._enqueue(interaction, job, wanted, orders, reply, chosen)

    async def _enqueue(
        self,
        interaction: Interaction,
        job: Job,
        wanted: _Wanted,
        orders: Sequence[ImagineOrder],
        reply: Reply,
        chosen: Preferences,
    ) -> None:
        """Pictures that came with the job come along, whether or not their links still live."""
        menu, old = self._ordering.require_menu(), _record_of(job).order
        question, asks, doubt = wanted.question, self._questions, None
        if question is not None:
            doubt = await asks.doubt_about(interaction, wanted.kind, orders, menu)
        if question is not None and doubt is not None:
            await self._ordering.check(interaction, orders)
            await asks.ask(interaction, question, doubt)
            return
        known = await inputs_of(self._storage, job, old.images)
        prepared = await self._ordering.prepare(interaction, orders, menu, chosen, known)
        if KINDS[wanted.kind].start == "parent" and (cut := _cut_note(old, orders)):
            prepared = replace(prepared, notices=(*prepared.notices, cut))

        def job_order(ready: Ready) -> JobOrder:
            record = Record.of(ready.order, menu.card_of(ready.order), ready.translation)
            return JobOrder(
                kind=wanted.kind,
                prompt=wanted.prompt,
                record=replace(record, variability=wanted.variability, is_remix=wanted.is_remix),
                pictures=ready.pictures,
                parent_id=wanted.parent_id,
                parent_index=wanted.parent_index,
                account_guild_id=account_guild(interaction, job),
            )

        await self._ordering.enqueue(interaction, prepared, job_order, reply, chosen)


def _reply(view: discord.ui.View | None, text: str | None) -> Reply:
    """New words that came from no grid came from the card of a mistake, which is mended."""
    return Reply(view=view, strips_buttons=view is None and text is not None)


def _check_upscaled(image: StoredImage) -> None:
    """Refusal where it is as large already as pictures are made."""
    size = upscaled_size(image.width_px, image.height_px)
    if max(size.width_px, size.height_px) > UPSCALED_SIDE_PX:
        told = f"{size.width_px}×{size.height_px}"
        raise Refusal(
            cards.refused(say("refused-upscale-size", size=told, most=str(UPSCALED_SIDE_PX)))
        )


def _record_of(job: Job) -> Record:
    return Record.from_json(job.request)


def _cut_note(before: ImagineOrder, orders: Sequence[ImagineOrder]) -> str | None:
    """Said where what is drawn has another shape than the picture it starts from."""
    other = next((order.ar for order in orders if order.ar != before.ar), None)
    return None if other is None else say("remix-cropped", before=before.ar, after=other)
