"""A trial of the disk: whether the database and the folder of pictures can be written now.

What it writes means nothing and is taken away again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from storage import condition
from storage.broken import broken_told, files_broken
from storage.files import PICTURES, write_whole
from storage.lock import DATABASE

ROOM_BYTES: Final = 4 * 1024 * 1024  # the pictures of a job, more or less
LOCKED_S: Final = 2.0
_TRIAL: Final = "trial.part"


def try_disk(directory: Path, *, is_whole_wanted: bool = False) -> None:
    """Write a little in the database and a few MB beside the pictures; StorageBroken.

    `is_whole_wanted`: look for damage as well. The database is opened by SQLite alone: closing the
    file by any other way would drop all locks that this process has on it, and the next `easel db
    check` beside it would take away the journal it writes (https://sqlite.org/howtocorrupt.html).
    """
    path = directory / DATABASE
    condition.must_be_writable(path)
    if is_whole_wanted:
        condition.must_be_whole(path)
    try_database(path)
    try_files(directory)


def try_database(path: Path) -> None:
    """Commit a number that nobody reads, over a connection of its own; DatabaseBroken."""
    with broken_told(path), closing(_connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {(number + 1) % 1_000_000}")
        connection.execute("COMMIT")


def try_files(directory: Path) -> None:
    """Write a file where the pictures lie, and delete it; FilesBroken."""
    path = directory / PICTURES / _TRIAL
    try:
        write_whole(path, os.urandom(ROOM_BYTES))  # which no file system makes smaller
        path.unlink()
    except OSError as error:
        raise files_broken(path.parent, error) from error


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=rw"  # never a new file in place of one that is gone
    return sqlite3.connect(uri, uri=True, timeout=LOCKED_S, isolation_level=None)
