"""`easel`: the commands put together; every error is one readable sentence and an exit code."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import TracebackType
from typing import Annotated

import typer
from typer.main import get_command

from bot.cli import bench, db, doctor, explain, imagine, job, serve
from bot.cli.options import DASHES_CONTEXT
from bot.errors import CommandError, LastingError, PromptError, UserError

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
LASTING = 65  # EX_DATAERR of sysexits.h, so that a supervisor can tell it from a crash


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but a sentence goes to stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--debug" not in given:
        sys.excepthook = _unexpected
    try:
        command = get_command(build())  # called directly: Typer would set its own excepthook
        code = command(args=given or ["--help"], prog_name="easel", standalone_mode=False)
    except typer.TyperException as error:
        wrong = error.format_message().rstrip(".")
        if not wrong:  # a group without a command has shown its help
            return WRONG_USE
        return _say(f"{wrong}. `easel --help` shows what there is.", WRONG_USE)
    except UserError as error:
        if "--debug" in given and not isinstance(error, PromptError):
            raise
        return _say(error.sentence, _code_of(error))
    except (KeyboardInterrupt, typer.Abort):
        return _say("Stopped.", INTERRUPTED)
    return code if isinstance(code, int) else DONE


def build() -> typer.Typer:
    """The program with its commands, in the order a newcomer needs them."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    app.command()(serve.demo)
    app.command()(serve.run)
    app.command(context_settings=DASHES_CONTEXT)(imagine.imagine)
    app.command(context_settings=DASHES_CONTEXT)(explain.explain)
    app.command()(doctor.doctor)
    app.command()(bench.bench)
    app.command(context_settings=DASHES_CONTEXT)(job.job)
    app.add_typer(db.build(), name="db")
    return app


def _version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"easel {version('easel-bot')}")
        raise typer.Exit


def _options(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", is_eager=True, callback=_version, help="Show the version"
        ),
    ] = False,
) -> None:
    """Easel: pictures from words, on your own Discord server and your own GPU."""


def _code_of(error: UserError) -> int:
    if isinstance(error, LastingError):
        return LASTING
    return FAILED if isinstance(error, CommandError) else WRONG_USE


def _say(sentence: str, code: int) -> int:
    for each in sentence.splitlines():
        sys.stderr.write(f"easel: {each}\n")
    return code


def _unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Our own fault: say so in one sentence, and how to see the rest."""
    what = f"{kind.__name__}: {error}".splitlines()[0]
    _say(f"Something broke on our side ({what}). Run it again with --debug to see where.", FAILED)
