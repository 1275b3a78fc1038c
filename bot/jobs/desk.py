"""Where orders are taken: read, priced, stored, answered; only then does anything work on them.

Every entry, typed, pressed or sent by a form, ends in `_place`. Knows no engine, only its menu.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.errors import PromptError
from bot.fence import Refusal, answer
from bot.jobs.announce import Announcer
from bot.jobs.delivery import TROUBLE, Courier, Reply
from bot.jobs.orders import Menu
from bot.jobs.post import Post
from bot.jobs.runner import Runner
from bot.jobs.waiting import WaitingRoom
from bot.prompt import ImagineOrder, Speed
from bot.ui import buttons, embeds, modals
from storage import (
    Job,
    Kind,
    Limits,
    NewJob,
    NotFound,
    Ordered,
    QueueFull,
    QuotaExceeded,
    Storage,
    new_job_id,
)

log = logging.getLogger(__name__)

SPEED: Final = "speed"  # a person's setting
DRAFT: Final = "draft"  # a person's last mistake that was too long for a footer
Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants, before it is priced and stored."""

    kind: Kind
    prompt: str
    order: ImagineOrder
    parent_id: str | None = None
    parent_index: int | None = None
    footer: str | None = None
    restyle: Callable[[], discord.ui.View] | None = (
        None  # the pressed message's buttons from now on
    )
    strips_buttons: bool = False


class Desk:
    """Takes orders as soon as `menu` is there, until the runner drains."""

    def __init__(
        self,
        storage: Storage,
        courier: Courier,
        runner: Runner,
        room: WaitingRoom,
        limits: Limits,
        owner_ids: tuple[int, ...] = (),
    ) -> None:
        self.menu: Menu | None = None
        self._storage = storage
        self._courier = courier
        self._runner = runner
        self._room = room
        self._limits = limits
        self._owner_ids = owner_ids

    def open_menu(self) -> Menu:
        """What can be ordered now; Refusal while the model loads or the program stops."""
        if self._runner.is_draining:
            raise Refusal(embeds.maintenance())
        if self.menu is None:
            raise Refusal(
                embeds.Card(
                    "Engine starting",
                    "The model is loading; try again in a moment.",
                    embeds.YELLOW,
                )
            )
        return self.menu

    # -- orders -------------------------------------------------------------------------------

    async def imagine(self, interaction: Interaction, text: str) -> None:
        menu = self.open_menu()
        footer = embeds.command("imagine", text)
        try:
            order = menu.read(text, await self.speed(interaction.user.id))
        except PromptError as error:
            await self._explain(interaction, error, text, footer)
            return
        await self._place(
            interaction, Wish(kind="imagine", prompt=text, order=order, footer=footer)
        )

    async def vary(self, interaction: Interaction, job_id: str, index: int) -> None:
        """Four new pictures around picture `index`, for whoever pressed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        await self._storage.images.get(job_id, index)  # NotFound before anything is paid
        if not menu.card.can_img2img:
            raise Refusal(
                embeds.not_available(
                    f"The loaded model ({menu.card.name}) cannot start from a picture, "
                    "so V1 to V4 can't work."
                )
            )
        pressed = self._pressed(interaction, buttons.custom_id("v", job_id, index))
        await self._place(
            interaction,
            Wish(
                kind="variation",
                prompt=job.prompt,
                order=menu.again(_order(job), await self.speed(interaction.user.id)),
                parent_id=job.id,
                parent_index=index,
                restyle=lambda: buttons.grid_view(job_id, pressed),
            ),
        )

    async def reroll(self, interaction: Interaction, job_id: str) -> None:
        """The same words with another seed, for whoever pressed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        order = menu.again(_order(job), await self.speed(interaction.user.id))
        await self._place(
            interaction, Wish(kind="reroll", prompt=job.prompt, order=order, parent_id=job.id)
        )

    async def retry(self, interaction: Interaction, job_id: str) -> None:
        """A failed job once more, with its own seed."""
        menu, job = self.open_menu(), await self._storage.jobs.get(job_id)
        self.must_own(interaction, job)
        await self._place(
            interaction,
            Wish(
                kind=job.kind,
                prompt=job.prompt,
                order=menu.same(_order(job), await self.speed(interaction.user.id)),
                parent_id=job.parent_id,
                parent_index=job.parent_index,
                strips_buttons=True,
            ),
        )

    async def edit_and_retry(self, interaction: Interaction, job_id: str) -> None:
        """Open the whole text in a form; nothing is spent before it comes back."""
        text = await self._draft(interaction, job_id)
        if len(text) > modals.MAX_TEXT:
            raise Refusal(
                embeds.refused(
                    f"A form holds {modals.MAX_TEXT} characters and this prompt has {len(text)}; "
                    "send it again with /imagine.",
                    embeds.command("imagine", text),
                )
            )
        await interaction.response.send_modal(modals.prompt_form(text))

    # -- endings ------------------------------------------------------------------------------

    async def cancel_by_button(self, interaction: Interaction, job_id: str) -> None:
        job = await self._storage.jobs.get(job_id)
        self.must_own(interaction, job)
        await interaction.response.defer()
        if not await self._runner.stop(job):
            await answer(interaction, embeds.refused("That job has ended already."))

    async def cancel(self, interaction: Interaction, which: str) -> None:
        """`which` is a job's id or `all`; only one's own, unless one may manage messages."""
        if which == "all":
            jobs = await self._storage.jobs.active(interaction.user.id)
        else:
            jobs = [await self._storage.jobs.get(which)]
            self.must_own(interaction, jobs[0])
        await interaction.response.defer(ephemeral=True, thinking=True)
        stopped = [job for job in jobs if await self._runner.stop(job)]
        if stopped:
            what = "Stopped 1 job" if len(stopped) == 1 else f"Stopped {len(stopped)} jobs"
            card = embeds.done(f"{what}; nothing was charged.")
        else:
            card = embeds.refused("There is nothing to cancel.")
        await answer(interaction, card)

    # -- people -------------------------------------------------------------------------------

    async def speed(self, user_id: int) -> Speed:
        chosen = await self._storage.settings.get("user", user_id, SPEED, "fast")
        return "relax" if chosen == "relax" else "fast"

    async def set_speed(self, user_id: int, speed: Speed) -> None:
        await self._storage.settings.set("user", user_id, SPEED, speed)

    def must_own(self, interaction: Interaction, job: Job) -> None:
        """Refusal unless the job is this person's or they moderate its server.

        A stranger is told the same as of a job that is not there.
        """
        if not self.may_end(interaction.user, job, interaction.permissions):
            raise NotFound(f"job {job.id} is not of {interaction.user.id}")

    def may_end(
        self, user: discord.abc.Snowflake, job: Job, permissions: discord.Permissions
    ) -> bool:
        is_moderator = job.guild_id is not None and permissions.manage_messages
        return user.id == job.user_id or user.id in self._owner_ids or is_moderator

    # -- inside -------------------------------------------------------------------------------

    async def _place(self, interaction: Interaction, wish: Wish) -> None:
        """Store the wish and answer it; the same interaction twice is one job."""
        new_job = self._new_job(interaction, wish)
        reply, is_placed = self._courier.expect(new_job.id), False
        try:
            ordered = await self._storage.jobs.order(new_job, self._limits, roles_of(interaction))
            is_placed = ordered.is_new
            if is_placed:
                await self._answer(interaction, wish, ordered, reply)
        except QueueFull as error:
            everyones = error.whose == "everyone"
            raise Refusal(embeds.queue_full(error.limit, wish.footer, everyones)) from error
        except QuotaExceeded as error:
            relax = self.menu is not None and self.menu.is_relax_allowed
            raise Refusal(
                embeds.credits_exhausted(
                    error.price, error.remaining, error.resets_at, wish.footer, relax
                )
            ) from error
        finally:
            reply.answered.set()
            if not is_placed:
                self._courier.forget(new_job.id)
        self._runner.wake()

    def _new_job(self, interaction: Interaction, wish: Wish) -> NewJob:
        if self.menu is None or interaction.channel_id is None:
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
            price=self.menu.price(wish.kind, wish.order),
            speed=wish.order.speed or "fast",
            parent_id=wish.parent_id,
            parent_index=wish.parent_index,
            locale=interaction.locale.value,
        )

    async def _answer(
        self, interaction: Interaction, wish: Wish, ordered: Ordered, reply: Reply
    ) -> None:
        """The first words about a new job; where they fail the job goes on without them."""
        job, limit = ordered.job, self._limits.running_per_user
        is_held = ordered.running >= limit
        outlook = await self._room.outlook(job.id, 0 if is_held else self._runner.free_places)
        post = Announcer.of(job).waiting(outlook.place, outlook.minutes)
        try:
            reply.message_id = await _say(interaction, wish, post)
        except TROUBLE as error:
            log.warning("job %s is in line, but the answer failed (%s)", job.id, error)
            return
        reply.webhook = interaction.followup
        await self._storage.jobs.set_progress_message(job.id, reply.message_id)
        if is_held:
            await answer(interaction, embeds.job_queued(ordered.running, ordered.waiting))
        for notice in wish.order.notices:
            await answer(interaction, embeds.done(notice, "Please note"))

    async def _explain(
        self, interaction: Interaction, error: PromptError, text: str, footer: str
    ) -> None:
        draft_id = new_job_id()
        if len(footer) > embeds.MAX_FOOTER:
            draft = {"id": draft_id, "text": text}
            await self._storage.settings.set("user", interaction.user.id, DRAFT, draft)
        card = embeds.problem(error, footer)
        await answer(interaction, card, buttons.mistake_view(draft_id))

    async def _draft(self, interaction: Interaction, draft_id: str) -> str:
        """The text behind an `Edit & retry`: kept with the person, in a job, or in the footer."""
        kept = await self._storage.settings.get("user", interaction.user.id, DRAFT)
        if isinstance(kept, dict) and kept.get("id") == draft_id:
            return str(kept["text"])
        shown = interaction.message.embeds if interaction.message is not None else []
        if shown and shown[0].footer.text:
            return shown[0].footer.text.removeprefix("/imagine").strip()
        return (await self._storage.jobs.get(draft_id)).prompt

    def _pressed(self, interaction: Interaction, custom_id: str) -> set[str]:
        before = buttons.pressed_in(interaction.message) if interaction.message else set()
        return before | {custom_id}


def roles_of(interaction: Interaction) -> list[int]:
    """The roles of a member; nobody has any in direct messages."""
    return [role.id for role in getattr(interaction.user, "roles", ())]


def _order(job: Job) -> ImagineOrder:
    return ImagineOrder.from_json(job.request)


async def _say(interaction: Interaction, wish: Wish, post: Post) -> int:
    """Answer the interaction; a pressed button restyles its message first. The message's id."""
    response = interaction.response
    if interaction.type is not discord.InteractionType.component:
        sent = await response.send_message(**post.as_answer())
        if sent.message_id is None:
            raise TimeoutError("the answer has no message")
        return sent.message_id
    if wish.restyle is not None:
        await response.edit_message(view=wish.restyle())
    elif wish.strips_buttons:
        await response.edit_message(view=None)
    else:
        await response.defer()
    return (await interaction.followup.send(wait=True, **post.as_answer())).id
