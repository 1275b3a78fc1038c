"""One Easel for one data folder: a second would think the jobs of the first interrupted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import private
from storage.broken import files_broken
from storage.condition import must_be_writable
from storage.errors import DatabaseBroken, DatabaseInUse

DATABASE = "easel.db"
LOCK = "easel.lock"


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the folder, made if need be and for its owner alone; DatabaseInUse if another has it.

    An empty SQLite file, held exclusively: it works alike on every system, and a process that dies
    lets go of it.
    """
    path = directory / LOCK
    try:
        directory.mkdir(mode=private.FOLDER, parents=True, exist_ok=True)
        private.close_folder(directory, DATABASE)
        must_be_writable(directory)
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    except OSError as error:
        may_pass = files_broken(directory, error).may_pass
        reason = f"no data folder: {error.strerror}"
        raise DatabaseBroken(directory, reason, may_pass=may_pass) from error
    except sqlite3.OperationalError as error:
        raise DatabaseBroken(path, str(error)) from error
    try:
        _take(connection, directory)
        yield
    finally:
        connection.close()


def _take(connection: sqlite3.Connection, directory: Path) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise DatabaseInUse(directory) from error
        raise DatabaseBroken(directory / LOCK, str(error)) from error
