"""/imagine, whoever brings the words: the command, a form, an example, a proposed prompt, a blend.

Many jobs of one prompt, and dear ones, are asked about first.
"""

import asyncio
from collections.abc import Mapping
from typing import Final

from bot.errors import UserError
from bot.intake.mistakes import Mistakes
from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.intake.questions import Questions
from bot.interactions import cards
from bot.interactions.interaction import Interaction, Person
from bot.orders.preferences import keep_sticky_style
from bot.orders.record import Record
from bot.queue.enqueuing import MODERATORS_JOBS
from bot.queue.job_order import JobOrder, Reply
from storage import Question, Storage

NO_PICTURES: Final[Mapping[str, bytes]] = {}


class Imagining:
    """Reads words into orders, and explains mistakes in them."""

    def __init__(
        self,
        storage: Storage,
        ordering: Ordering,
        mistakes: Mistakes,
        questions: Questions,
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._mistakes = mistakes
        self._questions = questions

    async def imagine(
        self,
        interaction: Interaction,
        text: str,
        *,
        pictures: Mapping[str, bytes] = NO_PICTURES,
        is_confirmed: bool = False,
    ) -> None:
        """All jobs one prompt stands for. `pictures` that are here already, by their links."""
        menu, person = self._ordering.require_menu(), Person.of(interaction)
        chosen = await self._ordering.preferences(interaction)
        most = max(menu.max_jobs, MODERATORS_JOBS) if person.is_moderator else None
        try:
            orders = await asyncio.to_thread(menu.read, text, chosen, max_jobs=most)
            asks, doubt = self._questions, None
            if not is_confirmed:
                doubt = await asks.doubt_about(interaction, "imagine", orders, menu)
            if doubt is not None:
                await self._ordering.check(interaction, orders)
                footer = cards.typed_command("imagine", text)
                await asks.ask(interaction, Question(text), doubt, footer)
                return
            prepared = await self._ordering.prepare(interaction, orders, menu, chosen, pictures)

            def job_order(ready: Ready) -> JobOrder:
                record = Record.of(ready.order, menu.card_of(ready.order), ready.translation)
                prompt = text if len(orders) == 1 else ready.order.echo
                return JobOrder(
                    kind="imagine", prompt=prompt, record=record, pictures=ready.pictures
                )

            reply = Reply(footer=cards.typed_command("imagine", text), strips_buttons=is_confirmed)
            await self._ordering.enqueue(interaction, prepared, job_order, reply, chosen)
        except UserError as error:
            await self._mistakes.explain(interaction, error, text)
            return
        await keep_sticky_style(self._storage, interaction.user.id, chosen, text)

    async def from_form(self, interaction: Interaction, _arg: str, text: str) -> None:
        """The words that a form brought back."""
        await self.imagine(interaction, text)
