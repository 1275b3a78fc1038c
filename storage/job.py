"""The shapes of a job: what a person ordered, one row. They know no SQL and no Discord.

    queued ──► running ──► delivering ──► done
      │ ▲        │ │            │
      │ └────────┘ │            │          back to queued: a restart or a clean stop
      ├────────────┼────────────┴──► failed
      └────────────┴───────────────► cancelled

An ended job (done, failed, cancelled) never moves again.
"""

from __future__ import annotations

import base64
import sqlite3
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from storage.quota_rules import Hundredths, QuotaStatus
from storage.times import from_optional_text, from_text

Speed = Literal["fast", "relax", "turbo"]
Visibility = Literal["public", "stealth"]


class Status(StrEnum):
    """Where a job stands; equal to its word, so `job.status == "queued"` holds."""

    QUEUED = "queued"  # stored and paid for, waits for its turn
    RUNNING = "running"  # claimed: the engine works on it, or did when the process died
    DELIVERING = "delivering"  # its pictures are on the disk, the message is not confirmed yet
    DONE = "done"  # the message was posted, the charge is final
    FAILED = "failed"  # it came to nothing and was refunded
    CANCELLED = "cancelled"  # a person stopped it and was refunded


ENDED = frozenset({Status.DONE, Status.FAILED, Status.CANCELLED})
MOVES: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.RUNNING: frozenset({Status.QUEUED, Status.DELIVERING, Status.FAILED, Status.CANCELLED}),
    Status.DELIVERING: frozenset({Status.DONE, Status.FAILED}),
    Status.DONE: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
}


def new_job_id() -> str:
    """A fresh id: 22 characters of base64url; fits a `custom_id` and a file name."""
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job before it is stored. `kind` and the JSON text `request` (the order and all
    it came to) are words that storage never looks into.

    `part` counts the jobs of one interaction. A stealth job comes with the direct message that
    shows it, and is charged to `guild_id` all the same.
    """

    kind: str
    user_id: int
    guild_id: int | None
    channel_id: int
    interaction_id: int
    prompt: str
    request: str
    price: Hundredths
    speed: Speed = "fast"
    parent_id: str | None = None
    parent_index: int | None = None
    visibility: Visibility = "public"
    part: int = 1
    progress_message_id: int | None = None
    locale: str = "en-US"
    id: str = field(default_factory=new_job_id)

    def __post_init__(self) -> None:
        if self.speed == "relax" and self.price != 0:
            raise ValueError(f"a relaxed job costs nothing, this one says {self.price}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One row of `jobs`.

    `finished_at`: its pictures were there. `ended_at`: from then on nothing moves. `attempts`: how
    often a restart interrupted it.
    """

    id: str
    kind: str
    status: Status
    user_id: int
    guild_id: int | None
    channel_id: int
    interaction_id: int
    prompt: str
    request: str
    price: Hundredths
    speed: Speed
    parent_id: str | None
    parent_index: int | None
    visibility: Visibility
    part: int
    progress_message_id: int | None
    result_message_id: int | None
    attempts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    ended_at: datetime | None
    error: str | None
    locale: str

    @property
    def is_ended(self) -> bool:
        """Whether it is done, failed or cancelled."""
        return self.status in ENDED

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Job:
        """The job in one row of the table."""
        columns: dict[str, Any] = {key: row[key] for key in cls.__slots__}
        columns["status"] = Status(row["status"])
        columns["created_at"] = from_text(row["created_at"])
        for key in ("started_at", "finished_at", "ended_at"):
            columns[key] = from_optional_text(row[key])
        return cls(**columns)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many jobs may run, wait and be ordered; the configuration's `[queue]`."""

    running_per_user: int
    waiting_per_user: int
    waiting_total: int
    orders_per_day: int | None = None  # of one person, ended ones included


@dataclass(frozen=True, slots=True)
class Ordered:
    """What came of an order. `running` and `waiting` are this person's jobs, this one included."""

    job: Job
    quota: QuotaStatus
    is_new: bool
    running: int
    waiting: int


@dataclass(frozen=True, slots=True)
class PlaceInLine:
    """Where a job stands (None: it does not wait), and how long jobs take in the mean."""

    place: int | None
    mean_seconds: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """A person's numbers: jobs in line everywhere, usage in the one guild that was asked for."""

    queued_fast: int
    queued_relax: int
    queued_turbo: int
    running: int
    images: int
    seconds: float
    relax_images: int
    relax_seconds: float
