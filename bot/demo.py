"""The demo: a Discord on this machine and the bot in it, one process, no account.

Everything it keeps lies in one folder: delete the folder and it begins anew.
"""

import asyncio
import ipaddress
import os
import sqlite3
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Final

import yarl
from pydantic import SecretStr

from bot.app import run_bot
from bot.config import DiscordSection, Settings, StorageSection, WebSection, load_settings
from bot.errors import CommandError
from bot.local_discord import LocalDiscord
from engine import ImageEngine

EDIT_EVERY_S: Final = 0.3  # this Discord is ours alone, so the picture may grow fast
DATABASE: Final = "local_discord.db"
DATA: Final = Path("data/demo")


async def run_demo(
    host: str,
    port: int,
    data: Path,
    open_browser: bool,
    *,
    on_ready: Callable[[str], None],
    engine: ImageEngine | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until SIGTERM, SIGINT or `stop`; `on_ready` gets the address."""
    # The owner's alone from its first moment, else a newcomer's first line would be a warning.
    try:
        await asyncio.to_thread(data.mkdir, mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{data} cannot be made: {error.strerror or error}.") from error
    try:
        async with LocalDiscord.start(host, port, data / DATABASE) as server:

            def ready() -> None:
                on_ready(server.url)
                if open_browser and _has_screen():
                    asyncio.get_running_loop().run_in_executor(None, webbrowser.open, server.url)

            settings = demo_settings(load_settings(None), server, data)
            await run_bot(settings, engine=engine, on_ready=ready, stop=stop)
    except sqlite3.OperationalError as error:
        raise CommandError(f"{data / DATABASE}: {error}.") from error
    except OSError as error:
        raise CommandError(f"{host}:{port} cannot be served: {error.strerror or error}.") from error


def reach_warning(host: str) -> str | None:
    """Who else reaches the page, where that is not this machine alone: it asks for no password."""
    try:
        is_here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False
    if is_here:
        return None
    return (
        f"Warning: whoever reaches {host} over the network can be anybody here, the admin and the "
        "owner of every direct message included. The demo asks for no password: serve it on "
        "127.0.0.1, or to people you trust."
    )


def _has_screen() -> bool:
    """Without one, `webbrowser` would take over the terminal with a browser made of text."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _page_beside(server: LocalDiscord) -> WebSection:
    """Served where this Discord is, on a port of its own."""
    url = yarl.URL(server.url)
    return WebSection(public_url=str(url.with_port(None).origin()), host=url.host or "", port=0)


def demo_settings(settings: Settings, server: LocalDiscord, data: Path) -> Settings:
    """The operator's settings (environment) with this Discord, this folder and quick edits."""
    return settings.model_copy(
        update={
            "discord": DiscordSection(token=SecretStr(server.token), api_url=server.api_url),
            "storage": StorageSection(directory=data),
            "web": _page_beside(server),
            "engine": settings.engine.model_copy(update={"preview_every_s": EDIT_EVERY_S}),
            "limits": settings.limits.model_copy(update={"edit_every_s": EDIT_EVERY_S}),
        }
    )
