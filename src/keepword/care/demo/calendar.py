"""When things happened in the sample business: told in business days and open minutes, seen from now.

So the sample has the same look on a Sunday night as on a Tuesday at noon.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from babel.dates import format_date

from keepword.lib.business_time import Hours, add_business_minutes, business_minutes_between

WIDE = timedelta(days=60)
# Serbian in figures: CLDR knows its months in the nominative only.
_PATTERNS = {"hr": "d. MMMM", "sr-latn": "d. M."}
_LOCALES = {"sr-latn": "sr_Latn"}


@dataclass(frozen=True, slots=True)
class Day:
    """The `ago`-th business day before today (negative: after), at `clock` local time, open or not."""

    ago: int
    clock: str


@dataclass(frozen=True, slots=True)
class Ago:
    """So many open minutes before now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many open minutes from now."""

    minutes: int


When = Day | Ago | Ahead


class Calendar:
    """Turns a `When` into a moment (UTC) for one `now` and one set of hours."""

    def __init__(self, now: datetime, hours: Hours) -> None:
        self.now, self.hours = now, hours
        self._zone = ZoneInfo(hours.zone)

    def moment(self, when: When) -> datetime:
        """The moment in UTC; raises ValueError for a day 0, which may be over or still to come."""
        match when:
            case Ago(minutes):
                return self._ago(minutes)
            case Ahead(minutes):
                return add_business_minutes(self.now, minutes, self.hours)
            case Day(ago, clock):
                return self._at(self._days[ago], clock)

    def words(self, language: str) -> dict[str, str]:
        """Dates as a letter says them: `d3` is the third business day ago, `n1` the next one."""
        pattern, locale = _PATTERNS.get(language, "d MMMM"), _LOCALES.get(language, language)
        return {
            f"{'d' if ago > 0 else 'n'}{abs(ago)}": format_date(
                day.astimezone(self._zone), pattern, locale=locale
            )
            for ago, day in self._days.items()
        }

    @cached_property
    def _days(self) -> dict[int, datetime]:
        """Local midnights of the business days around today, by how long ago they are."""
        today = self.now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        days: dict[int, datetime] = {}
        for step in (1, -1):
            day, count = today, 0
            while count < 15:
                day = (day - timedelta(days=step)).replace(hour=0)
                if business_minutes_between(day, day + timedelta(days=1), self.hours) > 0:
                    count += 1
                    days[step * count] = day
        return days

    def _at(self, day: datetime, clock: str) -> datetime:
        return datetime.combine(day.date(), time.fromisoformat(clock), self._zone).astimezone(self.now.tzinfo)

    def _ago(self, minutes: int) -> datetime:
        """The latest moment with so many open minutes up to now, by halving; to the second."""
        early, late = self.now - WIDE, self.now
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            if business_minutes_between(middle, self.now, self.hours) >= minutes:
                early = middle
            else:
                late = middle
        return early.replace(microsecond=0)
