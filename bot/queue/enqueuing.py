"""From orders to stored, paid jobs: the one way in, for whatever was typed, pressed or sent.

The rows come first, then the words, then the work; a person who hears nothing has paid nothing, or
finds the jobs in the channel.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.interactions import cards
from bot.interactions.answer import Refusal, in_time
from bot.interactions.interaction import Interaction, Person, roles_of
from bot.language import say, spoken
from bot.orders.menu import Menu
from bot.pictures.job_files import delete_files, keep_inputs, keep_mask
from bot.queue.first_answer import FirstAnswer
from bot.queue.job_order import JobOrder, Reply
from bot.queue.stealth import StealthMessages, roles_elsewhere
from bot.running.runner import Runner
from storage import (
    Limits,
    NewJob,
    Ordered,
    QueueFull,
    QuotaExceeded,
    Storage,
    StorageBroken,
    TooMany,
    new_job_id,
)

MODERATORS_JOBS: Final = 40  # of one prompt; so many of theirs may wait


class Enqueuer:
    """Stores orders as jobs and has them answered."""

    def __init__(
        self,
        storage: Storage,
        limits: Limits,
        stealth: StealthMessages,
        first_answer: FirstAnswer,
        runner: Runner,
    ) -> None:
        self._storage = storage
        self._limits = limits
        self._stealth = stealth
        self._first_answer = first_answer
        self._runner = runner

    async def enqueue(
        self,
        interaction: Interaction,
        orders: Sequence[JobOrder],
        reply: Reply,
        menu: Menu,
        notices: Sequence[str] = (),
    ) -> None:
        """Store all the orders or none, and answer; the same interaction twice is one order.

        The first job answers the interaction; the others have their own messages in the channel.
        The orders are allowed; UserError and Refusal before anything is stored.
        """
        person = Person.of(interaction)
        new_jobs = [
            _new_job(interaction, order, menu, part) for part, order in enumerate(orders, 1)
        ]
        try:
            async with self._first_answer.expected(new_jobs) as expected:
                ordered = await self._store(interaction, orders, new_jobs, menu, reply.footer)
                if any(one.is_new for one in ordered):
                    await self._first_answer.send(interaction, reply, ordered, expected)
                    await self._first_answer.send_notes(interaction, ordered[0], notices)
        finally:
            self._runner.wake()
        self._runner.deliver_again(person.id)

    async def _store(
        self,
        interaction: Interaction,
        orders: Sequence[JobOrder],
        new_jobs: list[NewJob],
        menu: Menu,
        footer: str | None,
    ) -> list[Ordered]:
        """First the direct messages that stealth jobs live in, for closed ones shall cost nothing;
        then the pictures, so that whoever claims a job finds them; then the rows.

        What is opened is written into `new_jobs`.
        """
        self._storage.health.must_be_well()  # before direct messages are opened for it
        is_stored = False
        try:
            for place, new_job in enumerate(new_jobs):
                new_jobs[place] = await self._stealth.opened(interaction, new_job)
            async with in_time(interaction):
                for order, new_job in zip(orders, new_jobs, strict=True):
                    await keep_inputs(self._storage, new_job.user_id, new_job.id, order.pictures)
                    if order.mask is not None:
                        await keep_mask(self._storage, new_job.id, order.mask)
                ordered = await self._storage.jobs.order_all(
                    new_jobs,
                    self._limits_of(Person.of(interaction), len(new_jobs)),
                    await _roles(interaction, new_jobs[0]),
                )
            is_stored = ordered[0].is_new
            return ordered
        except QueueFull as error:
            raise Refusal(cards.queue_full(error.limit, footer, error.whose)) from error
        except TooMany as error:
            most = say("link-kept-too-many", most=error.limit // 1024 // 1024)
            raise Refusal(cards.refused(most, footer)) from error
        except QuotaExceeded as error:
            card = cards.credits_exhausted(
                error.price,
                error.remaining,
                error.resets_at,
                footer,
                menu.is_relax_allowed,
                is_given_any=error.given > 0,
            )
            raise Refusal(card) from error
        finally:
            if not is_stored:
                await self._undo(interaction, orders, new_jobs)

    async def _undo(
        self, interaction: Interaction, orders: Sequence[JobOrder], new_jobs: Sequence[NewJob]
    ) -> None:
        """What was written before the rows that were not."""
        for order, new_job in zip(orders, new_jobs, strict=True):
            await self._stealth.withdrawn(interaction, new_job)
            if order.pictures or order.mask is not None:
                with suppress(StorageBroken):  # `easel db check` finds them
                    await delete_files(self._storage, new_job.id)

    def _limits_of(self, person: Person, count: int) -> Limits:
        """Moderators may order more at once than others may have waiting."""
        if count == 1 or not person.is_moderator:
            return self._limits
        most = max(self._limits.waiting_per_user, MODERATORS_JOBS)
        return replace(self._limits, waiting_per_user=most)


async def _roles(interaction: Interaction, new_job: NewJob) -> list[int]:
    """Where the credits are taken, which in direct messages may be a server."""
    if interaction.guild_id is None and new_job.guild_id is not None:
        return await roles_elsewhere(interaction, new_job.guild_id)
    return roles_of(interaction)


def _new_job(interaction: Interaction, order: JobOrder, menu: Menu, part: int) -> NewJob:
    words = order.record.order
    if interaction.channel_id is None:
        raise Refusal(cards.refused(say("refused-not-here")))
    return NewJob(
        id=new_job_id(),
        kind=order.kind,
        user_id=interaction.user.id,
        guild_id=interaction.guild_id or order.account_guild_id,
        channel_id=interaction.channel_id,
        interaction_id=interaction.id,
        prompt=order.prompt,
        request=order.record.to_json(),
        price=menu.price(order.kind, words),
        speed=words.speed or "fast",
        parent_id=order.parent_id,
        parent_index=order.parent_index,
        part=part,
        visibility=words.visibility or "public",
        locale=spoken(),
    )
