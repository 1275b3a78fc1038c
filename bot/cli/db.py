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
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        show_default=False,
        help="Folder of the data (default: the configuration's; `data/demo` is the demo's)",
    ),
]
MANY = 20


def build() -> typer.Typer:
    """The three commands under `easel db`."""
    app = typer.Typer(help="Look after the database.", no_args_is_help=True)
    app.command()(check)
    app.command()(backup)
    app.command()(migrate)
    return app


def check(data: Data = None, config: Config = None, debug: Debug = False) -> None:
    """Look at the whole database and every picture; changes nothing."""
    with storage_errors():
        from storage import maintenance

        report = maintenance.check(_folder(data, config, debug))
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


def backup(file: Backup, data: Data = None, config: Config = None, debug: Debug = False) -> None:
    """Write the database as it is now into one new file, also while the bot runs."""
    with storage_errors():
        from storage import maintenance

        written = maintenance.backup(_folder(data, config, debug), file)
    out().print(f"{written} ({written.stat().st_size:,} bytes)", soft_wrap=True)


def migrate(data: Data = None, config: Config = None, debug: Debug = False) -> None:
    """Make the database, or bring it up to date; the bot does this at its start too."""
    with storage_errors():
        from storage import maintenance

        report = maintenance.migrate(_folder(data, config, debug))
    for name in report.applied:
        out().print(f"applied {name}")
    done = "is up to date" if not report.applied else "is up to date now"
    out().print(f"{report.path}: version {report.version}, {done}.", soft_wrap=True)


def _folder(data: Path | None, config: Path | None, debug: bool) -> Path:
    """Of the data; CommandError with the way to the demo's, where there is no other."""
    from bot.demo import DATA
    from storage.lock import DATABASE

    folder = settings_for(config, debug).storage.directory if data is None else data
    if not (folder / DATABASE).exists() and data is None and (DATA / DATABASE).exists():
        raise CommandError(
            f"There is no database in {folder} yet; for the demo's, add --data {DATA}."
        )
    return folder


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
