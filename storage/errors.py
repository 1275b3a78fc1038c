"""What can go wrong in storage.

    StorageError
    ├── NotFound              nothing there by that id; the database itself is well
    ├── Refused               the person's own limits; nothing was stored
    │   ├── QueueFull
    │   ├── QuotaExceeded
    │   ├── OverCeiling       of the operator, set by an admin of a server
    │   ├── GrantsExceeded    the same
    │   └── UnknownTimeZone
    ├── PathOutside           a path that would leave the data folder
    └── DatabaseError         the operator's matter
        ├── DatabaseBroken
        ├── DatabaseInUse
        ├── DatabaseTooNew
        └── BackupExists

The class docstring is the default message.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal


class StorageError(Exception):
    """Something went wrong in storage."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class NotFound(StorageError):
    """There is nothing by that id."""


class Refused(StorageError):
    """A limit of the person or of the server stands against it."""


class QueueFull(Refused):
    """Too many jobs are waiting."""

    def __init__(self, *, whose: Literal["user", "everyone"], limit: int, waiting: int) -> None:
        self.whose = whose
        self.limit = limit
        self.waiting = waiting
        owner = "of your" if whose == "user" else "in all"
        super().__init__(f"{waiting} {owner} jobs are waiting, and {limit} is the most allowed.")


class QuotaExceeded(Refused):
    """The credits of this period do not suffice."""

    def __init__(self, *, price: int, remaining: int, resets_at: datetime) -> None:
        self.price = price
        self.remaining = remaining
        self.resets_at = resets_at
        super().__init__(
            f"This costs {price / 100:g} credits and {remaining / 100:g} are left "
            f"until {resets_at:%Y-%m-%d %H:%M} UTC."
        )


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


class DatabaseError(StorageError):
    """The database cannot be used as it is."""


class DatabaseBroken(DatabaseError):
    """SQLite could not read or write the database."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


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
