"""`easel doctor`: what is right and what is wrong with this installation, a line each."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import typer

from bot.cli.finding import Finding
from bot.cli.options import USUAL, Config, Debug, config_file, settings_for
from bot.cli.screen import out, working
from bot.errors import SettingsError

MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("–", "dim")}


def doctor(config: Config = None, debug: Debug = False) -> None:
    """Check configuration, token, GPU, model, database and disk."""
    if not asyncio.run(_examine(config, debug)):
        raise typer.Exit(1)


async def _examine(config: Path | None, debug: bool) -> bool:
    """Print each finding as it is made; True when none is bad."""
    is_well = True
    async for finding in findings(config, debug):
        mark, style = MARKS[finding.is_well]
        console = out()
        console.print(f"{mark} ", style=style, end="")
        console.print(f"{finding.subject:<13}", style="bold", end=" ")
        console.print(finding.text, soft_wrap=True)
        is_well = is_well and finding.is_well is not False
    return is_well


async def findings(config: Path | None, debug: bool = False) -> AsyncIterator[Finding]:
    """The findings in order; without a usable configuration there is only one."""
    from bot.cli import checks

    try:
        settings = settings_for(config, debug)
    except SettingsError as error:
        yield Finding("configuration", False, error.sentence)
        return
    path = config_file(config)
    where = f"{path}" if path else f"defaults and environment (no {USUAL} here)"
    yield Finding("configuration", True, where)
    yield await checks.token(settings)
    with working(f"Loading {settings.engine.model} …"):
        for finding in await asyncio.to_thread(lambda: list(checks.engine(settings))):
            yield finding
    yield await asyncio.to_thread(checks.database, settings)
    yield await asyncio.to_thread(checks.disk, settings)
