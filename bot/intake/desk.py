"""Where orders come in: typed, pressed or sent by a form, each read into wishes.

Knows the menu of the models that are served and no engine; storing and answering is the order
book's, mistakes are explained by theirs.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.errors import UserError
from bot.features.settings.choices import keep_sticky_style
from bot.intake.confirm_buttons import confirm_view
from bot.intake.confirmations import Questions
from bot.intake.mistakes import Mistakes
from bot.intake.preparing import Preparation, Prepared, Ready
from bot.interactions import cards
from bot.interactions.fence import Refusal, answer, in_time
from bot.language import say
from bot.messages import job_buttons
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences, change_preferences, read_preferences
from bot.orders.pricing import credits
from bot.orders.record import Record
from bot.pictures.sources import inputs_of
from bot.prompt import ImagineOrder, Speed
from bot.queue.enqueuing import MODERATORS_JOBS, OrderBook, Wish, is_moderator
from bot.queue.stealth import account_guild, preferences_for
from bot.running.runner import Runner
from bot.running.stopping import Endings
from storage import Job, Storage

ASK_ABOVE: Final = 3  # jobs of one prompt
Interaction = discord.Interaction[Any]
NO_PICTURES: Final[Mapping[str, bytes]] = {}


@dataclass(frozen=True, slots=True)
class Helpers:
    """What the desk hands on to: who prepares, asks, stores, ends and explains."""

    preparation: Preparation
    questions: Questions
    book: OrderBook
    endings: Endings
    mistakes: Mistakes


class Desk:
    """Takes orders as soon as `menu` is there, until the runner drains."""

    def __init__(self, storage: Storage, runner: Runner, helpers: Helpers) -> None:
        self.menu: Menu | None = None
        self._storage = storage
        self._runner = runner
        self._helpers = helpers

    def open_menu(self) -> Menu:
        """What can be ordered now; Refusal while the model loads or the program stops."""
        if self._runner.is_draining:
            raise Refusal(cards.maintenance())
        if self.menu is None:
            raise Refusal(cards.engine_starting())
        return self.menu

    # -- /imagine ------------------------------------------------------------------------------

    async def imagine(
        self,
        interaction: Interaction,
        text: str,
        *,
        pictures: Mapping[str, bytes] = NO_PICTURES,
        is_confirmed: bool = False,
    ) -> None:
        """All jobs one prompt stands for. `pictures` that are here already, by their links.

        More than three are asked about first, unless `is_confirmed`.
        """
        menu, chosen = self.open_menu(), await self._preferences(interaction)
        most = max(menu.max_jobs, MODERATORS_JOBS) if is_moderator(interaction) else None
        try:
            orders = await asyncio.to_thread(menu.read, text, chosen, max_jobs=most)
            self._helpers.preparation.check_words(orders)
            if len(orders) > ASK_ABOVE and not is_confirmed:
                await self._ask(interaction, menu, orders, text)
                return
            prepared = await self._prepare(interaction, orders, menu, chosen, pictures)
        except UserError as error:
            await self._helpers.mistakes.explain(interaction, error, text)
            return
        footer = cards.command("imagine", text)
        wishes = [
            Wish(
                kind="imagine",
                prompt=text if len(orders) == 1 else ready.order.echo,
                record=_record(ready, menu),
                pictures=ready.pictures,
                footer=footer,
                strips_buttons=is_confirmed,
            )
            for ready in prepared.ready
        ]
        await self._place(interaction, wishes, menu, prepared, chosen)
        await keep_sticky_style(self._storage, interaction.user.id, chosen, text)

    async def go_ahead(self, interaction: Interaction, question_id: str) -> None:
        """The Yes to a question; the second one, and a late one, do nothing."""
        self.open_menu()  # a Refusal leaves the question open
        text = await self._helpers.questions.take(interaction.user.id, question_id)
        if text is None:
            await _close(interaction, say("confirm-closed"))
        else:
            await self.imagine(interaction, text, is_confirmed=True)

    async def think_better(self, interaction: Interaction, question_id: str) -> None:
        """The Cancel to a question: nothing was stored or charged, and nothing will be."""
        text = await self._helpers.questions.take(interaction.user.id, question_id)
        await _close(interaction, say("confirm-closed" if text is None else "confirm-cancelled"))

    async def _ask(
        self, interaction: Interaction, menu: Menu, orders: Sequence[ImagineOrder], text: str
    ) -> None:
        price = sum(menu.price("imagine", order) for order in orders)
        question_id = await self._helpers.questions.ask(interaction.user.id, text)
        sentence = say(
            "confirm-question",
            jobs=len(orders),
            credits=credits(price),
            plural=price / 100 if price % 100 else price // 100,
        )
        card = cards.Card(
            say("confirm-title"), sentence, cards.YELLOW, cards.command("imagine", text)
        )
        await answer(interaction, card, confirm_view(question_id))

    # -- going on from a picture ---------------------------------------------------------------

    async def vary(
        self, interaction: Interaction, job_id: str, index: int, text: str | None = None
    ) -> None:
        """Four new pictures around picture `index`, for whoever pressed; `text`: in other words."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        await self._storage.images.get(job_id, index)  # NotFound before anything is paid
        if not menu.card.can_img2img:
            raise Refusal(cards.not_available(say("refused-no-variations", model=menu.card.name)))
        wish = Wish(
            kind="variation",
            prompt=job.prompt,
            record=_record_of(job),
            parent_id=job.id,
            parent_index=index,
            guild_id=account_guild(interaction, job),
            restyle=job_buttons.restyled(
                interaction.message, job_id, "v", index, is_remix=text is not None
            ),
        )
        await self._go_on(interaction, menu, job, wish, text)

    async def reroll(self, interaction: Interaction, job_id: str, text: str | None = None) -> None:
        """The same words with another seed, or others, for whoever pressed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        wish = Wish(
            kind="reroll",
            prompt=job.prompt,
            record=_record_of(job),
            parent_id=job.id,
            guild_id=account_guild(interaction, job),
            restyle=None
            if text is None
            else job_buttons.restyled(interaction.message, job_id, "r", 0, is_remix=True),
        )
        await self._go_on(interaction, menu, job, wish, text)

    async def retry(self, interaction: Interaction, job_id: str) -> None:
        """A failed job once more, with its own seed and as it was meant."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        self._helpers.endings.must_own(interaction, job)
        chosen, old = await self._preferences(interaction, job), _record_of(job)
        wish = Wish(
            kind=job.kind,
            prompt=job.prompt,
            record=old,
            parent_id=job.parent_id,
            parent_index=job.parent_index,
            strips_buttons=True,
            guild_id=account_guild(interaction, job),
        )
        orders = (menu.same(old.order, chosen),)
        await self._place_again(interaction, menu, job, (wish, orders, chosen))

    async def edit_and_retry(self, interaction: Interaction, job_id: str) -> None:
        """Open the whole text in a form; nothing is spent before it comes back."""
        await self._helpers.mistakes.edit(interaction, job_id)

    async def _go_on(
        self, interaction: Interaction, menu: Menu, job: Job, wish: Wish, text: str | None
    ) -> None:
        """From a job's own words, or from `text`, which a form brought back."""
        chosen, old = await self._preferences(interaction, job), wish.record
        is_remix = text is not None
        if text is None:
            orders: tuple[ImagineOrder, ...] = (menu.again(old.order, chosen),)
        else:
            orders = menu.edited(text, chosen, max_jobs=ASK_ABOVE)
        record = replace(old, variability=chosen.variability, is_remix=is_remix)
        meant = replace(wish, record=record, prompt=text or wish.prompt)
        await self._place_again(interaction, menu, job, (meant, orders, chosen))

    async def _place_again(
        self,
        interaction: Interaction,
        menu: Menu,
        job: Job,
        again: tuple[Wish, Sequence[ImagineOrder], Preferences],
    ) -> None:
        """Pictures that came with the job come along, whether or not their links still live."""
        wish, orders, chosen = again
        old = wish.record
        known = await inputs_of(self._storage, job, old.order.images)
        prepared = await self._prepare(interaction, orders, menu, chosen, known)
        if wish.kind == "variation" and (cut := _cut_note(old.order, orders)):
            prepared = replace(prepared, notices=(*prepared.notices, cut))
        wishes = []
        for ready in prepared.ready:
            record = replace(
                _record(ready, menu), variability=old.variability, is_remix=old.is_remix
            )
            wishes.append(replace(wish, record=record, pictures=ready.pictures))
        await self._place(interaction, wishes, menu, prepared, chosen)

    # -- both ----------------------------------------------------------------------------------

    async def _prepare(
        self,
        interaction: Interaction,
        orders: Sequence[ImagineOrder],
        menu: Menu,
        chosen: Preferences,
        known: Mapping[str, bytes],
    ) -> Prepared:
        async with in_time(interaction):
            return await self._helpers.preparation.prepare(orders, menu, chosen, known)

    async def _place(
        self,
        interaction: Interaction,
        wishes: Sequence[Wish],
        menu: Menu,
        prepared: Prepared,
        chosen: Preferences,
    ) -> None:
        notices = prepared.notices if chosen.shows_notices else ()
        await self._helpers.book.place(interaction, wishes, menu, notices)
        if prepared.hints and notices:
            await change_preferences(
                self._storage,
                interaction.user.id,
                lambda now: now.with_(hints_seen=(*now.hints_seen, *prepared.hints)),
            )

    async def _preferences(
        self, interaction: Interaction, source: Job | None = None
    ) -> Preferences:
        """What this person has chosen; `source`: the job they go on from."""
        chosen = await read_preferences(self._storage, interaction.user.id)
        if source is not None:
            chosen = preferences_for(chosen, source, interaction.user.id)
        if chosen.visibility == "stealth" and not self.open_menu().is_stealth_allowed:
            raise Refusal(cards.not_available(say("stealth-off-now")))  # never public by itself
        return chosen

    async def speed(self, user_id: int) -> Speed:
        """The lane a person has chosen."""
        return (await read_preferences(self._storage, user_id)).speed

    async def set_speed(self, user_id: int, speed: Speed) -> None:
        await change_preferences(self._storage, user_id, lambda chosen: chosen.with_(speed=speed))


def _record(ready: Ready, menu: Menu) -> Record:
    return Record.of(ready.order, menu.card_of(ready.order), ready.translation)


def _cut_note(before: ImagineOrder, orders: Sequence[ImagineOrder]) -> str | None:
    """Said where a variation has another shape than its picture."""
    other = next((order.ar for order in orders if order.ar != before.ar), None)
    return None if other is None else say("remix-cropped", before=before.ar, after=other)


def _record_of(job: Job) -> Record:
    return Record.from_json(job.request)


async def _close(interaction: Interaction, sentence: str) -> None:
    """The question makes room for what became of it."""
    await interaction.response.edit_message(content=sentence, embed=None, view=None)
