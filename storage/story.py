"""One job's whole story for `easel job`: its row, and all that other tables and the disk know.

Plain functions on a data folder, no event loop; may run beside a working Easel. It knows whose
words are whose, and no ways to print them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from storage import schema
from storage.audit import AuditEntry
from storage.broken import broken_told
from storage.condition import read_only
from storage.errors import DatabaseError, DatabaseTooNew, NotFound
from storage.files import PICTURES
from storage.images import StoredImage
from storage.job import Job
from storage.job_messages import OF_JOB, JobMessage
from storage.jobs import BY_ID
from storage.ledger import Entry
from storage.maintenance import existing_database
from storage.settings import Json
from storage.times import from_text

Source = Literal["job", "ledger", "message", "audit", "report", "withheld"]

# Of a cut-off or mistyped id the beginning is right.
ALIKE = "SELECT id FROM jobs WHERE substr(id, 1, 6) = substr(:id, 1, 6) LIMIT 2"
IMAGES = "SELECT * FROM images WHERE job_id = :id ORDER BY image_index"
LEDGER = "SELECT * FROM ledger WHERE job_id = :id ORDER BY number"
AUDIT = "SELECT * FROM audit WHERE subject = :id ORDER BY number"
REPORTS = "SELECT * FROM reports WHERE job_id = :id ORDER BY at, reporter_id"
WITHHELD = "SELECT * FROM withheld WHERE job_id = :id"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the job. `source`: the table that knows of it."""

    at: datetime
    source: Source
    what: str
    details: dict[str, Json | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's row, and whether its file is there."""

    image: StoredImage
    is_there: bool


@dataclass(frozen=True, slots=True)
class Story:
    """`events` in the order of time; `other_files`: in the job's folder, such as its grid."""

    job: Job
    events: tuple[Event, ...]
    pictures: tuple[Picture, ...]
    other_files: tuple[str, ...]


def story_of(directory: Path, job_id: str) -> Story:
    """The story of the job with exactly this id.

    NotFound, DatabaseTooNew, DatabaseError, DatabaseBroken.
    """
    path = existing_database(directory)
    with broken_told(path), closing(read_only(path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")  # one snapshot for all that follows
        _must_be_known(connection, path)
        return _tell(connection, directory, job_id)


def _must_be_known(connection: sqlite3.Connection, path: Path) -> None:
    known, version = len(schema.migrations()), schema.version_of(connection)
    if version > known:
        raise DatabaseTooNew(path, version, known)
    if version < known:
        raise DatabaseError(
            f"{path} has version {version}, this Easel {known}: run easel db migrate"
        )


def _tell(connection: sqlite3.Connection, directory: Path, job_id: str) -> Story:
    rows = connection.execute(BY_ID, {"id": job_id}).fetchall()
    if not rows:
        alike = [row["id"] for row in connection.execute(ALIKE, {"id": job_id})]
        hint = f"; one id begins like it: {alike[0]}" if len(alike) == 1 else ""
        raise NotFound(f"there is no job {job_id}{hint}")
    job = Job.from_row(rows[0])
    events = [
        *_events_of_row(job),
        *_events_of_credits(connection, job_id),
        *_events_of_messages(connection, job_id),
        *_events_of_people(connection, job_id),
    ]
    images = [StoredImage.from_row(row) for row in connection.execute(IMAGES, {"id": job_id})]
    pictures = tuple(Picture(image, (directory / image.path).is_file()) for image in images)
    found = (directory / PICTURES / job_id).glob("*")
    names = {path.relative_to(directory).as_posix() for path in found if path.is_file()}
    others = tuple(sorted(names - {image.path for image in images}))
    return Story(job, tuple(sorted(events, key=lambda event: event.at)), pictures, others)


def _events_of_row(job: Job) -> Iterator[Event]:
    """Of several starts the row holds the last one; `attempts` counts the interrupted ones."""
    yield Event(job.created_at, "job", "ordered", {"user_id": job.user_id})
    if job.started_at is not None:
        yield Event(job.started_at, "job", "started", {"attempts": job.attempts})
    if job.finished_at is not None:
        yield Event(job.finished_at, "job", "pictures finished", {})
    if job.ended_at is not None:
        details: dict[str, Json | None] = {} if job.error is None else {"error": job.error}
        yield Event(job.ended_at, "job", job.status.value, details)


def _events_of_credits(connection: sqlite3.Connection, job_id: str) -> Iterator[Event]:
    for row in connection.execute(LEDGER, {"id": job_id}):
        entry = Entry.from_row(row)
        yield Event(entry.at, "ledger", entry.kind, {"hundredths": entry.amount})


def _events_of_messages(connection: sqlite3.Connection, job_id: str) -> Iterator[Event]:
    for row in connection.execute(OF_JOB, {"job_id": job_id}):
        sent = JobMessage.from_row(row)
        details: dict[str, Json | None] = {
            "message_id": sent.message_id,
            "channel_id": sent.channel_id,
            "guild_id": sent.guild_id,
        }
        yield Event(sent.sent_at, "message", sent.shows, details)


def _events_of_people(connection: sqlite3.Connection, job_id: str) -> Iterator[Event]:
    """What people did about it: the audit list, reports, and whether it was taken away."""
    for row in connection.execute(AUDIT, {"id": job_id}):
        entry = AuditEntry.from_row(row)
        whose = {"by_user_id": entry.by_user_id, "guild_id": entry.guild_id}
        yield Event(entry.at, "audit", entry.action, {**whose, **entry.details})
    for row in connection.execute(REPORTS, {"id": job_id}):
        names = ("reporter_id", "guild_id", "channel_id", "message_id", "reason")
        yield Event(from_text(row["at"]), "report", "reported", {each: row[each] for each in names})
    for row in connection.execute(WITHHELD, {"id": job_id}):
        by: dict[str, Json | None] = {"by_user_id": row["by_user_id"]}
        yield Event(from_text(row["at"]), "withheld", "taken away", by)
