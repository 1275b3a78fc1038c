"""The first words about jobs just stored: where they wait, in the message that answers the order.

Where these words fail the jobs go on without them; the runner posts them later.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import discord

from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, answer, change_pressed, send_post, take_press
from bot.interactions.interaction import Interaction
from bot.interactions.post import Post
from bot.language import say
from bot.logs import about_job
from bot.messages.delivery import Delivery, JobInteraction, Undeliverable
from bot.messages.job_address import JobAddress, nonce_for
from bot.messages.job_posts import JobPosts
from bot.messages.queue_places import Outlook, QueuePlaces
from bot.queue.job_order import Reply
from bot.queue.stealth import StealthMessages, is_elsewhere
from bot.running.runner import Runner
from storage import NewJob, Ordered, Storage, StorageBroken

log = logging.getLogger(__name__)


class FirstAnswer:
    """Answers the interaction an order came from."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        runner: Runner,
        places: QueuePlaces,
        stealth: StealthMessages,
        *,
        running_per_user: int,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._runner = runner
        self._places = places
        self._stealth = stealth
        self._running_per_user = running_per_user

    @asynccontextmanager
    async def expected(self, new_jobs: Sequence[NewJob]) -> AsyncIterator[list[JobInteraction]]:
        """Whoever edits a job's message meanwhile waits for its first words, or hears of none."""
        expected = [self._delivery.expect(new_job.id) for new_job in new_jobs]
        try:
            yield expected
        finally:
            for new_job, answered in zip(new_jobs, expected, strict=True):
                answered.is_tried.set()
                if not answered.is_stored:
                    self._delivery.forget(new_job.id)

    async def send(
        self,
        interaction: Interaction,
        reply: Reply,
        ordered: Sequence[Ordered],
        expected: Sequence[JobInteraction],
    ) -> None:
        """The first words about each new job."""
        for one, answered in zip(ordered, expected, strict=True):
            answered.is_stored = one.is_new
        for number, (one, answered) in enumerate(zip(ordered, expected, strict=True)):
            with about_job(one.job.id):
                log.info("%s ordered by %s", one.job.kind, one.job.user_id)
                post = await self._waiting(one)
                try:
                    if is_elsewhere(interaction, one.job):
                        await self._stealth.send_waiting(interaction, one.job, post)
                        answered.message_id = one.job.progress_message_id
                    elif number == 0:
                        answered.message_id = await _answer(interaction, reply, post)
                        answered.webhook = interaction.followup
                    else:
                        await self._send_in_channel(interaction, one, post, answered)
                except (*DISCORD_FAILED, Undeliverable) as error:
                    log.warning("in line, but the answer failed (%s)", error)
                    answered.is_tried.set()
                    continue
                if answered.message_id is not None:
                    with suppress(StorageBroken):  # it is stored and told; the runner finds it
                        await self._storage.jobs.set_progress_message(
                            one.job.id, answered.message_id
                        )
                answered.is_tried.set()
                self._runner.wake()

    async def send_notes(
        self, interaction: Interaction, ordered: Ordered, notices: Sequence[str]
    ) -> None:
        """What the person should know besides, privately."""
        if not interaction.response.is_done():
            return  # the answer itself failed
        if self._runner.is_loading:
            await answer(interaction, cards.model_loading())
        elif ordered.running >= self._running_per_user:
            await answer(interaction, cards.job_queued(ordered.running, ordered.waiting))
        if notices:
            await answer(interaction, cards.done("\n".join(notices), say("notice-title")))

    async def _waiting(self, ordered: Ordered) -> Post:
        is_held = ordered.running >= self._running_per_user
        try:
            outlook = await self._places.outlook(
                ordered.job.id, starts_at_once=self._runner.starts_at_once and not is_held
            )
        except StorageBroken:  # the job is stored, so it is told, without its place
            outlook = Outlook(None, None)
        return JobPosts.of(ordered.job).waiting(outlook.place, outlook.minutes)

    async def _send_in_channel(
        self, interaction: Interaction, ordered: Ordered, post: Post, answered: JobInteraction
    ) -> None:
        """In the channel, else through the interaction, else by direct message."""
        post = replace(post, nonce=nonce_for(ordered.job.id, "progress"))  # as the runner would
        message = await self._delivery.send(JobAddress.of(ordered.job), post, interaction.followup)
        answered.message_id = message.id
        if message.webhook_id is not None:
            answered.webhook = interaction.followup


async def _answer(interaction: Interaction, reply: Reply, post: Post) -> int:
    """The post as the answer; a pressed message changes first. Returns the post's id."""
    kinds, response = discord.InteractionType, interaction.response
    is_remix_form = interaction.type is kinds.modal_submit and reply.view is not None
    if interaction.type is kinds.component or (is_remix_form and not response.is_done()):
        if reply.view is not None:
            await change_pressed(interaction, view=reply.view)
        elif reply.strips_buttons:
            await change_pressed(interaction, view=None)
        else:
            await take_press(interaction)
    return await send_post(interaction, post)
