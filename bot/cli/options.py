"""The options that several commands share, and how a configuration is found."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.config import Settings

USUAL = Path("easel.toml")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        show_default=False,
        help="Configuration file (default: easel.toml, if there is one here)",
    ),
]
Debug = Annotated[
    bool, typer.Option("--debug", metavar="", help="Show tracebacks and the whole log")
]
Json = Annotated[bool, typer.Option("--json", metavar="", help="End with one line of JSON")]
Prompt = Annotated[
    list[str],
    typer.Argument(
        metavar="PROMPT",
        show_default=False,
        help="What to draw, with --ar and the like, as after /imagine; quotes may be left out",
    ),
]
SomeWords = Annotated[  # the same, where there may be none
    list[str] | None,
    typer.Argument(
        metavar="PROMPT",
        show_default=False,
        help="What to draw, with --ar and the like, as after /imagine; quotes may be left out",
    ),
]
# Parameters of a prompt look like options, and a job's id may begin with a dash: what is none of
# ours belongs to the prompt or is the id.
DASHES_CONTEXT = {"ignore_unknown_options": True}


def config_file(given: Path | None) -> Path | None:
    """The file that holds: the one named, else easel.toml where it exists, else none."""
    if given is None and USUAL.is_file():
        return USUAL
    return given


def settings_for(given: Path | None, debug: bool = False, is_service: bool = False) -> "Settings":
    """The settings, with the log set up by them; one-off commands only log what goes wrong."""
    from bot import logs
    from bot.config import load_settings

    settings = load_settings(config_file(given))
    level = settings.log.level if is_service else "error"
    logs.configure("debug" if debug else level, settings.log.format, settings.secrets())
    if not is_service:
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    return settings
