"""`easel demo` and `easel run`: the bot at work, until it is told to stop."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Config, Debug, settings_for
from bot.cli.screen import err, line
from bot.errors import SettingsError


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one")] = 8420,
    data: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder that keeps everything, the history too")
    ] = Path("data/demo"),
    no_browser: Annotated[
        bool, typer.Option("--no-browser", metavar="", help="Open no browser")
    ] = False,
    debug: Debug = False,
) -> None:
    """A Discord on this machine and the bot in it: no account, no GPU."""
    from bot import logs
    from bot.demo import reach_warning, run_demo

    logs.configure("debug" if debug else "warning")
    err().print("Starting the demo: a Discord on this machine, the bot, the built-in model …")

    if (warning := reach_warning(host)) is not None:
        err().print(warning, style="bold yellow")

    def ready(url: str) -> None:
        line(f"ready {url}")
        err().print("Open that address, type /imagine. Ctrl-C stops; everything is kept.")

    asyncio.run(run_demo(host, port, data, not no_browser, on_ready=ready))


def run(config: Config = None, debug: Debug = False) -> None:
    """The bot on Discord, or on any server that speaks its API."""
    from bot.app import run_bot

    settings = settings_for(config, debug, is_service=True)
    if not settings.discord.token.get_secret_value():
        raise SettingsError(
            "`discord.token` is empty: set EASEL_DISCORD__TOKEN or write it into the configuration "
            "(https://discord.com/developers, Bot, Reset Token). `easel demo` needs none."
        )
    asyncio.run(run_bot(settings, on_ready=lambda: line("ready")))
