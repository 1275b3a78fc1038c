"""From wishes to stored jobs and their first answers: the one way in for every order.

The rows come first, then the words, then the work; a person who hears nothing has paid nothing, or
finds the jobs in the channel.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.features.moderation.pauses import refuse_paused
from bot.interactions import cards
from bot.interactions.fence import THINKS_ALOUD, TROUBLE, Refusal, answer, in_time
from bot.interactions.post import Place, Post, nonce_of
from bot.language import say, spoken
from bot.logs import about_job
from bot.messages.announce import Announcer
from bot.messages.delivery import Courier, Reply, Undeliverable
from bot.messages.waiting import WaitingRoom
from bot.orders.menu import Menu
from bot.orders.record import Record
from bot.pictures.sources import keep_inputs
from bot.queue.stealth import Privacy, is_elsewhere, roles_elsewhere
from bot.running.runner import Runner
from storage import Kind, Limits, NewJob, Ordered, QueueFull, QuotaExceeded, Storage, new_job_id

log = logging.getLogger(__name__)

MODERATORS_JOBS: Final = 40  # of one prompt; so many of theirs may wait
Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants, before it is priced and stored; `pictures` by the order of its links."""

    kind: Kind
    prompt: str
    record: Record
    pictures: Sequence[bytes] = ()
    parent_id: str | None = None
    parent_index: int | None = None
    guild_id: int | None = None  # whose credits it takes, in direct messages
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
        self._privacy = Privacy(courier)

    async def place(
        self,
        interaction: Interaction,
        wishes: Sequence[Wish],
        menu: Menu,
        notices: Sequence[str] = (),
    ) -> None:
        """Store all the wishes or none, and answer; the same interaction twice is one order.

        The first job answers the interaction; the others have their own messages in the channel.
        """
        client, user_id = interaction.client, interaction.user.id
        await refuse_paused(self._storage, user_id, interaction.guild_id, client.now())
        new_jobs = [_new_job(interaction, wish, menu, part) for part, wish in enumerate(wishes, 1)]
        replies = [self._courier.expect(new_job.id) for new_job in new_jobs]
        placed: set[str] = set()
        try:
            ordered = await self._order(interaction, wishes, new_jobs, menu.is_relax_allowed)
            placed = {one.job.id for one in ordered if one.is_new}
            if placed:
                await self._answer_all(interaction, wishes[0], ordered, replies)
                await self._tell(interaction, ordered[0], notices)
        finally:
            for new_job, reply in zip(new_jobs, replies, strict=True):
                reply.answered.set()
                if new_job.id not in placed:
                    self._courier.forget(new_job.id)
            self._runner.wake()
        self._runner.bring_kept(interaction.user.id)

    async def _order(
        self,
        interaction: Interaction,
        wishes: Sequence[Wish],
        new_jobs: list[NewJob],
        is_relax_allowed: bool,
    ) -> list[Ordered]:
        """The pictures first, so that whoever claims a job finds them; messages that only their
        person sees before that, so that closed direct messages cost nothing."""
        footer, stored = wishes[0].footer, False
        try:
            for place, new_job in enumerate(new_jobs):
                new_jobs[place] = await self._privacy.opened(interaction, new_job)
            async with in_time(interaction):
                for wish, new_job in zip(wishes, new_jobs, strict=True):
                    await keep_inputs(self._storage, new_job.id, wish.pictures)
                ordered = await self._storage.jobs.order_all(
                    new_jobs,
                    self._limits_of(interaction, len(new_jobs)),
                    await _roles(interaction, new_jobs[0]),
                )
            stored = ordered[0].is_new
            return ordered
        except QueueFull as error:
            everyones = error.whose == "everyone"
            raise Refusal(cards.queue_full(error.limit, footer, everyones)) from error
        except QuotaExceeded as error:
            card = cards.credits_exhausted(
                error.price, error.remaining, error.resets_at, footer, is_relax_allowed
            )
            raise Refusal(card) from error
        finally:
            if not stored:
                await self._undo(interaction, wishes, new_jobs)

    async def _undo(
        self, interaction: Interaction, wishes: Sequence[Wish], new_jobs: Sequence[NewJob]
    ) -> None:
        """What was written before the rows that were not."""
        for wish, new_job in zip(wishes, new_jobs, strict=True):
            await self._privacy.withdrawn(interaction, new_job)
            if wish.pictures:
                await self._storage.files.delete_pictures(new_job.id)

    def _limits_of(self, interaction: Interaction, count: int) -> Limits:
        """Moderators may order more at once than others may have waiting."""
        if count == 1 or not is_moderator(interaction):
            return self._limits
        most = max(self._limits.waiting_per_user, MODERATORS_JOBS)
        return replace(self._limits, waiting_per_user=most)

    async def _answer_all(
        self,
        interaction: Interaction,
        wish: Wish,
        ordered: Sequence[Ordered],
        replies: Sequence[Reply],
    ) -> None:
        """The first words about each new job; where they fail the job goes on without them."""
        for number, (one, reply) in enumerate(zip(ordered, replies, strict=True)):
            with about_job(one.job.id):
                log.info("%s ordered by %s", one.job.kind, one.job.user_id)
                post = await self._waiting(one)
                try:
                    if is_elsewhere(interaction, one.job):
                        reply.message_id = await self._privacy.say_waiting(
                            interaction, one.job, post
                        )
                    elif number == 0:
                        reply.message_id = await _say(interaction, wish, post)
                        reply.webhook = interaction.followup
                    else:
                        await self._say_beside(interaction, one, post, reply)
                except (*TROUBLE, Undeliverable) as error:
                    log.warning("in line, but the answer failed (%s)", error)
                    reply.answered.set()
                    continue
                if reply.message_id is not None:
                    await self._storage.jobs.set_progress_message(one.job.id, reply.message_id)
                reply.answered.set()
                self._runner.wake()

    async def _waiting(self, ordered: Ordered) -> Post:
        is_held = ordered.running >= self._limits.running_per_user
        outlook = await self._room.outlook(
            ordered.job.id, starts_at_once=self._runner.has_place and not is_held
        )
        return Announcer.of(ordered.job).waiting(outlook.place, outlook.minutes)

    async def _say_beside(
        self, interaction: Interaction, ordered: Ordered, post: Post, reply: Reply
    ) -> None:
        """In the channel, else through the interaction, else by direct message."""
        post = replace(post, nonce=nonce_of(ordered.job.id) ^ 1)  # as the runner would say it
        message = await self._courier.send(Place.of(ordered.job), post, interaction.followup)
        reply.message_id = message.id
        if message.webhook_id is not None:
            reply.webhook = interaction.followup

    async def _tell(
        self, interaction: Interaction, ordered: Ordered, notices: Sequence[str]
    ) -> None:
        """What the person should know besides, privately."""
        if not interaction.response.is_done():
            return  # the answer itself failed
        if ordered.running >= self._limits.running_per_user:
            await answer(interaction, cards.job_queued(ordered.running, ordered.waiting))
        if notices:
            await answer(interaction, cards.done("\n".join(notices), say("notice-title")))


def is_moderator(interaction: Interaction) -> bool:
    """On this server; in direct messages nobody is."""
    return interaction.guild_id is not None and interaction.permissions.manage_messages


def roles_of(interaction: Interaction) -> list[int]:
    """The roles of a member; nobody has any in direct messages."""
    return [role.id for role in getattr(interaction.user, "roles", ())]


async def _roles(interaction: Interaction, new_job: NewJob) -> list[int]:
    """Where the credits are taken, which in direct messages may be a server."""
    if interaction.guild_id is None and new_job.guild_id is not None:
        return await roles_elsewhere(interaction, new_job.guild_id)
    return roles_of(interaction)


def _new_job(interaction: Interaction, wish: Wish, menu: Menu, part: int) -> NewJob:
    order = wish.record.order
    if interaction.channel_id is None:
        raise Refusal(cards.refused(say("refused-not-here")))
    return NewJob(
        id=new_job_id(),
        kind=wish.kind,
        user_id=interaction.user.id,
        guild_id=interaction.guild_id or wish.guild_id,
        channel_id=interaction.channel_id,
        interaction_id=interaction.id,
        prompt=wish.prompt,
        request=wish.record.to_json(),
        price=menu.price(wish.kind, order),
        speed=order.speed or "fast",
        parent_id=wish.parent_id,
        parent_index=wish.parent_index,
        part=part,
        visibility=order.visibility or "public",
        locale=spoken(),
    )


async def _say(interaction: Interaction, wish: Wish, post: Post) -> int:
    """Answer the interaction; a pressed button restyles its message first. The message's id."""
    response, kinds = interaction.response, discord.InteractionType
    is_remix_form = interaction.type is kinds.modal_submit and wish.restyle is not None
    is_press = interaction.type is kinds.component or (is_remix_form and not response.is_done())
    if not is_press:
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
