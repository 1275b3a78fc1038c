"""Going on from a job: four around one of its pictures, a part of it, its words, a failed one.

Whoever presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import discord

from bot.intake.ordering import Ordering
from bot.intake.placing import CONFIRMED, MaskedPart, OutpaintedJob, Placing, WantedJob, record_of
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
)
from bot.orders.canvas import Outpaint
from bot.orders.kinds import KINDS, Kind
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.request import too_large, upscaled_size
from bot.pictures.region.drawing import mask_png
from bot.prompt import ImagineOrder
from bot.prompt.zooming import zoom_in
from bot.queue.job_order import Reply
from storage import Job, NotFound, Question, Storage, StoredImage

UPSCALES: Final[Mapping[str, Kind]] = {
    UpscaleSubtle.action: "upscale_subtle",
    UpscaleCreative.action: "upscale_creative",
}


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
        self._placing = Placing(storage, ordering, rights, questions)

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
        await self._placing.again(
            interaction, job, reply, text, kind="variation", index=index, by=button
        )

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
        card = menu.card_of(record_of(now.job).order)
        if KINDS[kind].upscale and not card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-creative", model=card.name)))
        _check_upscaled(now.image)
        by = next(action for action, own in UPSCALES.items() if own == kind)
        view = restyled(interaction.message, job_id, by, index, is_remix=False)
        reply = CONFIRMED if is_confirmed else Reply(view=view)
        await self._placing.again(
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
        around = OutpaintedJob(OUTPAINTS[button], job_id, index, f"{button}.{job_id}.{index}")
        await self._placing.around(interaction, job, reply, text, around)

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
        part = MaskedPart(await asyncio.to_thread(mask_png, selection, *size), *size, job_id, index)
        await self._placing.again(
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
        job, old, by = now.job, record_of(now.job), MakingOf.action
        assert now.image is not None  # it was asked for
        await self._start_to_see(interaction, job)
        chosen = await self._ordering.preferences(interaction, job)
        wanted = WantedJob(
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
        await self._placing.enqueue(interaction, job, wanted, orders, reply, chosen)

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
        canvas, parent_id = record_of(job).canvas, job.parent_id
        if canvas is not None and parent_id is not None:
            wish = Outpaint(job.kind, canvas.zoom)
            around = OutpaintedJob(wish, parent_id, job.parent_index or 0, f"r.{job.id}.0")
            await self._placing.around(interaction, job, reply, text, around)
            return
        part = await self._placing.part_of(interaction, job)
        kind: Kind = "reroll" if part is None else "region"
        await self._placing.again(
            interaction, job, reply, text, kind=kind, index=None, by="r", part=part
        )

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
        await self._placing.again(interaction, job, reply, text, kind="edit", index=index, by=by)

    async def retry(
        self, interaction: Interaction, job_id: str, *, is_confirmed: bool = False
    ) -> None:
        """A failed job of one's own once more, with its own seed and as it was meant."""
        menu, job = self._ordering.require_menu(), await self.job_to_see(interaction, job_id)
        self._rights.must_own(Person.of(interaction), job)
        await self._start_to_see(interaction, job)
        part = await self._placing.part_of(interaction, job)
        chosen, old = await self._ordering.preferences(interaction, job), record_of(job)
        wanted = WantedJob(
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
        await self._placing.enqueue(interaction, job, wanted, orders, CONFIRMED, chosen)

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
        self, interaction: Interaction, job: Job, action: str
    ) -> Callable[[str], tuple[ImagineOrder, ...]]:
        """What reads the words that a form under this job brings back; it raises PromptError."""
        menu, wish = self._ordering.require_menu(), OUTPAINTS.get(action)
        chosen = await self._ordering.preferences(interaction, job)
        return partial(_read_form, menu, wish, chosen)


def _check_upscaled(image: StoredImage) -> None:
    """Refusal where it is as large already as pictures are made."""
    size = upscaled_size(image.width_px, image.height_px)
    if most := too_large(size):
        told = f"{size.width_px}×{size.height_px}"
        raise Refusal(cards.refused(say("refused-upscale-size", size=told, most=str(most))))


def _reply(view: discord.ui.View | None, text: str | None) -> Reply:
    """New words that came from no grid came from the card of a mistake, which is mended."""
    return Reply(view=view, strips_buttons=view is None and text is not None)


def _read_form(
    menu: Menu, wish: Outpaint | None, chosen: Preferences, text: str
) -> tuple[ImagineOrder, ...]:
    if wish is not None and wish.direction is None:
        text, _ = zoom_in(text, wish.zoom, menu.table())
    return menu.edited(text, chosen, max_jobs=ASK_ABOVE)
