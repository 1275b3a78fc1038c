"""The checks behind `easel doctor`: each looks at one thing and says what it saw; no secret."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import aiohttp

from bot.cli.finding import Finding
from bot.config import Settings
from engine import EngineOptions
from engine.doctor import Check, check_engine
from storage import NotFound, StorageError, maintenance, trial

DISCORD_TIMEOUT_S = 10
LITTLE_SPACE_BYTES = 2**30  # a day of pictures of a small server
GIB = 2**30


async def token(settings: Settings) -> Finding:
    """Whether Discord, or what stands in for it, knows the token; asks it."""
    secret = settings.discord.token.get_secret_value()
    if not secret:
        return Finding(
            "token", False, "none: set EASEL_DISCORD__TOKEN (`easel demo` needs no token)"
        )
    address = f"{settings.discord.api_url.rstrip('/')}/users/@me"
    timeout = aiohttp.ClientTimeout(total=DISCORD_TIMEOUT_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            headers = {"Authorization": f"Bot {secret}"}
            async with session.get(address, headers=headers) as response:
                if response.status == 401:
                    return Finding("token", False, "Discord does not know it: reset and copy it")
                if response.status != 200:
                    text = f"{address} answered {response.status}; try again later"
                    return Finding("token", False, text)
                user = await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        reason = str(error) or type(error).__name__
        return Finding("token", False, f"{address} cannot be reached: {reason}")
    name = user.get("username", "a bot") if isinstance(user, dict) else "a bot"
    return Finding("token", True, f"Discord knows it: {name}")


def engine(
    settings: Settings, check: Callable[[EngineOptions], Sequence[Check]] = check_engine
) -> Iterator[Finding]:
    """What the engine finds by loading the model, the only true check of device and model."""
    for each in check(settings.engine.options()):
        is_fallback = each.is_ok and each.name == "fallback"
        yield Finding(each.name, None if is_fallback else each.is_ok, each.sentence.rstrip("."))


def database(settings: Settings) -> Finding:
    """What `easel db check` finds, in one line."""
    try:
        report = maintenance.check(settings.storage.directory)
    except NotFound:
        where = settings.storage.directory
        return Finding("database", True, f"none yet in {where}; it is made at the first start")
    except (StorageError, OSError) as error:
        return Finding("database", False, str(error))
    if report.problems:
        count = len(report.problems)
        return Finding("database", False, f"{count} problems, such as: {report.problems[0]}")
    text = f"{report.path}: {report.jobs} jobs, {report.images} pictures"
    return Finding("database", True, text)


def disk(settings: Settings) -> Finding:
    """Whether the data folder can be written, and how much room there is."""
    folder = settings.storage.directory.absolute()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Finding("disk", False, f"{there} cannot be written by this user")
    free = shutil.disk_usage(there).free
    text = f"{free / GIB:.1f} GiB free for {_short(folder)}"
    if free < LITTLE_SPACE_BYTES:
        return Finding("disk", False, f"{text}: too little, make room")
    if there == folder:
        try:
            trial.try_files(folder)
        except (StorageError, OSError) as error:
            return Finding("disk", False, str(error))
    return Finding("disk", True, text)


def _short(folder: Path) -> str:
    return str(folder.relative_to(Path.cwd())) if folder.is_relative_to(Path.cwd()) else str(folder)
