"""Brings a database file to the schema this code knows: numbered SQL files, applied in order.

A migration and its record commit together, so a crash leaves the one state or the other. A newer
database is refused.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from storage import private
from storage.errors import DatabaseBroken, DatabaseError, DatabaseTooNew
from storage.times import to_text

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables; https://sqlite.org/stricttables.html
BUSY_TIMEOUT_S = 10.0


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
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        for file in private.files_of(path):
            private.close(file)  # the first time they are new
        connection.execute("PRAGMA foreign_keys = ON")
        return [each for each in known if _apply(connection, path, each, len(known), now)]
    except sqlite3.DatabaseError as error:
        raise DatabaseBroken(path, str(error)) from error
    finally:
        connection.close()


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
