"""One Easel for one data folder: a second one would take the running jobs of the first for interrupted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import DatabaseInUse

LOCK = "easel.lock"


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the folder; DatabaseInUse if another process does. The system lets go when a process dies.

    An empty SQLite file held exclusively is the one lock that works alike on every system Python runs on.
    """
    connection = sqlite3.connect(
        directory / LOCK, timeout=0, isolation_level=None, check_same_thread=False
    )
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise DatabaseInUse(directory) from error
        yield
    finally:
        connection.close()
