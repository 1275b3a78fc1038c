"""A data folder for its owner alone: prompts that are nobody's business lie in its database."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

FOLDER: Final = 0o700
FILE: Final = 0o600
_OTHERS: Final = 0o077  # group and everybody


def close_folder(directory: Path, database: str) -> None:
    """The folder and the files of its database, as far as they are there; what stood open is told.

    New files get their rights from whoever makes them; those beside a database get its own.
    """
    found = [path.name for path in (directory, *files_of(directory / database)) if close(path)]
    if found:
        names = ", ".join(found)
        log.warning("others could read the data folder %s; closed to them: %s", directory, names)


def files_of(database: Path) -> tuple[Path, ...]:
    """The database and what SQLite keeps beside it."""
    return tuple(database.with_name(database.name + end) for end in ("", "-wal", "-shm"))


def close(path: Path) -> bool:
    """True where others could read it and now cannot; POSIX only."""
    if os.name != "posix":
        return False
    try:
        if not path.stat().st_mode & _OTHERS:
            return False
        path.chmod(FOLDER if path.is_dir() else FILE)
    except FileNotFoundError:
        return False
    except OSError as error:
        log.warning("others may read %s, and I may not change that (%s)", path, error.strerror)
        return False
    return True
