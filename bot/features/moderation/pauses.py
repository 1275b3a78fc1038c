"""Pauses: who is paused orders nothing until it is over; /moderation pause and pauses."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import discord

from bot.interactions import cards
from bot.interactions.answer import DISCORD_FAILED, Refusal, answer
from bot.interactions.cards import BLUE, RED, Card
from bot.interactions.interaction import Interaction
from bot.interactions.post import Post
from bot.language import say, speaking
from bot.messages.delivery import Delivery, Undeliverable
from bot.queue.guards import Asked
from storage import Clock, Pause, Storage

log = logging.getLogger(__name__)

PAUSE: Final = timedelta(hours=24)  # of a report
MOST_SHOWN: Final = 25  # lines of at most 120 characters in one card
MOST_HOURS: Final = 24 * 365


class PauseGuard:
    """In the server of the pause, and in direct messages as long as any pause holds."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def check(self, asked: Asked) -> None:
        until = await self._storage.pauses.until(asked.person.id, asked.person.guild_id)
        if until is not None:
            moment = int(until.timestamp())
            text = say("pause-holds", until=f"<t:{moment}:f>", rest=f"<t:{moment}:R>")
            raise Refusal(Card(say("pause-title"), text, RED))


class Pausing:
    """Each deed is recorded first, then done; the person is told by direct message."""

    def __init__(self, storage: Storage, delivery: Delivery, now: Clock) -> None:
        self._storage = storage
        self._delivery = delivery
        self._now = now

    async def pause(
        self, interaction: Interaction, guild: discord.Guild, who: discord.abc.User, hours: int
    ) -> None:
        """Pause somebody here, over an earlier pause; Refusal for a bot, which orders nothing."""
        if who.bot:
            raise Refusal(cards.refused(say("moderation-no-bot", whom=who.mention)))
        until, by = self._now() + timedelta(hours=hours), interaction.user.id
        await self._storage.audit.append(
            "pause", f"user:{who.id}", by=by, guild_id=guild.id, hours=hours
        )
        await self._storage.pauses.pause(who.id, guild.id, until, by)
        moment = f"<t:{int(until.timestamp())}:f>"
        with speaking(str(interaction.guild_locale or "")):
            notice = say("report-paused", guild=guild.name, until=moment)
        is_told = await self._tell(who.id, notice)
        words = "moderation-paused" if is_told else "moderation-paused-untold"
        await answer(interaction, cards.done(say(words, whom=who.mention, until=moment)))

    async def lift(
        self, interaction: Interaction, guild: discord.Guild, who: discord.abc.User
    ) -> None:
        """End somebody's pause here; Refusal where none holds."""
        if not await self._storage.pauses.lift(who.id, guild.id):
            raise Refusal(cards.refused(say("moderation-not-paused", whom=who.mention)))
        await self._storage.audit.append(
            "pause.lift", f"user:{who.id}", by=interaction.user.id, guild_id=guild.id
        )
        await answer(interaction, cards.done(say("moderation-lifted", whom=who.mention)))

    async def show(self, interaction: Interaction, guild: discord.Guild) -> None:
        """Whoever is paused here, the next to go on first."""
        pauses = await self._storage.pauses.of_guild(guild.id, MOST_SHOWN)
        await answer(interaction, pauses_card(pauses))

    async def _tell(self, user_id: int, notice: str) -> bool:
        try:
            await self._delivery.send_to_user(user_id, Post(content=notice))
        except (*DISCORD_FAILED, Undeliverable) as error:
            log.info("who is paused cannot be told (%s)", error)
            return False
        return True


def pauses_card(pauses: Sequence[Pause]) -> Card:
    if not pauses:
        return Card(say("moderation-pauses-title"), say("moderation-pauses-none"), BLUE)
    lines = [_line(one) for one in pauses]
    return Card(say("moderation-pauses-title"), "\n".join(lines), BLUE)


def _line(one: Pause) -> str:
    until, by = f"<t:{int(one.until.timestamp())}:f>", f"<@{one.by_user_id}>"
    whom = f"<@{one.user_id}>"
    if one.job_id is None:
        return "• " + say("moderation-pauses-one", whom=whom, until=until, by=by)
    return "• " + say("moderation-pauses-job", whom=whom, until=until, by=by, job=one.job_id)
