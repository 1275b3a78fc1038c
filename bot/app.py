"""The program's life: storage, engine and client open in that order, and close in reverse.

What is built of them stands in `bot/compose.py`.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from typing import Any

import aiohttp
import discord

from bot.compose import Bot, compose, menu_of
from bot.config import Settings
from bot.errors import CommandError, LastingError
from bot.interactions.fence import fenced_event
from bot.language.mentions import mention_by
from bot.pictures.job_files import sweep_inputs
from bot.running.disk_watch import pause_s
from engine import Engine, EngineError, ImageEngine
from storage import (
    Bounds,
    Ceiling,
    Clock,
    DatabaseTooNew,
    Storage,
    StorageBroken,
    StorageError,
    utc_now,
)

log = logging.getLogger(__name__)

CLOSE_S = 10.0
SWEEP_EVERY_S = 24 * 3600.0
ANSWER_S = 3.0  # Discord's own deadline


async def run_bot(
    settings: Settings,
    *,
    engine: ImageEngine | None = None,
    on_composed: Callable[[Bot, Storage], None] = lambda bot, storage: None,
    on_ready: Callable[[], None] = lambda: None,
    stop: asyncio.Event | None = None,
    now: Clock = utc_now,
) -> None:
    """Run until SIGTERM, SIGINT or `stop`, then drain; CommandError says why it could not.

    `on_composed`: everything is built and nothing started, for whoever wants to watch it at work.
    `on_ready`: logged in, commands registered, the model warm. Before the login the disk is tried:
    a full one is waited for, and damage is a LastingError.
    """
    stop = stop or asyncio.Event()
    try:
        with _signals(stop):
            async with AsyncExitStack() as stack:
                storage = await _opened(stack, settings, stop, now)
                if storage is None:
                    return
                running_engine = engine or Engine(settings.engine.options())
                await stack.enter_async_context(running_engine)
                bot = compose(settings, storage, running_engine, now)
                on_composed(bot, storage)
                mention_by(bot.client.command_ids)
                gb = settings.storage.gb_per_person
                async with (
                    bot.decoder,
                    bot.client,
                    bot.page.served(),
                    _swept_daily(storage, now, gb),
                ):
                    await _work(settings, running_engine, bot, stop, on_ready)
    except StorageBroken as error:
        raise (CommandError if error.may_pass else LastingError)(str(error)) from error
    except DatabaseTooNew as error:
        raise LastingError(str(error)) from error
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


async def _opened(
    stack: AsyncExitStack, settings: Settings, stop: asyncio.Event, now: Clock
) -> Storage | None:
    """The storage, opened and found to take what it is given; None when told to stop before that.

    A disk that is full or held by somebody is waited for here, where no login is spent on it.
    """
    tries = 0
    while not stop.is_set():
        try:
            async with AsyncExitStack() as opening:
                storage = await opening.enter_async_context(
                    Storage.open(settings.storage.directory, now, bounds_of(settings))
                )
                await storage.try_disk()
                await storage.quotas.ensure_default(
                    settings.quota.period, settings.quota.hundredths
                )
                stack.push_async_exit(opening.pop_all())
                return storage
        except StorageBroken as error:
            if not error.may_pass:
                raise
            if tries == 0:
                log.error("not started yet, and tried again by itself: %s", error)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause_s(tries)):
                await stop.wait()
        tries += 1
    return None


def bounds_of(settings: Settings) -> Bounds:
    """The operator's bounds of all quotas."""
    quota = settings.quota
    ceiling = Ceiling(quota.period, quota.ceiling_hundredths, quota.grants_hundredths)
    return Bounds.of(ceiling, quota.period, quota.direct_hundredths)


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
    watch = asyncio.create_task(bot.disk_watch.run(), name="disk watch")
    stopped = asyncio.create_task(stop.wait())
    tasks: set[asyncio.Task[Any]] = {online, work, watch, stopped}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in (online, work, watch):
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
async def _swept_daily(storage: Storage, now: Clock, gb_per_person: int) -> AsyncIterator[None]:
    """Meanwhile what is kept for a time only is deleted when its time is over."""

    async def sweep() -> None:
        swept = {table: rows for table, rows in (await storage.sweep()).items() if rows}
        if inputs := await sweep_inputs(storage, now()):
            swept["input pictures"] = inputs
        if gb_per_person and (ended := await storage.make_room(gb_per_person * 10**9)):
            swept["jobs' pictures, of people who had too many"] = ended
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
