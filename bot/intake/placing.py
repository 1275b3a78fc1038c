"""Placing what goes on from a job: its words again or others, around one of its pictures or in a
part of it. Whoever presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.intake.questions import ASK_ABOVE, Questions
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.single_buttons import VaryStrong, VarySubtle
from bot.orders.canvas import Canvas, Outpaint
from bot.orders.kinds import KINDS, Kind, Variability
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.pictures.job_files import inputs_of, mask_of
from bot.prompt import ImagineOrder
from bot.prompt.echo import without_seed
from bot.prompt.sizes import Size
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import account_guild
from storage import Job, NotFound, Question, Storage

# What a button itself says of how far to go from the picture; of others the setting does.
BUTTONS: Final[Mapping[str, Variability]] = {VarySubtle.action: "low", VaryStrong.action: "high"}
CONFIRMED: Final = Reply(strips_buttons=True)  # the message pressed has done its work


@dataclass(frozen=True, slots=True)
class MaskedPart:
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
class WantedJob:
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
    part: MaskedPart | None = None
    canvas_of: Callable[[ImagineOrder], Canvas | None] = lambda order: None


@dataclass(frozen=True, slots=True)
class OutpaintedJob:
    """What is drawn around which picture; `pressed`: the button, as a question keeps it."""

    wish: Outpaint
    parent_id: str
    parent_index: int
    pressed: str


class Placing:
    """From what was pressed to jobs in the queue; a dear one is asked about first."""

    def __init__(
        self, storage: Storage, ordering: Ordering, rights: Rights, questions: Questions
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._rights = rights
        self._questions = questions

    async def part_of(self, interaction: Interaction, job: Job) -> MaskedPart | None:
        """What a job drew of its picture, to draw it again; None for one that drew all of it."""
        if KINDS[job.kind].start != "part" or job.parent_id is None or job.parent_index is None:
            return None
        await self._rights.job_to_see(Person.of(interaction), job.parent_id, job.parent_index)
        try:
            mask = await mask_of(self._storage, job.id)
        except NotFound:
            raise Refusal(cards.refused(say("region-gone"))) from None
        order = record_of(job).order
        return MaskedPart(mask, order.width_px, order.height_px, job.parent_id, job.parent_index)

    async def again(
        self,
        interaction: Interaction,
        job: Job,
        reply: Reply,
        text: str | None,
        *,
        kind: Kind,
        index: int | None,
        by: str,
        part: MaskedPart | None = None,
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
            again = await asyncio.to_thread(menu.again, record_of(job).order, chosen)
            orders: tuple[ImagineOrder, ...] = (again,)
        else:
            earlier = record_of(job).order
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
        wanted = WantedJob(
            question=None if asks_not else Question(text or "", pressed),
            kind=kind,
            prompt=text or job.prompt,
            parent_id=job.id if part is None else part.parent_id,
            parent_index=index if part is None else part.parent_index,
            variability=BUTTONS.get(by, chosen.variability),
            is_remix=text is not None,
            part=part,
        )
        await self.enqueue(interaction, job, wanted, orders, reply, chosen)

    async def around(
        self,
        interaction: Interaction,
        job: Job,
        reply: Reply,
        text: str | None,
        around: OutpaintedJob,
    ) -> None:
        """In the job's own words, or in `text`; the picture may be another job's."""
        menu, chosen = (
            self._ordering.require_menu(),
            await self._ordering.preferences(interaction, job),
        )
        old, person = record_of(job).order, Person.of(interaction)
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
        wanted = WantedJob(
            question=None if reply is CONFIRMED else Question(text or "", around.pressed),
            kind=found.wish.kind,
            prompt=found.text,
            parent_id=around.parent_id,
            parent_index=around.parent_index,
            variability=chosen.variability,
            is_remix=text is not None,
            canvas_of=lambda order: found.wish.canvas(picture, order, menu.card_of(order)),
        )
        await self.enqueue(interaction, job, wanted, found.orders, reply, chosen)

    async def enqueue(
        self,
        interaction: Interaction,
        job: Job,
        wanted: WantedJob,
        orders: Sequence[ImagineOrder],
        reply: Reply,
        chosen: Preferences,
    ) -> None:
        """Pictures that came with the job come along, whether or not their links still live."""
        menu, old = self._ordering.require_menu(), record_of(job).order
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
        self, wanted: WantedJob, orders: Sequence[ImagineOrder]
    ) -> Mapping[str, bytes]:
        """The picture that an edit was pressed under, by the links that stand for it."""
        if KINDS[wanted.kind].start != "references" or wanted.parent_id is None:
            return {}
        image = await self._storage.images.get(wanted.parent_id, wanted.parent_index or 0)
        png = await self._storage.files.read_picture(image.path)
        return {order.edit[0]: png for order in orders if order.edit}


def record_of(job: Job) -> Record:
    return Record.from_json(job.request)


def _shape_note(kind: str, before: ImagineOrder, orders: Sequence[ImagineOrder]) -> str | None:
    """Said where another shape was asked for than that of the picture it starts from."""
    other = next((order.ar for order in orders if order.ar != before.ar), None)
    if other is None:
        return None
    if KINDS[kind].start == "part":
        return say("region-shape", before=before.ar, after=other)
    return say("remix-cropped", before=before.ar, after=other)
