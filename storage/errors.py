"""What can go wrong in storage.

    StorageError
    ├── NotFound              nothing there by that id; the database itself is well
    ├── Refused               the person's own limits; nothing was stored
    │   ├── QueueFull
    │   ├── QuotaExceeded
    │   ├── TooMany
    │   ├── OverCeiling       of the operator, set by an admin of a server
    │   ├── GrantsExceeded    the same
    │   └── UnknownTimeZone
    ├── PathOutside           a path that would leave the data folder
    ├── StorageBroken         the disk, or what lies on it, cannot be read or written
    │   ├── DatabaseBroken
    │   └── FilesBroken
    └── DatabaseError         the operator's matter
        ├── DatabaseInUse
        ├── DatabaseTooNew
        └── BackupExists

The class docstring is the default message.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, Self


class StorageError(Exception):
    """Something went wrong in storage."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class NotFound(StorageError):
    """There is nothing by that id."""


class Refused(StorageError):
    """A limit of the person or of the server stands against it."""


class QueueFull(Refused):
    """Too many jobs are waiting, or were ordered within a day.

    `waiting`: how many there are, of the person or of everyone; of "day", how many were ordered.
    """

    def __init__(
        self, *, whose: Literal["user", "everyone", "day"], limit: int, waiting: int
    ) -> None:
        self.whose = whose
        self.limit = limit
        self.waiting = waiting
        what = {
            "user": "of your jobs are waiting",
            "everyone": "in all jobs are waiting",
            "day": "of your jobs were ordered within a day",
        }
        super().__init__(f"{waiting} {what[whose]}, and {limit} is the most allowed.")


class QuotaExceeded(Refused):
    """The credits of this period do not suffice; `given`: how many there were at its start."""

    def __init__(self, *, price: int, remaining: int, given: int, resets_at: datetime) -> None:
        self.price = price
        self.remaining = remaining
        self.given = given
        self.resets_at = resets_at
        super().__init__(
            f"This costs {price / 100:g} credits and {remaining / 100:g} are left "
            f"until {resets_at:%Y-%m-%d %H:%M} UTC."
        )


class TooMany(Refused):
    """As much of this is kept as may be."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"{limit} is the most that is kept for one person.")


class OverCeiling(Refused):
    """The operator lets no server give so much; `credits` in hundredths, `None` never happens."""

    def __init__(self, period: Literal["day", "week", "month"], credits: int | None) -> None:
        self.period = period
        self.credits = credits
        super().__init__(f"{(credits or 0) / 100:g} credits a {period} are the most allowed.")


class GrantsExceeded(Refused):
    """The admins of a server have given one person what they may in this month."""

    def __init__(self, *, most: int, left: int) -> None:
        self.most = most
        self.left = left
        super().__init__(f"{left / 100:g} of {most / 100:g} credits may still be granted.")


class UnknownTimeZone(Refused):
    """There is no time zone of that name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There is no time zone {name!r}; names look like Europe/Berlin or UTC.")


class PathOutside(StorageError):
    """That path would leave the data folder."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path!r} is no path inside the data folder.")


class StorageBroken(StorageError):
    """What is kept cannot be read or written.

    `may_pass`: waiting may mend it, as of a full disk; what is damaged only the operator mends.
    """

    def __init__(self, path: Path, reason: str, *, may_pass: bool = True) -> None:
        self.path = path
        self.reason = reason
        self.may_pass = may_pass
        super().__init__(f"{path}: {reason}")

    def again(self) -> Self:
        """The same error for whoever meets it later, without the traceback of the first."""
        return type(self)(self.path, self.reason, may_pass=self.may_pass)


class DatabaseBroken(StorageBroken):
    """SQLite could not read or write the database."""


class FilesBroken(StorageBroken):
    """The disk did not take or give a picture."""


class DatabaseError(StorageError):
    """The database cannot be used as it is."""


class DatabaseInUse(DatabaseError):
    """Another Easel is at work in this data folder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        super().__init__(
            f"Another Easel is at work in {directory}; stop it or choose another folder."
        )


class DatabaseTooNew(DatabaseError):
    """The database was written by a newer Easel."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} has version {found}, written by a newer Easel; this one knows up to {known}. "
            "Install the newer Easel again, or restore a backup."
        )


class BackupExists(DatabaseError):
    """There is a file by that name already."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} exists already; a backup never writes over a file.")
