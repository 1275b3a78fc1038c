"""Brings a database file to the schema this code knows: numbered SQL files, applied in order.

A migration and its record commit together, so a crash leaves the one state or the other. A newer
database is refused.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from storage import private
from storage.broken import broken_told
from storage.errors import DatabaseError, DatabaseTooNew
from storage.times import to_text

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables; https://sqlite.org/stricttables.html
BUSY_TIMEOUT_S = 5.0
NEW = ".new"  # a database while it is made


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    version: int
    name: str
    sql: str


def migrations() -> list[Migration]:
    """Every migration of this code, oldest first, numbered without a gap from 1."""
    found = []
    for file in files("storage").joinpath("migrations").iterdir():
        if file.name.endswith(".sql"):
            number, _, name = file.name.removesuffix(".sql").partition("_")
            found.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    found.sort(key=lambda migration: migration.version)
    if [migration.version for migration in found] != list(range(1, len(found) + 1)):
        raise DatabaseError("the numbers of the migrations have a gap or come twice")
    return found


def prepare(path: Path, now: datetime, known: list[Migration] | None = None) -> list[Migration]:
    """Create or upgrade the database at `path`; returns the migrations applied by this call."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseError(f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed")
    known = migrations() if known is None else known
    if path.exists():
        return _upgrade(path, now, known, "WAL")
    return _create(path, now, known)


def _create(path: Path, now: datetime, known: list[Migration]) -> list[Migration]:
    """All of it aside, then one rename: whatever dies before leaves no database, never half a one.

    So an empty file is always an accident (`storage/condition.py`).
    """
    new = path.with_name(path.name + NEW)
    for file in (*private.files_of(new), *private.files_of(path)):  # also what an older one left
        file.unlink(missing_ok=True)
    try:
        applied = _upgrade(new, now, known, "DELETE")
        with new.open("rb") as made:
            os.fsync(made.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return applied


def _upgrade(path: Path, now: datetime, known: list[Migration], journal: str) -> list[Migration]:
    with broken_told(path), closing(_connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        for file in private.files_of(path):
            private.close(file)  # the first time they are new
        connection.execute("PRAGMA foreign_keys = ON")
        return [each for each in known if _apply(connection, path, each, len(known), now)]


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)


def version_of(connection: sqlite3.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    tables = "SELECT 1 FROM sqlite_schema WHERE name = 'migrations'"
    if connection.execute(tables).fetchone() is None:
        return 0
    row = connection.execute("SELECT COALESCE(MAX(version), 0) FROM migrations").fetchone()
    return int(row[0])


def _apply(
    connection: sqlite3.Connection, path: Path, migration: Migration, known: int, now: datetime
) -> bool:
    """Apply one migration with its record in one transaction; False if it is there already."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        version = version_of(connection)  # inside: another process may have been faster
        if version > known:
            raise DatabaseTooNew(path, version, known)
        if version >= migration.version:
            return False
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations "
            "(version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT"
        )
        for statement in statements(migration.sql):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)",
            (migration.version, migration.name, to_text(now)),
        )
        connection.execute("COMMIT")
        return True
    finally:
        connection.rollback()


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script; `executescript` would commit before its first one."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        raise DatabaseError(f"a migration ends inside a statement: {pending.strip()[:60]!r}")
