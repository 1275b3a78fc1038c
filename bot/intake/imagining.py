"""/imagine, whoever brings the words: the command, a form, an example, a proposed prompt, a blend.

Many jobs of one prompt, and dear ones, are asked about first.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from bot.errors import UserError
from bot.intake.mistakes import Mistakes, as_offered
from bot.intake.ordering import Ordering
from bot.intake.preparing import Ready
from bot.intake.questions import Questions
from bot.interactions import cards
from bot.interactions.interaction import Interaction, Person
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences, keep_sticky_style
from bot.orders.record import Record
from bot.prompt import ImagineOrder
from bot.prompt.mending import mended
from bot.queue.enqueuing import MODERATORS_JOBS
from bot.queue.job_order import JobOrder, Reply
from storage import NotFound, Question, Storage

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
        strips_buttons: bool = False,
    ) -> None:
        """All jobs one prompt stands for. `pictures` that are here already, by their links.

        `strips_buttons`: the message that was pressed has done its work once they are stored.
        """
        menu, chosen = self._ordering.require_menu(), await self._ordering.preferences(interaction)
        read = _reader(menu, chosen, interaction)
        try:
            orders = await asyncio.to_thread(read, text)
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
                    kind="edit" if ready.order.edit else "imagine",
                    prompt=prompt,
                    record=record,
                    pictures=ready.pictures,
                )

            reply = Reply(
                footer=cards.typed_command("imagine", text),
                strips_buttons=is_confirmed or strips_buttons,
            )
            await self._ordering.enqueue(interaction, prepared, job_order, reply, chosen)
        except UserError as error:
            mend = await asyncio.to_thread(mended, text, read)
            await self._mistakes.explain(interaction, error, text, mend)
            return
        await keep_sticky_style(self._storage, interaction.user.id, chosen, text)

    async def imagine_mended(self, interaction: Interaction, about: str) -> None:
        """`Use --seed`: the prompt of a mistake with the right words in it, as the button says."""
        text = await self._mistakes.typed(interaction, about)
        if text is None:
            raise NotFound(f"no text of the mistake {about} is kept")
        menu, chosen = self._ordering.require_menu(), await self._ordering.preferences(interaction)
        read = _reader(menu, chosen, interaction)
        offered = as_offered(interaction, await asyncio.to_thread(mended, text, read))
        await self.imagine(interaction, offered, strips_buttons=True)

    async def from_form(self, interaction: Interaction, _arg: str, text: str) -> None:
        """The words that a form brought back."""
        await self.imagine(interaction, text)


def _reader(
    menu: Menu, chosen: Preferences, interaction: Interaction
) -> Callable[[str], tuple[ImagineOrder, ...]]:
    """Reads a text as this person's; a moderator's may stand for more jobs."""
    is_moderator = Person.of(interaction).is_moderator
    most = max(menu.max_jobs, MODERATORS_JOBS) if is_moderator else None
    return lambda text: menu.read(text, chosen, max_jobs=most)
