"""/info: one's own numbers, the line and the engine, all true at the moment of asking."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.fence import answer
from bot.jobs.placing import roles_of
from bot.ui import panels
from bot.ui.allowance import allowance
from storage import Job, Status

if TYPE_CHECKING:
    from bot.client import EaselBot

Interaction = discord.Interaction["EaselBot"]


class InfoCog(commands.Cog):
    def __init__(self, bot: "EaselBot") -> None:
        self._bot = bot

    @app_commands.command(description="Your credits, your jobs and the line now")
    async def info(self, interaction: Interaction) -> None:
        await answer(interaction, panels.info(await self._numbers(interaction)))
        self._bot.runner.bring_kept(interaction.user.id)

    async def _numbers(self, interaction: Interaction) -> panels.Info:
        bot, user = self._bot, interaction.user
        jobs, guild_id = bot.storage.jobs, interaction.guild_id
        counts = await jobs.counts(user.id, guild_id)
        status = await bot.storage.quotas.status(user.id, guild_id, roles_of(interaction))
        in_line = await jobs.waiting_count()
        running = [job for job in await jobs.active(user.id) if job.status == Status.RUNNING]
        menu = bot.desk.menu
        return panels.Info(
            name=user.display_name,
            speed=await bot.desk.speed(user.id),
            allowance=allowance(status),
            images=counts.images,
            seconds=counts.seconds,
            relax_images=counts.relax_images,
            relax_seconds=counts.relax_seconds,
            queued_fast=counts.queued_fast,
            queued_relax=counts.queued_relax,
            running=tuple(self._running(job) for job in running),
            jobs_in_line=in_line,
            minutes_in_line=await bot.room.minutes(in_line),
            engine=menu.model if menu is not None else "loading",
        )

    def _running(self, job: Job) -> panels.RunningJob:
        place = "/".join(
            str(part)
            for part in (job.guild_id or "@me", job.channel_id, job.progress_message_id or "")
        )
        return panels.RunningJob(
            f"https://discord.com/channels/{place}", self._bot.runner.percent(job.id)
        )
