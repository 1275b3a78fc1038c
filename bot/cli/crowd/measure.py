"""`easel bench --people`: the bot with a canned engine here, its Discord and the crowd beside it.

The crowd has a process and a core of its own, so that what it takes is not counted as the bot's.
"""

import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import run_bot
from bot.cli.crowd.figures import CrowdResult, measured_of
from bot.cli.crowd.people import Crowd, DiscordAt, Told, live
from bot.cli.crowd.watching import Watching
from bot.config import DiscordSection, QueueSection, QuotaSection, StorageSection
from bot.errors import CommandError
from engine import CannedEngine

if TYPE_CHECKING:
    from bot.config import Settings

READY_S = 60.0
WAITING, WAITING_TOTAL = 1000, 100_000  # nobody is refused for ordering much


def measure(settings: "Settings", crowd: Crowd) -> CrowdResult:
    """Let the crowd have its minute with the bot; CommandError where it did not come to that."""
    with tempfile.TemporaryDirectory(prefix="easel-bench-") as folder, _beside(crowd) as pipe:
        return asyncio.run(_measure(settings, crowd, pipe, Path(folder)))


@contextmanager
def _beside(crowd: Crowd) -> Iterator[Connection]:
    """The crowd's process; a fresh one, for this one may hold threads."""
    here, there = multiprocessing.Pipe()
    spawning = multiprocessing.get_context("spawn")
    process = spawning.Process(target=live, args=(there, crowd), daemon=True)
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()  # its word to go home, too
        process.join(READY_S)
        if process.is_alive():
            process.kill()


async def _measure(
    settings: "Settings", crowd: Crowd, pipe: Connection, folder: Path
) -> CrowdResult:
    watching, ready, stop = Watching(), asyncio.Event(), asyncio.Event()
    address: DiscordAt = await asyncio.to_thread(pipe.recv)
    bot = asyncio.create_task(
        run_bot(
            crowd_settings(settings, address, folder),
            engine=CannedEngine(),
            on_composed=watching.attach,
            on_ready=ready.set,
            stop=stop,
        )
    )
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({bot, waiting}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not ready.is_set():
        bot.cancel()
        raise CommandError("The bot did not become ready on the crowd's Discord.")
    measuring = asyncio.create_task(_minute(crowd, pipe, watching))
    try:
        await asyncio.wait({bot, measuring}, return_when=asyncio.FIRST_COMPLETED)
        if not measuring.done():
            raise CommandError("The bot ended before the crowd did.")
        return measuring.result()
    except EOFError as error:
        raise CommandError("The crowd's process ended too early.") from error
    finally:
        measuring.cancel()
        stop.set()
        await bot


async def _minute(crowd: Crowd, pipe: Connection, watching: Watching) -> CrowdResult:
    lag = asyncio.create_task(watching.watch_lag())
    begun_s, cpu_s = time.perf_counter(), time.process_time()
    await asyncio.to_thread(pipe.send, "begin")
    told: Told = await asyncio.to_thread(pipe.recv)
    machine = (time.perf_counter() - begun_s, time.process_time() - cpu_s, os.getloadavg()[0])
    lag.cancel()
    seen = list(watching.seen.values())
    return measured_of(crowd, told, seen, watching.uses, watching.lags_s, machine)


def crowd_settings(settings: "Settings", address: DiscordAt, folder: Path) -> "Settings":
    """The operator's settings on this Discord and in this folder; nobody has a limit."""
    return settings.model_copy(
        update={
            "discord": DiscordSection(token=SecretStr(address.token), api_url=address.api_url),
            "storage": StorageSection(directory=folder),
            "quota": QuotaSection(credits="unlimited"),
            "queue": QueueSection(waiting_per_user=WAITING, waiting_total=WAITING_TOTAL),
        }
    )
