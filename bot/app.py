"""The program's life: storage, engine and client open in that order, and close in reverse.

What is built of them stands in `bot/compose.py`.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import aiohttp
import discord

from bot.compose import Bot, compose, menu_of
from bot.config import Settings
from bot.errors import CommandError
from bot.interactions.fence import fenced_event
from bot.pictures.job_files import sweep_inputs
from engine import Engine, EngineError, ImageEngine
from storage import Clock, Storage, StorageError, utc_now

log = logging.getLogger(__name__)

CLOSE_S = 10.0
SWEEP_EVERY_S = 24 * 3600.0
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
            ):
                bot = compose(settings, storage, running_engine, now)
                await storage.quotas.ensure_default(
                    settings.quota.period, settings.quota.hundredths
                )
                async with bot.decoder, bot.client, _swept_daily(storage, now):
                    await _work(settings, running_engine, bot, stop, on_ready)
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


async def _work(
    settings: Settings,
    engine: ImageEngine,
    bot: Bot,
    stop: asyncio.Event,
    on_ready: Callable[[], None],
) -> None:
    """Connect and load at once, then work; whoever of them fails first ends the program."""
    online = asyncio.create_task(bot.client.start(settings.discord.token.get_secret_value()))
    work = asyncio.create_task(_load_and_run(settings, engine, bot, on_ready))
    stopped = asyncio.create_task(stop.wait())
    tasks: set[asyncio.Task[Any]] = {online, work, stopped}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in (online, work):
            if task.done():
                _reraise(task)
        log.info("stopping: jobs in line are kept, running ones go back to it")
        await bot.runner.drain(settings.limits.drain_s)
        await bot.client.finish_answers(ANSWER_S)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=CLOSE_S)


async def _load_and_run(
    settings: Settings,
    engine: ImageEngine,
    bot: Bot,
    on_ready: Callable[[], None],
) -> None:
    card = await engine.card_from_files()
    bot.menu.publish(menu_of(settings, card, engine.cards))  # orders wait for the model in line
    card = await engine.ready()
    for note in card.notes:
        log.warning("the engine: %s", note)
    await bot.client.connected.wait()
    bot.menu.publish(menu_of(settings, card, engine.cards))
    log.info("ready: %s on %s", card.name, card.device)
    on_ready()
    await bot.runner.run()


@asynccontextmanager
async def _swept_daily(storage: Storage, now: Clock) -> AsyncIterator[None]:
    """Meanwhile what is kept for a time only is deleted when its time is over."""

    async def sweep() -> None:
        swept = {table: rows for table, rows in (await storage.sweep()).items() if rows}
        if inputs := await sweep_inputs(storage, now()):
            swept["input pictures"] = inputs
        if swept:
            log.info("no longer kept: %s", swept)

    async def daily() -> None:
        while True:
            await fenced_event("the daily sweep", sweep())
            await asyncio.sleep(SWEEP_EVERY_S)

    sweeping = asyncio.create_task(daily(), name="sweep")
    try:
        yield
    finally:
        sweeping.cancel()
        await asyncio.wait({sweeping})


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
