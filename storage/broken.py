"""From what SQLite and the system say to one error: broken, and whether waiting may mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from storage.errors import DatabaseBroken, FilesBroken

# https://sqlite.org/rescode.html
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_MAY_PASS: Final = (
    *("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS", "ENXIO", "ENODEV", "ESTALE", "ETIMEDOUT"),
    *("EMFILE", "ENFILE", "EBUSY"),
)
RESTORE: Final = "restore a backup, or move the file away to start anew without jobs and credits"


@contextmanager
def broken_told(path: Path) -> Iterator[None]:
    """DatabaseBroken where SQLite fails inside, and where it is not our own statement that does."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        broken = database_broken(path, error)
        if broken is None:
            raise
        raise broken from error


def database_broken(path: Path, error: sqlite3.Error) -> DatabaseBroken | None:
    """The disk's or the file's fault; None where the statement is at fault, which is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in _DAMAGED or str(error).startswith("no such table"):
        return DatabaseBroken(path, f"{error}: {RESTORE}", may_pass=False)
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    if primary == sqlite3.SQLITE_ERROR:
        return None
    return DatabaseBroken(path, str(error))


def files_broken(path: Path, error: OSError) -> FilesBroken:
    """Whether it is the disk, which may get well, or the rights and ways on it."""
    name = errno.errorcode.get(error.errno or 0, "")
    return FilesBroken(path, error.strerror or str(error), may_pass=name in _MAY_PASS)
