"""What a database is like before anybody works with it; each fault is one sentence that says what
to do. It reads only, and knows no table but that of the migrations.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from storage import schema
from storage.broken import RESTORE, broken_told
from storage.errors import DatabaseBroken

log = logging.getLogger(__name__)

CHECK_S: Final = 20.0  # of a start; `easel db check` takes its time
SMALL_BYTES: Final = 512 * 1024 * 1024  # read through in a second or a few
_MAGIC: Final = b"SQLite format 3\0"  # https://sqlite.org/fileformat.html#magic_header_string


def must_be_sound(path: Path) -> None:
    """DatabaseBroken before anything is changed in it; no database at all is fine."""
    must_be_database(path)
    must_be_writable(path)
    if path.exists():
        must_be_whole(path)


def must_be_database(path: Path) -> None:
    """DatabaseBroken where something else than a database stands there; nothing at all is fine.

    Never while this process has it open: see `storage/trial.py`.
    """
    try:
        mode = path.stat().st_mode
        start = b"" if not stat.S_ISREG(mode) else _start_of(path)
    except FileNotFoundError:
        if path.is_symlink():
            target = path.readlink()
            raise DatabaseBroken(path, f"a link to {target}, which is not there") from None
        return
    except PermissionError as error:
        raise _lasting(path, "this user may not read it; give it to them (chown, chmod)") from error
    except OSError as error:
        raise DatabaseBroken(path, error.strerror or str(error)) from error
    if stat.S_ISDIR(mode):
        raise _lasting(path, "a folder stands where the database belongs; move it away")
    if not stat.S_ISREG(mode):
        raise _lasting(path, "no ordinary file stands where the database belongs; move it away")
    if not start:
        raise _lasting(path, f"it is empty (0 bytes), its jobs and credits are gone: {RESTORE}")
    if start != _MAGIC:
        raise _lasting(path, f"file is not a database of SQLite: {RESTORE}")


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def must_be_writable(path: Path) -> None:
    """DatabaseBroken where this user may not write it; a disk that is read-only may change."""
    is_effective = os.access in os.supports_effective_ids
    if not path.exists() or os.access(path, os.W_OK, effective_ids=is_effective):
        return
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        raise DatabaseBroken(path, "the disk is read-only")
    raise _lasting(path, "this user may not write it; give it to them (chown, chmod)")


def must_be_whole(path: Path, limit_s: float = CHECK_S, small_bytes: int = SMALL_BYTES) -> None:
    """DatabaseBroken where SQLite finds damage, or no tables of ours.

    A file of more than `small_bytes` is looked through as far as `limit_s` goes.
    """
    with broken_told(path), closing(read_only(path)) as connection:
        if schema.version_of(connection) == 0:
            raise _lasting(path, f"it holds nothing of Easel's: {RESTORE}")
        is_small = path.stat().st_size <= small_bytes
        found = _damage(connection) if is_small else _damage_in_time(connection, path, limit_s)
    if found is not None:
        raise _lasting(path, f"it is damaged ({found}): {RESTORE}")


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, also beside a working Easel."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=schema.BUSY_TIMEOUT_S, isolation_level=None)


def _damage_in_time(connection: sqlite3.Connection, path: Path, limit_s: float) -> str | None:
    """Table by table, since older versions of SQLite cannot be stopped inside one."""
    end = time.monotonic() + limit_s
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if time.monotonic() >= end:
            log.info("%s is large: not all of it was checked in %.0f s", path, limit_s)
            return None
        if (found := _damage(connection, table)) is not None:
            return found
    return None


def _damage(connection: sqlite3.Connection, table: str | None = None) -> str | None:
    """What SQLite says of the first damage it finds, in one table or everywhere."""
    which = "1" if table is None else f"'{table}'"
    (found,) = connection.execute(f"PRAGMA quick_check({which})").fetchone()
    return None if found == "ok" else " ".join(str(found).replace("*", "").split())


def _lasting(path: Path, reason: str) -> DatabaseBroken:
    return DatabaseBroken(path, reason, may_pass=False)
