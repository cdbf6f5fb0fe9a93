"""Opening hours: when a team works, as a value that compares, caches and survives JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60

Interval = tuple[int, int]  # [start, end): minutes after local midnight; UTC microseconds once worked out
Week = tuple[tuple[Interval, ...], ...]


@dataclass(frozen=True)
class Hours:
    """When a team works.

    `zone` is an IANA name; `week` holds, Monday first, the (start, end) minutes after local midnight of each
    day, in order, end at most 1440 (midnight; night shifts are split there). `country` (ISO 3166-1, 'HR')
    and `subdivision` (ISO 3166-2 without the country, 'BY') name the public holidays on which nobody works,
    `closed_days` further days off. Raises ValueError for an unknown zone or intervals that make no sense.
    """

    zone: str
    week: Week
    country: str | None = None
    subdivision: str | None = None
    closed_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if len(self.week) != len(DAYS):
            raise ValueError(f"a week has seven days, not {len(self.week)}")
        for name, intervals in zip(DAYS, self.week, strict=True):
            _check_day(name, intervals)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Hours":
        """Read `{"zone", "week": {"mon": [["09:00", "17:00"]]}, "country", "subdivision", "closed"}`.

        Days left out are closed; "closed" lists ISO dates. Raises ValueError for what cannot be read.
        """
        try:
            week = plain.get("week") or {}
            if unknown := set(week) - set(DAYS):
                raise ValueError(f"unknown day {min(unknown)!r}; the days are {', '.join(DAYS)}")
            return cls(
                zone=plain["zone"],
                week=tuple(_read_day(week.get(day, ())) for day in DAYS),
                country=plain.get("country") or None,
                subdivision=plain.get("subdivision") or None,
                closed_days=frozenset(date.fromisoformat(day) for day in plain.get("closed") or ()),
            )
        except KeyError as missing:
            raise ValueError(f"business hours need {missing}") from missing
        except (AttributeError, TypeError) as odd:
            raise ValueError(f"business hours cannot be read: {odd}") from odd

    def to_json(self) -> dict[str, Any]:
        """The plain form that `from_json` reads; closed week days and empty fields are left out."""
        week = {
            name: [[_clock(start), _clock(end)] for start, end in intervals]
            for name, intervals in zip(DAYS, self.week, strict=True)
            if intervals
        }
        closed = sorted(day.isoformat() for day in self.closed_days)
        optional = {"country": self.country, "subdivision": self.subdivision, "closed": closed}
        return {"zone": self.zone, "week": week} | {name: value for name, value in optional.items() if value}


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ValueError for one that is not known, whatever it looks like."""
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, TypeError, ValueError) as unknown:
        raise ValueError(f"unknown time zone {name!r}") from unknown


def _check_day(name: str, intervals: Sequence[Interval]) -> None:
    for start, end in intervals:
        if not 0 <= start < end <= DAY_MINUTES:
            raise ValueError(f"{name}: {_clock(start)} to {_clock(end)} is no stretch of one day")
    for (_, end), (start, _) in pairwise(intervals):
        if start < end:
            raise ValueError(f"{name}: opening hours overlap or are out of order")


def _read_day(intervals: Sequence[Sequence[str]]) -> tuple[Interval, ...]:
    return tuple(sorted((_minutes(start), _minutes(end)) for start, end in intervals))


def _minutes(clock: str) -> int:
    hour, colon, minute = clock.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and int(minute) < 60):
        raise ValueError(f"{clock!r} is no time of day; write it as 09:00")
    return int(hour) * 60 + int(minute)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
