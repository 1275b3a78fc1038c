"""The whole program, put together: storage, engine and bot open in that order, close in reverse.

This and the runner are the only places that know both engine and storage.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import aiohttp
import discord

from bot.client import EaselBot
from bot.config import Settings
from bot.errors import CommandError
from bot.features.gallery.gallery import Gallery
from bot.features.moderation.words import WordFilter
from bot.intake.confirmations import Questions
from bot.intake.desk import Desk, Helpers
from bot.intake.mistakes import Mistakes
from bot.intake.preparing import Preparation
from bot.messages.waiting import WaitingRoom
from bot.orders.menu import IMAGES, Menu
from bot.queue.enqueuing import OrderBook
from bot.running.runner import Runner
from bot.running.stopping import Endings
from engine import Engine, EngineError, ImageEngine
from storage import Clock, Limits, Storage, StorageError, utc_now

log = logging.getLogger(__name__)

WAITING_EDITS = 5  # a place in line is told as rarely as every fifth progress
CLOSE_S = 10.0
ANSWER_S = 3.0  # Discord's own deadline


async def run_bot(
    settings: Settings,
    *,
    engine: ImageEngine | None = None,
    on_ready: Callable[[], None] = lambda: None,
    stop: asyncio.Event | None = None,
    now: Clock = utc_now,
) -> None:
    """Run until SIGTERM, SIGINT or `stop`, then drain; CommandError says why it could not.

    `on_ready`: logged in, commands registered, the model warm.
    """
    stop = stop or asyncio.Event()
    try:
        with _signals(stop):
            async with (
                Storage.open(settings.storage.directory, now) as storage,
                engine or Engine(settings.engine.options()) as running_engine,
                _bot(settings, storage, now) as bot,
            ):
                runner = _furnish(settings, storage, running_engine, bot)
                await _work(settings, running_engine, bot, runner, stop, on_ready)
    except (StorageError, EngineError) as error:
        raise CommandError(str(error)) from error
    except discord.LoginFailure as error:
        raise CommandError(
            "Discord refused the token: set `discord.token` to the one of your bot "
            "(Developer Portal, Bot, Reset Token)."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise CommandError("Discord refused the intents this bot asks for.") from error
    except (discord.ConnectionClosed, discord.GatewayNotFound, discord.HTTPException) as error:
        raise CommandError(f"Discord ended the connection: {error}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise CommandError(f"{settings.discord.api_url} cannot be reached: {error}") from error


@asynccontextmanager
async def _bot(settings: Settings, storage: Storage, now: Clock) -> AsyncIterator[EaselBot]:
    discord_settings = settings.discord
    bot = EaselBot(
        storage,
        now,
        api_url=discord_settings.api_url,
        guild_ids=discord_settings.guild_ids,
        operator_ids=discord_settings.owner_ids,
        reports_channel_id=settings.moderation.reports_channel_id or None,
    )
    async with bot:
        yield bot


def _furnish(settings: Settings, storage: Storage, engine: ImageEngine, bot: EaselBot) -> Runner:
    """Runner, waiting room, desk and gallery, each with what it needs."""
    queue, edit_every_s = settings.queue, settings.limits.edit_every_s
    devices = len(settings.engine.options().devices)
    places = devices * max(1, settings.engine.max_batch // (2 * IMAGES)) + 1  # one stands ready
    room = WaitingRoom(
        storage,
        bot.courier,
        running_per_user=queue.running_per_user,
        places=places,
        every_s=WAITING_EDITS * edit_every_s,
    )
    runner = Runner(
        storage,
        engine,
        bot.courier,
        room,
        places=places,
        running_per_user=queue.running_per_user,
        edit_every_s=edit_every_s,
        writes_metadata=settings.storage.metadata,
    )
    limits = Limits(queue.running_per_user, queue.waiting_per_user, queue.waiting_total)
    endings = Endings(storage, runner, settings.discord.owner_ids)
    words = WordFilter.of(settings.moderation.banned_words, settings.moderation.allowed_words)
    helpers = Helpers(
        preparation=Preparation(bot.fetcher, engine, words),
        questions=Questions(storage, bot.now),
        book=OrderBook(storage, bot.courier, runner, room, limits),
        endings=endings,
        mistakes=Mistakes(storage),
    )
    desk = Desk(storage, runner, helpers)
    bot.furnish(desk, endings, Gallery(storage, bot.courier), runner, room)
    bot.reader = engine
    return runner


async def _work(
    settings: Settings,
    engine: ImageEngine,
    bot: EaselBot,
    runner: Runner,
    stop: asyncio.Event,
    on_ready: Callable[[], None],
) -> None:
    """Connect and load at once, then work; whoever of them fails first ends the program."""
    quota = settings.quota
    await bot.storage.quotas.ensure_default(quota.period, quota.hundredths)
    online = asyncio.create_task(bot.start(settings.discord.token.get_secret_value()))
    work = asyncio.create_task(_load_and_run(settings, engine, bot, runner, on_ready))
    stopped = asyncio.create_task(stop.wait())
    tasks: set[asyncio.Task[Any]] = {online, work, stopped}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in (online, work):
            if task.done():
                _reraise(task)
        log.info("stopping: jobs in line are kept, running ones go back to it")
        await runner.drain(settings.limits.drain_s)
        await bot.finish_answers(ANSWER_S)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=CLOSE_S)


async def _load_and_run(
    settings: Settings,
    engine: ImageEngine,
    bot: EaselBot,
    runner: Runner,
    on_ready: Callable[[], None],
) -> None:
    card = await engine.ready()
    for note in card.notes:
        log.warning("the engine: %s", note)
    await bot.connected.wait()
    bot.desk.menu = Menu(
        card,
        settings.limits.prompt_characters,
        settings.quota.relax,
        is_turbo_allowed=settings.quota.turbo,
        is_stealth_allowed=settings.limits.stealth,
        cards=engine.cards,
        niji=settings.prompt.niji or None,
        max_jobs=settings.limits.jobs_per_prompt,
    )
    log.info("ready: %s on %s", card.name, card.device)
    on_ready()
    await runner.run()


def _reraise(task: asyncio.Task[None]) -> None:
    """Of a group of errors the first: it is the one that stopped the others."""
    error = task.exception()
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if error is not None:
        raise error
    raise CommandError("Discord closed the connection for good.")


@contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`, where the system and the thread allow it.

    The second one gives up this care, so that a third ends the program at once.
    """
    loop = asyncio.get_running_loop()

    def caught() -> None:
        if stop.is_set():
            log.warning("still closing; once more ends it at once, and nothing is lost by that")
            let_go()
        stop.set()

    def let_go() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, caught)
    try:
        yield
    finally:
        let_go()
