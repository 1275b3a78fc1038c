"""Going on from a job: four pictures around one of its own, its words again, a failed one again.

Whoever presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.intake.imagining import ASK_ABOVE
from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.job_buttons import restyled
from bot.orders.kinds import KINDS
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.pictures.job_files import inputs_of
from bot.prompt import ImagineOrder
from bot.queue.order import JobOrder, Reply
from bot.queue.stealth import account_guild
from storage import Job, Storage


class GoingOn:
    """V, 🔄 and Retry; `text`: in the words that a form brought back."""

    def __init__(self, storage: Storage, ordering: Ordering, rights: Rights) -> None:
        self._storage = storage
        self._ordering = ordering
        self._rights = rights

    async def vary(
        self, interaction: Interaction, job_id: str, index: int, text: str | None = None
    ) -> None:
        """Four new pictures around picture `index`."""
        menu, job = self._ordering.open_menu(), await self._seen(interaction, job_id)
        await self._storage.images.get(job_id, index)  # NotFound before anything is paid
        if not menu.card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-variations", model=menu.card.name)))
        order = JobOrder(
            kind="variation",
            prompt=job.prompt,
            record=Record.from_json(job.request),
            parent_id=job.id,
            parent_index=index,
            account_guild_id=account_guild(interaction, job),
        )
        is_remix = text is not None
        restyle = restyled(interaction.message, job_id, "v", index, is_remix=is_remix)
        await self._again(interaction, job, order, Reply(restyle=restyle), text)

    async def reroll(self, interaction: Interaction, job_id: str, text: str | None = None) -> None:
        """The same words with another seed, or others."""
        self._ordering.open_menu()
        job = await self._seen(interaction, job_id)
        order = JobOrder(
            kind="reroll",
            prompt=job.prompt,
            record=Record.from_json(job.request),
            parent_id=job.id,
            account_guild_id=account_guild(interaction, job),
        )
        restyle = None
        if text is not None:
            restyle = restyled(interaction.message, job_id, "r", 0, is_remix=True)
        await self._again(interaction, job, order, Reply(restyle=restyle), text)

    async def retry(self, interaction: Interaction, job_id: str) -> None:
        """A failed job once more, with its own seed and as it was meant."""
        menu, job = self._ordering.open_menu(), await self._storage.jobs.get(job_id)
        await self._rights.must_end(Person.of(interaction), job)
        await self._rights.must_see(Person.of(interaction), job)
        chosen = await self._ordering.preferences(interaction, job)
        order = JobOrder(
            kind=job.kind,
            prompt=job.prompt,
            record=Record.from_json(job.request),
            parent_id=job.parent_id,
            parent_index=job.parent_index,
            account_guild_id=account_guild(interaction, job),
        )
        orders = (await asyncio.to_thread(menu.same, order.record.order, chosen),)
        await self._place(interaction, job, order, orders, Reply(strips_buttons=True), chosen)

    async def _seen(self, interaction: Interaction, job_id: str) -> Job:
        """The job, of which something will be shown to who pressed."""
        job = await self._storage.jobs.get(job_id)
        await self._rights.must_see(Person.of(interaction), job)
        return job

    async def _again(
        self,
        interaction: Interaction,
        job: Job,
        order: JobOrder,
        reply: Reply,
        text: str | None,
    ) -> None:
        """In the job's own words, or in `text`."""
        menu, old = self._ordering.open_menu(), order.record
        chosen = await self._ordering.preferences(interaction, job)
        orders: tuple[ImagineOrder, ...]
        if text is None:
            orders = (await asyncio.to_thread(menu.again, old.order, chosen),)
        else:
            orders = await asyncio.to_thread(menu.edited, text, chosen, max_jobs=ASK_ABOVE)
        record = replace(old, variability=chosen.variability, is_remix=text is not None)
        meant = replace(order, record=record, prompt=text or order.prompt)
        await self._place(interaction, job, meant, orders, reply, chosen)

    async def _place(
        self,
        interaction: Interaction,
        job: Job,
        order: JobOrder,
        orders: Sequence[ImagineOrder],
        reply: Reply,
        chosen: Preferences,
    ) -> None:
        """Pictures that came with the job come along, whether or not their links still live."""
        menu, old = self._ordering.open_menu(), order.record
        known = await inputs_of(self._storage, job, old.order.images)
        prepared = await self._ordering.prepare(interaction, orders, menu, chosen, known)
        if KINDS[order.kind].start == "parent" and (cut := _cut_note(old.order, orders)):
            prepared = replace(prepared, notices=(*prepared.notices, cut))

        def job_order(ready: Ready) -> JobOrder:
            record = replace(
                _record(ready, menu), variability=old.variability, is_remix=old.is_remix
            )
            return replace(order, record=record, pictures=ready.pictures)

        await self._ordering.place(interaction, prepared, job_order, reply, chosen)


def _record(ready: Ready, menu: Menu) -> Record:
    return Record.of(ready.order, menu.card_of(ready.order), ready.translation)


def _cut_note(before: ImagineOrder, orders: Sequence[ImagineOrder]) -> str | None:
    """Said where what is drawn has another shape than the picture it starts from."""
    other = next((order.ar for order in orders if order.ar != before.ar), None)
    return None if other is None else say("remix-cropped", before=before.ar, after=other)
