"""From a wish to a stored job and its first answer: the one way in for every order.

The row comes first, then the words, then the work; a person who hears nothing has paid nothing, or
finds the job in the channel.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.fence import THINKS_ALOUD, TROUBLE, Refusal, answer, in_time
from bot.jobs.announce import Announcer
from bot.jobs.delivery import Courier, Reply
from bot.jobs.orders import Menu
from bot.jobs.post import Post
from bot.jobs.runner import Runner
from bot.jobs.waiting import WaitingRoom
from bot.language import spoken
from bot.logs import about_job
from bot.prompt import ImagineOrder
from bot.ui import embeds
from storage import Kind, Limits, NewJob, Ordered, QueueFull, QuotaExceeded, Storage, new_job_id

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants, before it is priced and stored."""

    kind: Kind
    prompt: str
    order: ImagineOrder
    parent_id: str | None = None
    parent_index: int | None = None
    footer: str | None = None  # the command, for a refusal
    restyle: Callable[[], discord.ui.View] | None = None  # the pressed message's buttons from now
    strips_buttons: bool = False


class OrderBook:
    """Stores wishes as jobs and answers for them."""

    def __init__(
        self,
        storage: Storage,
        courier: Courier,
        runner: Runner,
        room: WaitingRoom,
        limits: Limits,
    ) -> None:
        self._storage = storage
        self._courier = courier
        self._runner = runner
        self._room = room
        self._limits = limits

    async def place(self, interaction: Interaction, wish: Wish, menu: Menu) -> None:
        """Store the wish and answer it; the same interaction twice is one job."""
        new_job = _new_job(interaction, wish, menu)
        reply, is_placed = self._courier.expect(new_job.id), False
        with about_job(new_job.id):
            try:
                ordered = await self._order(interaction, wish, new_job, menu.is_relax_allowed)
                is_placed = ordered.is_new
                if is_placed:
                    log.info("%s ordered by %s", new_job.kind, new_job.user_id)
                    await self._answer(interaction, wish, ordered, reply)
            finally:
                reply.answered.set()
                if not is_placed:
                    self._courier.forget(new_job.id)
                self._runner.wake()
        self._runner.bring_kept(interaction.user.id)

    async def _order(
        self, interaction: Interaction, wish: Wish, new_job: NewJob, is_relax_allowed: bool
    ) -> Ordered:
        try:
            async with in_time(interaction):
                return await self._storage.jobs.order(new_job, self._limits, roles_of(interaction))
        except QueueFull as error:
            everyones = error.whose == "everyone"
            raise Refusal(embeds.queue_full(error.limit, wish.footer, everyones)) from error
        except QuotaExceeded as error:
            card = embeds.credits_exhausted(
                error.price, error.remaining, error.resets_at, wish.footer, is_relax_allowed
            )
            raise Refusal(card) from error

    async def _answer(
        self, interaction: Interaction, wish: Wish, ordered: Ordered, reply: Reply
    ) -> None:
        """The first words about a new job; where they fail the job goes on without them."""
        job, limit = ordered.job, self._limits.running_per_user
        is_held = ordered.running >= limit
        outlook = await self._room.outlook(
            job.id, starts_at_once=self._runner.has_place and not is_held
        )
        post = Announcer.of(job).waiting(outlook.place, outlook.minutes)
        try:
            reply.message_id = await _say(interaction, wish, post)
        except TROUBLE as error:
            log.warning("in line, but the answer failed (%s)", error)
            return
        reply.webhook = interaction.followup
        await self._storage.jobs.set_progress_message(job.id, reply.message_id)
        reply.answered.set()
        if is_held:
            await answer(interaction, embeds.job_queued(ordered.running, ordered.waiting))
        for notice in wish.order.notices:
            await answer(interaction, embeds.done(notice, "Please note"))


def roles_of(interaction: Interaction) -> list[int]:
    """The roles of a member; nobody has any in direct messages."""
    return [role.id for role in getattr(interaction.user, "roles", ())]


def _new_job(interaction: Interaction, wish: Wish, menu: Menu) -> NewJob:
    if interaction.channel_id is None:
        raise Refusal(embeds.refused("This cannot be done here."))
    return NewJob(
        id=new_job_id(),
        kind=wish.kind,
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        interaction_id=interaction.id,
        prompt=wish.prompt,
        request=wish.order.to_json(),
        price=menu.price(wish.kind, wish.order),
        speed=wish.order.speed or "fast",
        parent_id=wish.parent_id,
        parent_index=wish.parent_index,
        locale=spoken(),
    )


async def _say(interaction: Interaction, wish: Wish, post: Post) -> int:
    """Answer the interaction; a pressed button restyles its message first. The message's id."""
    response = interaction.response
    if interaction.type is not discord.InteractionType.component:
        if interaction.extras.pop(THINKS_ALOUD, False):
            return (await interaction.edit_original_response(**post.as_edit())).id
        sent = await response.send_message(**post.as_answer())
        if sent.message_id is None:
            raise TimeoutError("the answer has no message")
        return sent.message_id
    change = interaction.edit_original_response if response.is_done() else response.edit_message
    if wish.restyle is not None:
        await change(view=wish.restyle())
    elif wish.strips_buttons:
        await change(view=None)
    elif not response.is_done():
        await response.defer()
    return (await interaction.followup.send(wait=True, **post.as_answer())).id
