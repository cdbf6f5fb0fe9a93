"""Due times follow the hours people really work, across clock changes and holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.lib.business_time import (
    DAYS,
    Hours,
    NoOpenHours,
    add_business_minutes,
    business_minutes_between,
    is_open,
    knows_country,
    next_opening,
)

OFFICE = {day: [["09:00", "17:00"]] for day in DAYS[:5]}
ZAGREB = Hours.from_json({"zone": "Europe/Zagreb", "week": OFFICE})
ALWAYS = Hours.from_json({"zone": "Europe/Zagreb", "week": {day: [["00:00", "24:00"]] for day in DAYS}})


def zagreb(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Zagreb")).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20 10:00", 240, "2026-11-20 14:00"),
        ("2026-11-20 16:00", 120, "2026-11-23 10:00"),  # over a weekend
        ("2026-11-20 09:00", 480, "2026-11-20 17:00"),  # closing time is still in time
        ("2026-11-21 12:00", 60, "2026-11-23 10:00"),  # asked on a Saturday
        ("2026-03-27 16:30", 60, "2026-03-30 09:30"),  # the clock changes on the Sunday
        ("2026-11-20 17:00", 0, "2026-11-23 09:00"),
    ],
)
def test_office_hours(start: str, minutes: int, end: str) -> None:
    assert add_business_minutes(zagreb(start), minutes, ZAGREB) == zagreb(end)


def test_an_open_night_is_an_hour_shorter_when_the_clock_jumps() -> None:
    night = Hours.from_json({"zone": "Europe/Zagreb", "week": {"sun": [["00:00", "06:00"]]}})
    sunday = zagreb("2026-03-29 00:00")
    assert business_minutes_between(sunday, sunday + timedelta(days=1), night) == 5 * 60
    sunday = zagreb("2026-10-25 00:00")
    assert business_minutes_between(sunday, sunday + timedelta(days=1), night) == 7 * 60


def test_hours_inside_the_skipped_hour_do_not_exist() -> None:
    night = {"sun": [["02:10", "02:50"], ["03:00", "04:00"]]}
    hours = Hours.from_json({"zone": "Europe/Zagreb", "week": night})
    assert add_business_minutes(zagreb("2026-03-28 12:00"), 10, hours) == zagreb("2026-03-29 03:10")
    assert not is_open(zagreb("2026-03-29 01:55"), hours)


def test_public_holidays_and_days_off_are_closed() -> None:
    hours = Hours.from_json(
        {"zone": "Europe/Zagreb", "week": OFFICE, "country": "HR", "closed": ["2026-12-24", "2026-12-28"]}
    )
    # Thursday 24 is a day off, Friday 25 a holiday, Monday 28 a day off.
    assert add_business_minutes(zagreb("2026-12-23 16:30"), 60, hours) == zagreb("2026-12-29 09:30")
    assert not is_open(zagreb("2026-12-25 10:00"), hours)
    assert is_open(zagreb("2026-12-25 10:00"), ZAGREB)


def test_a_country_without_known_holidays_still_works_and_forms_can_ask() -> None:
    nowhere = Hours(zone="UTC", week=ZAGREB.week, country="XX")
    assert is_open(datetime(2026, 12, 25, 10, tzinfo=UTC), nowhere)
    assert (knows_country("HR"), knows_country("XX"), knows_country("DE", "BY")) == (True, False, True)


def test_hours_that_never_open_say_so() -> None:
    monday = zagreb("2026-11-23 10:00")
    never = Hours.from_json({"zone": "Europe/Zagreb", "week": {}})
    with pytest.raises(NoOpenHours, match="no open day"):
        add_business_minutes(monday, 5, never)
    with pytest.raises(ValueError, match="no open day"):
        next_opening(monday, never)
    assert business_minutes_between(monday, monday + timedelta(days=9), never) == 0
    assert not is_open(monday, never)


def test_the_end_of_the_calendar_is_an_error_not_a_loop() -> None:
    with pytest.raises(NoOpenHours, match="calendar ends"):
        add_business_minutes(datetime(9999, 12, 30, tzinfo=UTC), 10_000, ALWAYS)


@pytest.mark.parametrize(
    ("plain", "complaint"),
    [
        ({"week": OFFICE}, "need 'zone'"),
        ({"zone": "Europe/Nowhere", "week": OFFICE}, "unknown time zone"),
        ({"zone": "../etc/passwd", "week": OFFICE}, "unknown time zone"),
        ({"zone": "UTC", "week": {"monday": []}}, "unknown day 'monday'"),
        ({"zone": "UTC", "week": {"mon": [["22:00", "06:00"]]}}, "22:00 to 06:00"),
        ({"zone": "UTC", "week": {"mon": [["09:00", "25:00"]]}}, "no stretch of one day"),
        ({"zone": "UTC", "week": {"mon": [["9", "17"]]}}, "no time of day"),
        ({"zone": "UTC", "week": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}, "overlap"),
        ({"zone": "UTC", "week": {"mon": 5}}, "cannot be read"),
        ({"zone": "UTC", "week": OFFICE, "closed": ["Christmas"]}, "Christmas"),
    ],
)
def test_hours_that_make_no_sense_are_refused(plain: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Hours.from_json(plain)


def test_naive_times_and_negative_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        add_business_minutes(datetime(2026, 1, 5, 10), 5, ZAGREB)
    with pytest.raises(ValueError, match="negative"):
        add_business_minutes(datetime(2026, 1, 5, 10, tzinfo=UTC), -5, ZAGREB)


quarter_hours = st.integers(0, 96).map(lambda quarter: quarter * 15)
days = st.sets(quarter_hours, max_size=6).map(lambda edges: _pairs(sorted(edges)))
zones = st.sampled_from(
    ["UTC", "Europe/Zagreb", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"]
)
some_hours = st.builds(
    Hours,
    zone=zones,
    week=st.tuples(*[days] * 7).filter(any),
    country=st.sampled_from([None, None, "SE"]),
    closed_days=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4),
)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
some_minutes = st.integers(0, 3000)


def _pairs(edges: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@settings(max_examples=60, deadline=None)
@given(some_hours, moments, some_minutes)
def test_what_was_added_is_what_lies_between(hours: Hours, start: datetime, minutes: int) -> None:
    due = add_business_minutes(start, minutes, hours)
    assert due >= start
    assert business_minutes_between(start, due, hours) == minutes
    assert business_minutes_between(due, start, hours) == -minutes
    moment_before = due - timedelta(microseconds=1)
    assert is_open(due, hours) if minutes == 0 else is_open(moment_before, hours)


@settings(max_examples=60, deadline=None)
@given(some_hours, moments, st.timedeltas(timedelta(0), timedelta(days=9)), some_minutes, some_minutes)
def test_later_or_more_is_never_earlier(
    hours: Hours, start: datetime, wait: timedelta, minutes: int, more: int
) -> None:
    due = add_business_minutes(start, minutes, hours)
    assert add_business_minutes(start + wait, minutes, hours) >= due
    assert add_business_minutes(start, minutes + more, hours) >= due


@given(moments, some_minutes)
def test_around_the_clock_business_time_is_plain_time(start: datetime, minutes: int) -> None:
    assert is_open(start, ALWAYS)
    assert add_business_minutes(start, minutes, ALWAYS) == start + timedelta(minutes=minutes)


@given(some_hours)
def test_hours_survive_json(hours: Hours) -> None:
    assert Hours.from_json(hours.to_json()) == hours
