"""What every way of ordering has in common: what its person has chosen, preparing, placing."""

from collections.abc import Callable, Mapping, Sequence

from bot.intake.preparing import Preparation, Prepared, Ready
from bot.interactions import cards
from bot.interactions.answer import Refusal, in_time
from bot.interactions.chosen import preferences_of
from bot.interactions.interaction import Interaction, Person
from bot.language import say
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences, change_preferences
from bot.prompt import ImagineOrder
from bot.queue.enqueuing import Enqueuer
from bot.queue.guards import Asked, Guards
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import preferences_for
from bot.running.current_menu import CurrentMenu
from storage import Job, Storage


class Ordering:
    """From orders as they are read to jobs in the queue."""

    def __init__(
        self,
        storage: Storage,
        menu: CurrentMenu,
        guards: Guards,
        preparation: Preparation,
        enqueuer: Enqueuer,
    ) -> None:
        self._storage = storage
        self._menu = menu
        self._guards = guards
        self._preparation = preparation
        self._enqueuer = enqueuer

    def require_menu(self) -> Menu:
        """What can be ordered now; Refusal while nothing can."""
        return self._menu.require()

    async def preferences(self, interaction: Interaction, source: Job | None = None) -> Preferences:
        """What this person has chosen; `source`: the job they go on from."""
        chosen = await preferences_of(self._storage, interaction)
        if source is not None:
            chosen = preferences_for(chosen, source, interaction.user.id)
        if chosen.visibility == "stealth" and not self._menu.require().is_stealth_allowed:
            raise Refusal(cards.not_available(say("stealth-off-now")))  # never public by itself
        return chosen

    async def check(self, interaction: Interaction, orders: Sequence[ImagineOrder]) -> None:
        """UserError or Refusal where a guard objects, before anything is spent on the orders."""
        await self._guards.check(Asked(Person.of(interaction), orders))

    async def prepare(
        self,
        interaction: Interaction,
        orders: Sequence[ImagineOrder],
        menu: Menu,
        chosen: Preferences,
        known: Mapping[str, bytes],
    ) -> Prepared:
        """Allowed, pictures fetched, other languages translated; UserError where it cannot be made.

        Asked about once more where that took its time or made other words of them. `known`:
        pictures that are here already, by their links.
        """
        await self.check(interaction, orders)
        user_id = interaction.user.id
        async with in_time(interaction):
            prepared = await self._preparation.prepare(orders, menu, chosen, known, user_id)
        made = [ready.order for ready in prepared.ready]
        if made != list(orders) or any(order.links for order in made):
            await self.check(interaction, made)
        return prepared

    async def enqueue(
        self,
        interaction: Interaction,
        prepared: Prepared,
        job_order: Callable[[Ready], JobOrder],
        reply: Reply,
        chosen: Preferences,
    ) -> None:
        """All of it into the queue, or none; the notices are told beside the first job."""
        notices = prepared.notices if chosen.shows_notices else ()
        orders = [job_order(ready) for ready in prepared.ready]
        await self._enqueuer.enqueue(interaction, orders, reply, prepared.menu, notices)
        if prepared.hints and notices:
            await change_preferences(
                self._storage,
                interaction.user.id,
                lambda now: now.with_(hints_seen=(*now.hints_seen, *prepared.hints)),
            )
