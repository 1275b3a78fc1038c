"""Days, weeks and months as a guild lives them: from local midnight to local midnight. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from storage.errors import UnknownTimeZone

Period = Literal["day", "week", "month"]


def time_zone(name: str) -> tzinfo:
    """The zone of that IANA name, or UnknownTimeZone."""
    if name == "UTC":
        return UTC  # works where the system has no zone files
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise UnknownTimeZone(name) from error


def period_start(period: Period, now: datetime, zone: tzinfo) -> datetime:
    """When the period that `now` lies in began, in UTC; a week begins on Monday."""
    return _midnight(_first_day(period, now.astimezone(zone).date()), zone)


def next_start(period: Period, now: datetime, zone: tzinfo) -> datetime:
    """When the next period begins, in UTC."""
    first = _first_day(period, now.astimezone(zone).date())
    match period:
        case "day":
            return _midnight(first + timedelta(days=1), zone)
        case "week":
            return _midnight(first + timedelta(days=7), zone)
        case "month":
            return _midnight((first + timedelta(days=31)).replace(day=1), zone)


def _first_day(period: Period, day: date) -> date:
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    # Where clocks skip midnight (Beirut) this is the moment they jump; where it comes twice, the
    # first of the two.
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
