"""Business time: how many *open* minutes lie between two moments, and when a number of them is over.

All moments come and go in UTC; opening hours are wall-clock times of a zone. The arithmetic is done on
UTC microseconds, so a clock change inside an open interval lengthens or shortens it as it does in life.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

from keepword.lib.opening_hours import DAYS, Hours, Interval, zone_named

__all__ = [
    "DAYS",
    "Hours",
    "NoOpenHours",
    "add_business_minutes",
    "business_minutes_between",
    "is_open",
    "knows_country",
    "next_opening",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000
_PATIENCE_DAYS = 400  # a closed stretch longer than a year is a mistake in the hours, not a holiday
_REMEMBERED_DAYS = 1500


class NoOpenHours(ValueError):
    """The hours never open (again), so no due time can be computed from them."""


def add_business_minutes(start: datetime, minutes: int, hours: Hours) -> datetime:
    """The moment when `minutes` open minutes have passed since `start` (both UTC).

    It may be a closing time (9:00 plus eight hours is 17:00), never a closed time; zero minutes give the
    next opening. Raises NoOpenHours when the hours never open, ValueError for negative minutes or a start
    without a zone.
    """
    if minutes < 0:
        raise ValueError("business minutes cannot be negative")
    left = minutes * _MINUTE
    for opens, closes in _open_from(_micros(start), hours):
        if left <= closes - opens:
            return _moment(opens + left)
        left -= closes - opens
    raise NoOpenHours(f"no further opening hours in {hours.zone}")


def business_minutes_between(a: datetime, b: datetime, hours: Hours) -> int:
    """Whole open minutes from `a` to `b` (UTC); negative when `b` is before `a`, 0 if never open."""
    if b < a:
        return -business_minutes_between(b, a, hours)
    end, total = _micros(b), 0
    try:
        for opens, closes in _open_from(_micros(a), hours):
            if opens >= end:
                break
            total += min(closes, end) - opens
    except NoOpenHours:
        pass  # from here on it never opens, so nothing is to be added
    return total // _MINUTE


def is_open(at: datetime, hours: Hours) -> bool:
    """Whether somebody works at that moment (UTC); the closing minute itself is closed."""
    moment = _micros(at)
    intervals = _calendar(hours).day(_local_day(at, hours))
    found = bisect_right(intervals, moment, key=_opening)
    return found > 0 and moment < intervals[found - 1][1]


def next_opening(at: datetime, hours: Hours) -> datetime:
    """`at` itself while open, else the next moment when somebody works (UTC). Raises NoOpenHours."""
    return add_business_minutes(at, 0, hours)


def knows_country(country: str, subdivision: str | None = None) -> bool:
    """Whether its public holidays are known.

    Forms ask; the arithmetic takes an unknown country as one without holidays, so that no mail fails on it.
    """
    return _public_holidays(country, subdivision, 2026) is not None


class _Calendar:
    """The open intervals of some hours as UTC microseconds, worked out once for each local day."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.zone = zone_named(hours.zone)
        self._days: dict[int, tuple[Interval, ...]] = {}

    def day(self, ordinal: int) -> tuple[Interval, ...]:
        known = self._days.get(ordinal)
        if known is None:
            if len(self._days) >= _REMEMBERED_DAYS:
                self._days.clear()
            known = self._days[ordinal] = self._work_out(date.fromordinal(ordinal))
        return known

    def _work_out(self, day: date) -> tuple[Interval, ...]:
        week_day = self.hours.week[day.weekday()]
        if not week_day or day in self.hours.closed_days or day in self._holidays(day.year):
            return ()
        walls = ((_instant(day, start, self.zone), _instant(day, end, self.zone)) for start, end in week_day)
        return tuple((opens, closes) for opens, closes in walls if opens < closes)

    def _holidays(self, year: int) -> frozenset[date]:
        if self.hours.country is None:
            return frozenset()
        return _public_holidays(self.hours.country, self.hours.subdivision, year) or frozenset()


@lru_cache(maxsize=256)
def _calendar(hours: Hours) -> _Calendar:
    return _Calendar(hours)


def _open_from(moment: int, hours: Hours) -> Iterator[Interval]:
    """Open intervals that end after `moment`, the first one cut to begin there. Raises NoOpenHours."""
    if not any(hours.week):
        raise NoOpenHours("these business hours have no open day")
    calendar, closed_in_a_row = _calendar(hours), 0
    patience = _PATIENCE_DAYS + len(hours.closed_days)
    # One day early: near a clock change the local day of a moment and the day of its interval may differ.
    for ordinal in count(_local_day(_moment(moment), hours) - 1):
        if ordinal >= date.max.toordinal():
            raise NoOpenHours("the calendar ends before these business hours are over")
        intervals = calendar.day(ordinal)
        closed_in_a_row = 0 if intervals else closed_in_a_row + 1
        if closed_in_a_row > patience:
            raise NoOpenHours(f"these business hours stay closed for more than {patience} days")
        for opens, closes in intervals:
            if closes > moment:
                yield max(opens, moment), closes


def _opening(interval: Interval) -> int:
    return interval[0]


def _local_day(at: datetime, hours: Hours) -> int:
    return at.astimezone(_calendar(hours).zone).toordinal()


def _micros(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return (at - _EPOCH) // _MICROSECOND


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def _instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    """UTC microseconds of a wall-clock time: the first of two equal ones, the jump if it is skipped."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    early, late = (_micros(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)) for fold in (1, 0))
    if early >= late:  # an ordinary time, or fold 0 of a repeated one
        return late
    return _clock_change(early, late, zone)


def _clock_change(early: int, late: int, zone: ZoneInfo) -> int:
    """The first second with the later offset, between two UTC moments around a jump forward."""
    before = _moment(early).astimezone(zone).utcoffset()
    low, high = early // 1_000_000, late // 1_000_000
    while high - low > 1:
        middle = (low + high) // 2
        if _moment(middle * 1_000_000).astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high * 1_000_000


@lru_cache(maxsize=512)
def _public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date] | None:
    """Days off by law, or None where the country or its part is not known."""
    import holidays  # 20 MB: only for those who name a country

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:
        return None
