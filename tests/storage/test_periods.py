"""Days, weeks and months begin at a guild's own midnight, where clocks jump too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Period, UnknownTimeZone
from storage.periods import next_start, period_start, time_zone

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Asia/Beirut"]
ZONES += ["America/Havana", "Pacific/Kiritimati", "Pacific/Apia", "Australia/Lord_Howe"]
MOMENTS = st.datetimes(
    datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("day", "2026-03-17T23:00+00:00", "2026-03-18T23:00+00:00"),
        ("week", "2026-03-15T23:00+00:00", "2026-03-22T23:00+00:00"),
        ("month", "2026-02-28T23:00+00:00", "2026-03-31T22:00+00:00"),  # summer time came
    ],
)
def test_a_period_begins_and_ends_by_the_clock_of_its_zone(
    period: Period, start: str, end: str
) -> None:
    now, zone = datetime(2026, 3, 18, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin")
    assert period_start(period, now, zone) == datetime.fromisoformat(start)
    assert next_start(period, now, zone) == datetime.fromisoformat(end)


def test_the_guilds_day_counts_not_ours() -> None:
    late = datetime(2026, 3, 18, 23, 30, tzinfo=UTC)  # 00:30 of the next day in Berlin
    assert period_start("day", late, UTC) == datetime(2026, 3, 18, tzinfo=UTC)
    assert period_start("day", late, ZoneInfo("Europe/Berlin")) == datetime(
        2026, 3, 18, 23, tzinfo=UTC
    )


def test_where_the_clock_is_changed_a_day_has_23_or_25_hours() -> None:
    zone = ZoneInfo("Europe/Berlin")
    for day, hours in (
        (datetime(2026, 3, 29, 12, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), 25),
    ):
        assert next_start("day", day, zone) - period_start("day", day, zone) == timedelta(
            hours=hours
        )


@given(
    moment=MOMENTS, name=st.sampled_from(ZONES), period=st.sampled_from(["day", "week", "month"])
)
def test_periods_cover_time_without_gap_or_overlap(
    moment: datetime, name: str, period: Period
) -> None:
    zone = time_zone(name)
    start, end = period_start(period, moment, zone), next_start(period, moment, zone)
    assert start <= moment < end
    assert start.tzinfo is UTC and end.tzinfo is UTC
    assert period_start(period, start, zone) == start
    assert period_start(period, end, zone) == end
    last = end - timedelta(microseconds=1)
    assert period_start(period, last, zone) == start
    assert next_start(period, last, zone) == end


@pytest.mark.parametrize(
    "name", ["Berlin/Europe", "", "../../etc/passwd", "/etc/passwd", "a\0b", "CEST"]
)
def test_a_zone_that_is_none_is_named(name: str) -> None:
    with pytest.raises(UnknownTimeZone) as caught:
        time_zone(name)
    assert caught.value.name == name
