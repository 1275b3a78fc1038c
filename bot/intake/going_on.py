"""Going on from a job: four around one of its pictures, a part of it, its words, a failed one.

Whoever presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from bot.messages.job_buttons import Reroll, restyled
from bot.messages.single_buttons import (
    OUTPAINTS,
    CustomZoom,
    EditPicture,
    MakingOf,
    UpscaleCreative,
    UpscaleSubtle,
    VaryStrong,
    VarySubtle,
)
from bot.orders.canvas import Canvas, Outpaint
from bot.orders.kinds import KINDS, Kind, Variability
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.orders.request import too_large, upscaled_size
from bot.pictures.job_files import inputs_of, mask_of
from bot.pictures.region.drawing import mask_png
from bot.prompt import ImagineOrder
from bot.prompt.echo import without_seed
from bot.prompt.sizes import Size
from bot.prompt.zooming import zoom_in
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import account_guild
from storage import Job, NotFound, Question, Storage, StoredImage

# What a button itself says of how far to go from the picture; of others the setting does.
BUTTONS: Final[Mapping[str, Variability]] = {VarySubtle.action: "low", VaryStrong.action: "high"}
UPSCALES: Final[Mapping[str, Kind]] = {
    UpscaleSubtle.action: "upscale_subtle",
    UpscaleCreative.action: "upscale_creative",
}
CONFIRMED: Final = Reply(strips_buttons=True)  # the message pressed has done its work


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a picture that is drawn anew, and the picture's size, which nothing changes."""

    mask: bytes
    width_px: int
    height_px: int
    parent_id: str
    parent_index: int

    def sized(self, order: ImagineOrder, menu: Menu) -> ImagineOrder:
        """The order in the picture's own size; Refusal where its model draws no part of such."""
        card = menu.card_of(order)
        if not card.can_inpaint or not card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-region", model=card.name)))
        if self.width_px * self.height_px > card.max_pixels:
            raise Refusal(cards.not_available(say("refused-region-large", model=card.name)))
        return replace(order, width_px=self.width_px, height_px=self.height_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the new job is besides its words and pictures.

    `question`: whose Yes orders it, where it is dear; None where that was said. `part`: what is
    drawn, where that is not the whole picture.
    """

    question: Question | None
    kind: str
    prompt: str
    parent_id: str | None
    parent_index: int | None
    variability: Variability
    is_remix: bool
    part: _Part | None = None
    canvas_of: Callable[[ImagineOrder], Canvas | None] = lambda order: None


@dataclass(frozen=True, slots=True)
class _Around:
    """What is drawn around which picture; `pressed`: the button, as a question keeps it."""

    wish: Outpaint
    parent_id: str
    parent_index: int
    pressed: str


class GoingOn:
    """What V, Vary (Region), zoom, pan, 🔄, Edit and Retry order.

    `text`: the words that a form brought back, else None.
    A dear one is asked about first; `is_confirmed`: it was, and the question's message is pressed.
    """

    def __init__(
        self, storage: Storage, ordering: Ordering, rights: Rights, questions: Questions
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._rights = rights
        self._questions = questions

    async def press(
        self,
        interaction: Interaction,
        action: str,
        job_id: str,
        index: int,
        text: str | None = None,
        *,
        is_confirmed: bool = False,
    ) -> None:
        """What the button of this letter does; `index` 0 where it is of no one picture."""
        if action == Reroll.action:
            await self.reroll(interaction, job_id, text, is_confirmed=is_confirmed)
            return
        to = self.outpaint if action in OUTPAINTS else self.vary
        await to(interaction, job_id, index, text, button=action, is_confirmed=is_confirmed)

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

    async def outpaint(
        self,
        interaction: Interaction,
        job_id: str,
        index: int,
        text: str | None = None,
        *,
        button: str,
        is_confirmed: bool = False,
    ) -> None:
        """Four with the picture in them and something new around it; `button`: the one pressed."""
        self._ordering.require_menu()
        job = await self.job_to_see(interaction, job_id, index)
        is_remix = text is not None and button != CustomZoom.action
        view = restyled(interaction.message, job_id, button, index, is_remix=is_remix)
        reply = CONFIRMED if is_confirmed else Reply(view=view)
        around = _Around(OUTPAINTS[button], job_id, index, f"{button}.{job_id}.{index}")
        await self._around(interaction, job, reply, text, around)

    async def region(
        self, interaction: Interaction, job_id: str, index: int, *, is_confirmed: bool = False
    ) -> None:
        """Four of picture `index` with only the part that this person chose last drawn anew."""
        self._ordering.require_menu()
        now = await self._rights.job_to_see(Person.of(interaction), job_id, index)
        selection = await self._storage.selections.get(interaction.user.id, job_id, index)
        image = now.image
        if image is None or selection.is_empty:
            raise Refusal(cards.refused(say("region-empty")))
        size = (image.width_px, image.height_px)
        part = _Part(await asyncio.to_thread(mask_png, selection, *size), *size, job_id, index)
        await self._again(
            interaction,
            now.job,
            CONFIRMED,
            selection.text,
            kind="region",
            index=index,
            by="n",
            part=part,
            is_confirmed=is_confirmed,
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
        canvas, parent_id = _record_of(job).canvas, job.parent_id
        if canvas is not None and parent_id is not None:
            wish = Outpaint(job.kind, canvas.zoom)
            around = _Around(wish, parent_id, job.parent_index or 0, f"r.{job.id}.0")
            await self._around(interaction, job, reply, text, around)
            return
        part = await self._part_of(interaction, job)
        kind: Kind = "reroll" if part is None else "region"
        await self._again(interaction, job, reply, text, kind=kind, index=None, by="r", part=part)

    async def edit(
        self,
        interaction: Interaction,
        job_id: str,
        index: int,
        text: str,
        *,
        is_confirmed: bool = False,
    ) -> None:
        """Picture `index` changed by words. `text`: the prompt, which names it behind `--edit`."""
        self._ordering.require_menu()
        job = await self.job_to_see(interaction, job_id, index)
        view = restyled(interaction.message, job_id, EditPicture.action, index)
        reply, by = CONFIRMED if is_confirmed else Reply(view=view), EditPicture.action
        await self._again(interaction, job, reply, text, kind="edit", index=index, by=by)

    async def retry(
        self, interaction: Interaction, job_id: str, *, is_confirmed: bool = False
    ) -> None:
        """A failed job of one's own once more, with its own seed and as it was meant."""
        menu, job = self._ordering.require_menu(), await self.job_to_see(interaction, job_id)
        self._rights.must_own(Person.of(interaction), job)
        await self._start_to_see(interaction, job)
        part = await self._part_of(interaction, job)
        chosen, old = await self._ordering.preferences(interaction, job), _record_of(job)
        wanted = _Wanted(
            question=None if is_confirmed else Question("", f"t.{job.id}.0"),
            kind=job.kind,
            prompt=job.prompt,
            parent_id=job.parent_id,
            parent_index=job.parent_index,
            variability=old.variability,
            is_remix=old.is_remix,
            canvas_of=lambda order: old.canvas,
            part=part,
        )
        again = await asyncio.to_thread(menu.same, old.order, chosen)
        again = replace(again, count=KINDS[job.kind].count or again.count)
        orders = (again if part is None else part.sized(again, menu),)
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

    async def _part_of(self, interaction: Interaction, job: Job) -> _Part | None:
        """What a job drew of its picture, to draw it again; None for one that drew all of it."""
        if KINDS[job.kind].start != "part" or job.parent_id is None or job.parent_index is None:
            return None
        await self.job_to_see(interaction, job.parent_id, job.parent_index)
        try:
            mask = await mask_of(self._storage, job.id)
        except NotFound:
            raise Refusal(cards.refused(say("region-gone"))) from None
        order = _record_of(job).order
        return _Part(mask, order.width_px, order.height_px, job.parent_id, job.parent_index)

    async def reader(
        self, interaction: Interaction, job: Job, action: str
    ) -> Callable[[str], tuple[ImagineOrder, ...]]:
        """What reads the words that a form under this job brings back; it raises PromptError."""
        menu, wish = self._ordering.require_menu(), OUTPAINTS.get(action)
        chosen = await self._ordering.preferences(interaction, job)

        def read(text: str) -> tuple[ImagineOrder, ...]:
            if wish is not None and wish.direction is None:
                text, _ = zoom_in(text, wish.zoom, menu.table())
            return menu.edited(text, chosen, max_jobs=ASK_ABOVE)

        return read

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
        part: _Part | None = None,
        is_confirmed: bool | None = None,
    ) -> None:
        """In the job's own words, or in `text`; `by`: the button pressed.

        `is_confirmed` None: where its message has done its work.
        """
        menu, chosen = (
            self._ordering.require_menu(),
            await self._ordering.preferences(interaction, job),
        )
        if text is None:
            again = await asyncio.to_thread(menu.again, _record_of(job).order, chosen)
            orders: tuple[ImagineOrder, ...] = (again,)
        else:
            earlier = _record_of(job).order
            if KINDS[kind].start == "references":  # new words
                orders = await asyncio.to_thread(menu.read, text, chosen, max_jobs=ASK_ABOVE)
            else:
                orders = await asyncio.to_thread(
                    menu.edited, text, chosen, earlier=earlier, max_jobs=ASK_ABOVE
                )
        if part is not None:
            orders = tuple(part.sized(order, menu) for order in orders)
        asks_not = reply is CONFIRMED if is_confirmed is None else is_confirmed
        pressed = f"{by}.{job.id}.{index or 0}"
        wanted = _Wanted(
            question=None if asks_not else Question(text or "", pressed),
            kind=kind,
            prompt=text or job.prompt,
            parent_id=job.id if part is None else part.parent_id,
            parent_index=index if part is None else part.parent_index,
            variability=BUTTONS.get(by, chosen.variability),
            is_remix=text is not None,
            part=part,
        )
        await self._enqueue(interaction, job, wanted, orders, reply, chosen)

    async def _around(
        self, interaction: Interaction, job: Job, reply: Reply, text: str | None, around: _Around
    ) -> None:
        """In the job's own words, or in `text`; the picture may be another job's."""
        menu, chosen = (
            self._ordering.require_menu(),
            await self._ordering.preferences(interaction, job),
        )
        old, person = _record_of(job).order, Person.of(interaction)
        now = await self._rights.job_to_see(person, around.parent_id, around.parent_index)
        assert now.image is not None  # it was asked for
        picture = Size(now.image.width_px, now.image.height_px)
        found = await asyncio.to_thread(
            menu.around,
            text or without_seed(old.echo),
            chosen,
            around.wish,
            picture,
            earlier=old,
            max_jobs=ASK_ABOVE,
        )
        wanted = _Wanted(
            question=None if reply is CONFIRMED else Question(text or "", around.pressed),
            kind=found.wish.kind,
            prompt=found.text,
            parent_id=around.parent_id,
            parent_index=around.parent_index,
            variability=chosen.variability,
            is_remix=text is not None,
            canvas_of=lambda order: found.wish.canvas(picture, order, menu.card_of(order)),
        )
        await self._enqueue(interaction, job, wanted, found.orders, reply, chosen)

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
        known = {
            **await inputs_of(self._storage, job, old.links),
            **await self._changed(wanted, orders),
        }
        prepared = await self._ordering.prepare(interaction, orders, menu, chosen, known)
        starts_alike = KINDS[wanted.kind].start in ("parent", "part")
        if starts_alike and (cut := _shape_note(wanted.kind, old, orders)):
            prepared = replace(prepared, notices=(*prepared.notices, cut))

        def job_order(ready: Ready) -> JobOrder:
            record = Record.of(ready.order, menu.card_of(ready.order), ready.translation)
            return JobOrder(
                kind=wanted.kind,
                prompt=wanted.prompt,
                record=replace(
                    record,
                    variability=wanted.variability,
                    is_remix=wanted.is_remix,
                    canvas=wanted.canvas_of(ready.order),
                ),
                pictures=ready.pictures,
                mask=None if wanted.part is None else wanted.part.mask,
                parent_id=wanted.parent_id,
                parent_index=wanted.parent_index,
                account_guild_id=account_guild(interaction, job),
            )

        await self._ordering.enqueue(interaction, prepared, job_order, reply, chosen)

    async def _changed(
        self, wanted: _Wanted, orders: Sequence[ImagineOrder]
    ) -> Mapping[str, bytes]:
        """The picture that an edit was pressed under, by the links that stand for it."""
        if KINDS[wanted.kind].start != "references" or wanted.parent_id is None:
            return {}
        image = await self._storage.images.get(wanted.parent_id, wanted.parent_index or 0)
        png = await self._storage.files.read_picture(image.path)
        return {order.edit[0]: png for order in orders if order.edit}


def _reply(view: discord.ui.View | None, text: str | None) -> Reply:
    """New words that came from no grid came from the card of a mistake, which is mended."""
    return Reply(view=view, strips_buttons=view is None and text is not None)


def _check_upscaled(image: StoredImage) -> None:
    """Refusal where it is as large already as pictures are made."""
    size = upscaled_size(image.width_px, image.height_px)
    if most := too_large(size):
        told = f"{size.width_px}×{size.height_px}"
        raise Refusal(cards.refused(say("refused-upscale-size", size=told, most=str(most))))


def _record_of(job: Job) -> Record:
    return Record.from_json(job.request)


def _shape_note(kind: str, before: ImagineOrder, orders: Sequence[ImagineOrder]) -> str | None:
    """Said where another shape was asked for than that of the picture it starts from."""
    other = next((order.ar for order in orders if order.ar != before.ar), None)
    if other is None:
        return None
    if KINDS[kind].start == "part":
        return say("region-shape", before=before.ar, after=other)
    return say("remix-cropped", before=before.ar, after=other)
