"""Whole pictures of drafts: what E1 to E4 order, and `Make these full` under a sheet.

A draft that was chosen is the start of its whole picture, so that this shows the same. Whoever
presses orders, pays and is pinged.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.intake.ordering import Ordering
from bot.intake.placing import CONFIRMED
from bot.intake.preparing import Ready
from bot.intake.questions import Questions
from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.interactions.interaction import Interaction, Person
from bot.interactions.rights import Rights
from bot.language import say
from bot.messages.job_buttons import restyled
from bot.messages.result_buttons import MakeFull
from bot.orders.effects import effects_of
from bot.orders.kinds import Kind
from bot.orders.record import Record
from bot.pictures.job_files import inputs_of
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import account_guild
from storage import Question, Storage

KIND: Final[Kind] = "full"


class MakingFull:
    """One job for each picture; many of them are asked about first."""

    def __init__(
        self, storage: Storage, ordering: Ordering, rights: Rights, questions: Questions
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._rights = rights
        self._questions = questions

    async def one(self, interaction: Interaction, job_id: str, index: int) -> None:
        """E2: the whole of picture 2."""
        view = restyled(interaction.message, job_id, MakeFull.action, index)
        await self._order(interaction, job_id, (index,), Reply(view=view))

    async def chosen(self, interaction: Interaction, job_id: str, indices: Sequence[int]) -> None:
        """The wholes of those chosen on a sheet."""
        await self._order(interaction, job_id, indices, Reply())

    async def confirmed(self, interaction: Interaction, job_id: str, indices: str) -> None:
        """Those that were asked about: `2 5 7 11`."""
        numbers = tuple(map(int, indices.split()))
        await self._order(interaction, job_id, numbers, CONFIRMED, is_confirmed=True)

    async def _order(
        self,
        interaction: Interaction,
        job_id: str,
        indices: Sequence[int],
        reply: Reply,
        *,
        is_confirmed: bool = False,
    ) -> None:
        menu, person = self._ordering.require_menu(), Person.of(interaction)
        shown = [await self._rights.job_to_see(person, job_id, index) for index in indices]
        job, images = shown[0].job, [one.image for one in shown if one.image is not None]
        if not menu.card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-full", model=menu.card.name)))
        chosen = await self._ordering.preferences(interaction, job)
        old = Record.from_json(job.request).order
        whole = await asyncio.to_thread(menu.whole, old, chosen)
        orders = [whole.with_seed(image.seed) for image in images]
        if not is_confirmed and (
            doubt := await self._questions.doubt_about(interaction, KIND, orders, menu)
        ):
            await self._ordering.check(interaction, orders)
            asked = Question(" ".join(map(str, indices)), f"{MakeFull.action}.{job.id}.0")
            await self._questions.ask(interaction, asked, doubt)
            return
        known = await inputs_of(self._storage, job, old.images)
        prepared = await self._ordering.prepare(interaction, orders, menu, chosen, known)
        index_of = {image.seed: image.index for image in images}

        def job_order(ready: Ready) -> JobOrder:
            order = ready.order
            assert order.seed is not None  # that of its draft
            # the rare idea of `--weird` is that of the sheet's seed
            effects = effects_of(replace(order, seed=old.seed), menu.card_of(order))
            return JobOrder(
                kind=KIND,
                prompt=job.prompt,
                record=Record(order, effects, ready.translation),
                pictures=ready.pictures,
                parent_id=job.id,
                parent_index=index_of[order.seed],
                account_guild_id=account_guild(interaction, job),
            )

        await self._ordering.enqueue(interaction, prepared, job_order, reply, chosen)
