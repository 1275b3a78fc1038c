"""/imagine, whoever brings the words: the command, a form, an example, a proposed prompt, a blend.

More than three jobs of one prompt are asked about first.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.errors import UserError
from bot.intake.confirm_buttons import confirm_view
from bot.intake.mistakes import Mistakes
from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.interactions import cards
from bot.interactions.answer import answer, change_pressed
from bot.interactions.interaction import Interaction, Person
from bot.language import say
from bot.orders.menu import Menu
from bot.orders.preferences import keep_sticky_style
from bot.orders.pricing import credits
from bot.orders.record import Record
from bot.prompt import ImagineOrder
from bot.queue.enqueuing import MODERATORS_JOBS
from bot.queue.job_order import JobOrder, Reply
from storage import Clock, Storage

ASK_ABOVE: Final = 3  # jobs of one prompt
CONFIRM_WITHIN: Final = timedelta(minutes=5)
NO_PICTURES: Final[Mapping[str, bytes]] = {}


class Imagining:
    """Reads words into orders, and explains mistakes in them."""

    def __init__(
        self,
        storage: Storage,
        ordering: Ordering,
        mistakes: Mistakes,
        now: Clock,
    ) -> None:
        self._storage = storage
        self._ordering = ordering
        self._mistakes = mistakes
        self._now = now

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
            if len(orders) > ASK_ABOVE and not is_confirmed:
                await self._ordering.check(interaction, orders)
                await self._ask(interaction, menu, orders, text)
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

    async def confirm(self, interaction: Interaction, confirmation_id: str) -> None:
        """The Yes to a question; the second one, and a late one, do nothing."""
        self._ordering.require_menu()  # a Refusal leaves the question open
        text = await self._storage.confirmations.take(interaction.user.id, confirmation_id)
        if text is None:
            await _close(interaction, say("confirm-closed"))
        else:
            await self.imagine(interaction, text, is_confirmed=True)

    async def decline(self, interaction: Interaction, confirmation_id: str) -> None:
        """The Cancel to a question: nothing was stored or charged, and nothing will be."""
        text = await self._storage.confirmations.take(interaction.user.id, confirmation_id)
        await _close(interaction, say("confirm-closed" if text is None else "confirm-cancelled"))

    async def _ask(
        self, interaction: Interaction, menu: Menu, orders: Sequence[ImagineOrder], text: str
    ) -> None:
        price = sum(menu.price("imagine", order) for order in orders)
        confirmation_id = await self._storage.confirmations.ask(
            interaction.user.id, text, self._now() + CONFIRM_WITHIN
        )
        sentence = say(
            "confirm-question",
            jobs=len(orders),
            credits=credits(price),
            plural=price / 100 if price % 100 else price // 100,
        )
        footer = cards.typed_command("imagine", text)
        card = cards.Card(say("confirm-title"), sentence, cards.YELLOW, footer)
        await answer(interaction, card, confirm_view(confirmation_id))


async def _close(interaction: Interaction, sentence: str) -> None:
    """The question makes room for what became of it."""
    await change_pressed(interaction, content=sentence, card=None, view=None)
