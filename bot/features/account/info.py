"""/info: one's own numbers, the line and the engine, all true at the moment of asking."""

from discord import app_commands

from bot.features.account import panels
from bot.features.account.allowance import allowance
from bot.interactions.answer import answer
from bot.interactions.commands import EaselCog
from bot.interactions.interaction import Interaction, roles_of
from bot.language import say
from bot.messages.job_address import JobAddress
from bot.messages.queue_places import QueuePlaces
from bot.orders.menu import Menu
from bot.orders.preferences import read_preferences
from bot.running.current_menu import CurrentMenu
from bot.running.runner import Runner
from storage import Counts, Job, Status, Storage


class InfoCog(EaselCog):
    def __init__(
        self, storage: Storage, menu: CurrentMenu, runner: Runner, places: QueuePlaces
    ) -> None:
        self._storage = storage
        self._menu = menu
        self._runner = runner
        self._places = places

    @app_commands.command(description="Your credits, your jobs and the line now")
    async def info(self, interaction: Interaction) -> None:
        await answer(interaction, panels.info(await self._numbers(interaction)))
        self._runner.deliver_again(interaction.user.id)

    async def _numbers(self, interaction: Interaction) -> panels.Info:
        user = interaction.user
        jobs, guild_id = self._storage.jobs, interaction.guild_id
        counts = await jobs.counts(user.id, guild_id)
        status = await self._storage.quotas.status(user.id, guild_id, roles_of(interaction))
        in_line = await jobs.waiting_count()
        active = await jobs.active(user.id)
        running = [job for job in active if job.status == Status.RUNNING]
        foremost = await self._places.foremost({job.id for job in active})
        menu = self._menu.known
        chosen = await read_preferences(self._storage, user.id)
        return panels.Info(
            name=user.display_name,
            speed=chosen.speed,
            visibility=chosen.visibility,
            allowance=allowance(status),
            images=counts.images,
            seconds=counts.seconds,
            relax_images=counts.relax_images,
            relax_seconds=counts.relax_seconds,
            queued_fast=counts.queued_fast,
            queued_relax=counts.queued_relax,
            queued_turbo=_turbo(counts, menu),
            place=foremost.place,
            minutes=foremost.minutes,
            running=tuple(self._running(job) for job in running),
            jobs_in_line=in_line,
            minutes_in_line=await self._places.minutes(in_line),
            engine=_engine(None if self._runner.is_loading else menu),
        )

    def _running(self, job: Job) -> panels.RunningJob:
        link = JobAddress.of(job).link(job.progress_message_id)
        return panels.RunningJob(link, self._runner.percent(job.id))


def _turbo(counts: Counts, menu: Menu | None) -> int | None:
    """Told where the lane is offered, and as long as somebody waits in it."""
    is_offered = menu is not None and menu.is_turbo_allowed
    return counts.queued_turbo if is_offered or counts.queued_turbo else None


def _engine(menu: Menu | None) -> str:
    if menu is None:
        return say("info-engine-loading")
    return say("info-engine", model=menu.card.name, device=menu.card.device)
