"""When something is due, as a person types it: '2h', 'fri 15:00', 'sutra', 'через 2 часа', '24.12.'.

A day without a time ends at 23:59:59 local time; what is counted in hours or minutes is elapsed time, so that
the wall clock shifts across a clock change; 'next Thursday' is the one after the coming Sunday.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from keepword.lib.when_read import Said, read

Precision = Literal["minute", "day", "week"]

_END_OF_DAY = time(23, 59, 59)
_PARTS = {
    "morning": time(12),
    "afternoon": time(18),
    "evening": _END_OF_DAY,
    "eod": _END_OF_DAY,
}
_LATE = 17  # the hour from which 'Friday', said on a Friday, is the next one
_FRIDAY, _SUNDAY = 4, 6
_LONGEST_AHEAD = timedelta(days=3660)


@dataclass(frozen=True)
class Due:
    """A due time: the moment in UTC, how exactly it was meant, and the same in local figures."""

    at: datetime
    precision: Precision
    understood: str


def parse_due(text: str, now: datetime, zone: str, language: str = "en") -> Due | None:
    """The moment that a person means, or None where anything of the text is not understood.

    `now` is aware; `zone` (IANA) and `language` (ISO 639-1) are the writer's, English always goes. What is
    said from now but over already ('today 9:00' in the evening) is None too. Never raises for any text.
    """
    said = read(text, language)
    if said is None:
        return None
    local = now.astimezone(ZoneInfo(zone))
    try:
        due = _Moment(said, local).due()
    except (ValueError, OverflowError):  # a 31 February, a year 99999: nothing a person means
        return None
    if due is None or (said.year is None and due.at < now.replace(microsecond=0)):
        return None
    return due


class _Moment:
    """Makes a moment of what was said, seen from a local time."""

    def __init__(self, said: Said, now: datetime) -> None:
        self.said = said
        self.now = now
        self.today = now.date()

    def due(self) -> Due | None:
        said = self.said
        if said.durations:
            return self._after()
        if said.names_a_day:
            return self._on(self._named_day())
        if said.month is not None:
            return self._end_of_month_named() if "end" in said.flags else None
        if said.period is not None or "weekend" in said.flags:
            return self._period()
        return self._next_time()

    def _after(self) -> Due | None:
        """So much from now. Days, weeks and months end with their last day unless a time is said."""
        said = self.said
        if said.names_a_day or said.period:
            return None
        elapsed = sum((timedelta(**{f"{unit}s": number}) for number, unit in _fine(said)), timedelta())
        day = self.today
        for number, unit in said.durations:
            day = _later(day, number, unit)
        if day - self.today > _LONGEST_AHEAD or elapsed > _LONGEST_AHEAD:
            return None
        if not _fine(said):
            return self._on(day)
        if said.clock or said.part:
            return None
        days = day - self.today
        return self._minute((self.now.astimezone(UTC) + days + elapsed).astimezone(self.now.tzinfo))

    def _named_day(self) -> date:
        said = self.said
        if said.day is not None:
            return self._checked(self._date())
        if said.offset is not None:
            return self._checked(self.today + timedelta(days=said.offset))
        weekday = said.weekday or 0
        if "next" in said.flags:
            return self._monday() + timedelta(days=7 + weekday)
        ahead = (weekday - self.today.weekday()) % 7
        return self.today + timedelta(days=7 if ahead == 0 and self._is_over_today() else ahead)

    def _checked(self, day: date) -> date:
        """A weekday said along with it has to be true."""
        if self.said.weekday not in {None, day.weekday()}:
            raise ValueError("not that weekday")
        return day

    def _date(self) -> date:
        """The date with its year, or the next such date."""
        said = self.said
        month, day = said.month or 0, said.day or 0
        if said.year is not None:
            return date(said.year, month, day)
        for year in range(self.today.year, self.today.year + 9):  # 29 February may be eight years off
            if day > monthrange(year, month)[1]:
                continue
            found = date(year, month, day)
            if found > self.today or (found == self.today and not self._is_past(found)):
                return found
        raise ValueError("no such date")

    def _is_over_today(self) -> bool:
        if self.said.clock or self.said.part:
            return self._is_past(self.today)
        return self.now.hour >= _LATE

    def _is_past(self, day: date) -> bool:
        due = self._on(day)
        return due is None or due.at <= self.now

    def _on(self, day: date) -> Due | None:
        """That day, at the time said, else by its end."""
        said = self.said
        if said.clock:
            return self._minute(self._at(day, *_in_part(said.clock, said.part)))
        if said.part == "noon":
            return self._minute(self._at(day, 12, 0))
        return self._day(day, _PARTS[said.part] if said.part else _END_OF_DAY)

    def _next_time(self) -> Due | None:
        """Only a time of day: today's if it is still to come, else tomorrow's."""
        if not (self.said.clock or self.said.part):
            return None
        today = self._on(self.today)
        if today is not None and today.at <= self.now and "this" not in self.said.flags:
            return self._on(self.today + timedelta(days=1))
        return today

    def _period(self) -> Due | None:
        """This or next week, month or year, its end, a week by its number, the weekend."""
        said, ahead = self.said, 1 if "next" in self.said.flags else 0
        if "weekend" in said.flags:
            return self._on(self._monday() + timedelta(days=_SUNDAY + 7 * ahead))
        if said.week_number is not None:
            return self._week(self._numbered_week(said.week_number))
        if not said.flags & {"next", "this", "end"}:
            return None
        if said.period == "week":
            return self._of_week(self._monday() + timedelta(days=7 * ahead))
        if said.period == "day":
            return self._on(self.today + timedelta(days=ahead))
        if said.period in {"month", "year"}:
            return self._on(_last_day(self.today, said.period, ahead))
        return None

    def _of_week(self, monday: date) -> Due | None:
        if "end" not in self.said.flags:
            return self._week(monday)
        friday = monday + timedelta(days=_FRIDAY)
        return self._on(friday if friday >= self.today else monday + timedelta(days=_SUNDAY))

    def _end_of_month_named(self) -> Due | None:
        month = self.said.month or 0
        year = self.said.year or self.today.year + (month < self.today.month)
        return self._on(date(year, month, monthrange(year, month)[1]))

    def _numbered_week(self, number: int) -> date:
        """Monday of the next such ISO 8601 week whose Sunday is not over."""
        year = self.today.isocalendar().year
        monday = date.fromisocalendar(year, number, 1)
        return monday if monday >= self._monday() else date.fromisocalendar(year + 1, number, 1)

    def _monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def _at(self, day: date, hour: int, minute: int) -> datetime:
        day += timedelta(days=hour // 24)
        return datetime.combine(day, time(hour % 24, minute), self.now.tzinfo)

    def _minute(self, local: datetime) -> Due:
        at = local.astimezone(UTC)
        shown = at.astimezone(self.now.tzinfo)  # a skipped wall time shows as what it becomes
        return Due(at, "minute", f"{shown:%Y-%m-%d %H:%M}")

    def _day(self, day: date, by: time) -> Due:
        return Due(datetime.combine(day, by, self.now.tzinfo).astimezone(UTC), "day", day.isoformat())

    def _week(self, monday: date) -> Due:
        sunday = self._day(monday + timedelta(days=_SUNDAY), _END_OF_DAY)
        year, week, _ = monday.isocalendar()
        return Due(sunday.at, "week", f"{year}-W{week:02}")


def _fine(said: Said) -> list[tuple[float, str]]:
    return [(number, unit) for number, unit in said.durations if unit in {"minute", "hour"}]


def _later(day: date, number: float, unit: str) -> date:
    """So many days, weeks, months, years or working days (Monday to Friday) on; finer units change no day."""
    count = int(number)
    if unit in {"minute", "hour"}:
        return day
    if count != number:
        raise ValueError("half a day is no day")
    if unit == "workday":
        return _working_days_later(day, count)
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_later(day: date, count: int) -> date:
    """Whole weeks first, so that a great number takes no longer than a small one."""
    day -= timedelta(days=max(0, day.weekday() - _FRIDAY))  # a weekend counts from its Friday
    day += timedelta(weeks=count // 5)
    for _ in range(count % 5):
        day += timedelta(days=3 if day.weekday() == _FRIDAY else 1)
    return day


def _last_day(day: date, period: str, ahead: int) -> date:
    if period == "year":
        return date(day.year + ahead, 12, 31)
    first = _later(day.replace(day=1), ahead, "month")
    return first.replace(day=monthrange(first.year, first.month)[1])


def _in_part(clock: tuple[int, int], part: str | None) -> tuple[int, int]:
    """'8 in the evening' is 20:00."""
    hour, minute = clock
    return (hour + 12, minute) if part in {"afternoon", "evening"} and 1 <= hour < 12 else clock
