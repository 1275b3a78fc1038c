"""What `easel db check | backup | migrate` does: plain functions on a data folder, no event loop.

`check` and `backup` may run beside a working Easel; `migrate` needs the folder for itself.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage import condition, private, schema
from storage.broken import broken_told
from storage.errors import BackupExists, DatabaseBroken, NotFound
from storage.files import PARTIAL, PICTURES
from storage.lock import DATABASE, only_one
from storage.times import Clock, utc_now

# A question that must find nothing, and the sentence for each row it finds.
_RULES = {
    "job {} was never charged": """
        SELECT id FROM jobs WHERE id NOT IN (
            SELECT job_id FROM ledger WHERE entry = 'reserve')""",
    "job {} is done but its charge is not settled": """
        SELECT id FROM jobs WHERE status = 'done' AND id NOT IN (
            SELECT job_id FROM ledger WHERE entry = 'settle')""",
    "job {} came to nothing but was not refunded": """
        SELECT id FROM jobs WHERE status IN ('failed', 'cancelled') AND id NOT IN (
            SELECT job_id FROM ledger WHERE entry = 'refund')""",
    "job {} has not ended but its charge has": """
        SELECT id FROM jobs WHERE ended_at IS NULL AND id IN (
            SELECT job_id FROM ledger WHERE entry IN ('settle', 'refund'))""",
    "job {} has a charge other than its price": """
        SELECT id FROM jobs JOIN ledger ON job_id = id AND entry = 'reserve'
        WHERE price <> amount""",
}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found. `problems` are damage; `leftovers` are files nobody needs any more."""

    path: Path
    version: int
    jobs: int
    images: int
    problems: tuple[str, ...]
    leftovers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What `migrate` did: the version now and the names of the migrations it applied."""

    path: Path
    version: int
    applied: tuple[str, ...]


def check(directory: Path) -> CheckReport:
    """Look at the whole database and every picture; changes nothing. NotFound, DatabaseBroken."""
    path = existing_database(directory)
    with broken_told(path), closing(condition.read_only(path)) as connection:
        return _look(connection, directory, path)


def backup(directory: Path, target: Path) -> Path:
    """Write the database, as it is now, into one new file; the pictures are not in it.

    Whole or not there at all. NotFound, BackupExists, DatabaseBroken.
    """
    path = existing_database(directory)
    if target.exists():
        raise BackupExists(target)
    partial = target.with_name(target.name + PARTIAL)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch(mode=private.FILE)  # SQLite writes into an empty file
        with closing(condition.read_only(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except sqlite3.DatabaseError as error:
        partial.unlink(missing_ok=True)
        raise DatabaseBroken(path, f"no backup to {target}: {error}") from error
    except OSError as error:
        raise DatabaseBroken(target, f"no backup: {error.strerror}") from error
    return target


def migrate(directory: Path, now: Clock = utc_now) -> MigrationReport:
    """Create the database or bring it up to date. DatabaseInUse, DatabaseTooNew, DatabaseBroken."""
    path = directory / DATABASE
    with only_one(directory):
        condition.must_be_sound(path)
        applied = schema.prepare(path, now())
    names = tuple(f"{each.version:04} {each.name.replace('_', ' ')}" for each in applied)
    return MigrationReport(path, len(schema.migrations()), names)


def existing_database(directory: Path) -> Path:
    """The database file of a data folder. NotFound if there is none; DatabaseBroken where what
    stands there is none.
    """
    path = directory / DATABASE
    condition.must_be_database(path)
    if not path.exists():
        raise NotFound(f"there is no database at {path}")
    return path


def _look(connection: sqlite3.Connection, directory: Path, path: Path) -> CheckReport:
    known, version = len(schema.migrations()), schema.version_of(connection)
    problems = [
        f"SQLite: {row[0]}"
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    if version != known:
        advice = "run easel db migrate" if version < known else "it was written by a newer Easel"
        problems.append(f"the database has version {version}, this Easel {known}: {advice}")
        return CheckReport(path, version, 0, 0, tuple(problems), ())
    connection.execute("BEGIN")  # one snapshot for all that follows
    problems += [
        f"a row of {row[0]} points to a row of {row[2]} that is gone"
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    for sentence, sql in _RULES.items():
        problems += [sentence.format(row[0]) for row in connection.execute(sql)]
    expected = {row[0] for row in connection.execute("SELECT path FROM images")}
    found = _files(directory)
    problems += [f"the picture {each} is gone" for each in sorted(expected - found)]
    (jobs,) = connection.execute("SELECT COUNT(*) FROM jobs").fetchone()
    leftovers = tuple(_leftovers(connection, found - expected))
    return CheckReport(path, version, jobs, len(expected), tuple(problems), leftovers)


def _leftovers(connection: sqlite3.Connection, found: set[str]) -> Iterator[str]:
    """Files of no job, of jobs that came to nothing, and halves; a grid beside pictures is none."""
    needed = """
        SELECT id FROM jobs WHERE status IN ('queued', 'running') UNION SELECT job_id FROM images
    """
    job_ids = {row[0] for row in connection.execute(needed)}
    for path in sorted(found):
        if path.split("/")[1] not in job_ids or path.endswith(PARTIAL):
            yield path


def _files(directory: Path) -> set[str]:
    found = (directory / PICTURES).rglob("*")
    return {path.relative_to(directory).as_posix() for path in found if path.is_file()}
