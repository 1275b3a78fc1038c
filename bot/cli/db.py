"""`easel db check | backup | migrate`: the database, without the bot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Config, Debug, settings_for
from bot.cli.screen import err, out
from bot.errors import CommandError

Backup = Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="A new file")]
MANY = 20


def build() -> typer.Typer:
    """The three commands under `easel db`."""
    app = typer.Typer(help="Look after the database.", no_args_is_help=True)
    app.command()(check)
    app.command()(backup)
    app.command()(migrate)
    return app


def check(config: Config = None, debug: Debug = False) -> None:
    """Look at the whole database and every picture; changes nothing."""
    with storage_errors():
        from storage import maintenance

        report = maintenance.check(settings_for(config, debug).storage.directory)
    console = out()
    console.print(
        f"{report.path}: version {report.version}, {report.jobs} jobs, {report.images} pictures.",
        soft_wrap=True,
    )
    if report.leftovers:
        console.print(f"{len(report.leftovers)} files that nobody needs, such as:")
    for name in report.leftovers[:3]:
        console.print(f"  {name}", soft_wrap=True)
    if not report.problems:
        console.print("No problems found.", style="green")
        return
    for problem in report.problems[:MANY]:
        err().print(f"✗ {problem}", style="red", soft_wrap=True)
    raise CommandError(f"{len(report.problems)} problems found; a backup may be the way back.")


def backup(file: Backup, config: Config = None, debug: Debug = False) -> None:
    """Write the database as it is now into one new file, also while the bot runs."""
    with storage_errors():
        from storage import maintenance

        written = maintenance.backup(settings_for(config, debug).storage.directory, file)
    out().print(f"{written} ({written.stat().st_size:,} bytes)", soft_wrap=True)


def migrate(config: Config = None, debug: Debug = False) -> None:
    """Make the database, or bring it up to date; the bot does this at its start too."""
    with storage_errors():
        from storage import maintenance

        report = maintenance.migrate(settings_for(config, debug).storage.directory)
    for name in report.applied:
        out().print(f"applied {name}")
    done = "is up to date" if not report.applied else "is up to date now"
    out().print(f"{report.path}: version {report.version}, {done}.", soft_wrap=True)


@contextmanager
def storage_errors() -> Iterator[None]:
    """What storage cannot do, as one sentence."""
    from storage import StorageError

    try:
        yield
    except StorageError as error:
        sentence = str(error).rstrip(".")
        raise CommandError(sentence[:1].upper() + sentence[1:] + ".") from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from error
