"""Moments: aware UTC outside, ISO 8601 of one width in the tables, so that text sorts by time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def to_text(moment: datetime) -> str:
    """`moment` as it stands in a table; a naive one is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone, {moment!r} has none")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The moment that `to_text` wrote."""
    return datetime.fromisoformat(text)


def from_optional_text(text: str | None) -> datetime | None:
    """As `from_text`, for a column that may be empty."""
    return None if text is None else from_text(text)
