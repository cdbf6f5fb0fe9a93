"""Questions about the ledger as a whole: what is owed by when, and what became of what was promised.

Each takes the promises to look at (`Promise.objects.visible_to(agent)`, filtered as one likes), so that
faces and reports count the same rows by the same rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from . import rules
from .models import Promise, PromiseQuerySet

WEEKS = 12
SHARE_OVER = timedelta(days=30)
MOST = 50
"""Promises of one group, or of one page."""
OVERDUE, TODAY, WEEK, LATER = "overdue", "today", "week", "later"


@dataclass(frozen=True, slots=True)
class Group:
    """What is owed in one stretch of time: how many, and the soonest of them."""

    code: str
    count: int
    promises: list[Promise]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises were settled how. Withdrawn and renegotiated ones are neither kept nor broken."""

    kept: int = 0
    late: int = 0
    not_as_said: int = 0
    made_good: int = 0
    """Of the broken ones."""

    @property
    def broken(self) -> int:
        """Late, or not as it was said."""
        return self.late + self.not_as_said

    @property
    def settled(self) -> int:
        """Kept or broken."""
        return self.kept + self.broken

    @property
    def share(self) -> float | None:
        """The share that was kept, 0 to 1; None when nothing was settled."""
        return self.kept / self.settled if self.settled else None


@dataclass(frozen=True, slots=True)
class Week:
    """What was settled from a Monday on, local to the reader; `until` is the next Monday."""

    start: date
    until: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Page:
    """Some settled promises, and the cursor of the next page; empty at the end."""

    promises: list[Promise] = field(default_factory=list)
    next: str = ""


def midnight(day: date, zone: str) -> datetime:
    """When a day begins in a zone (IANA name)."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def today(now: datetime, zone: str) -> date:
    """The day that it is there."""
    return now.astimezone(ZoneInfo(zone)).date()


def monday(day: date) -> date:
    """The Monday of that day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def owed(rows: PromiseQuerySet, now: datetime, zone: str, *, most: int = MOST) -> list[Group]:
    """What is still owed: overdue, due today, due by Sunday, later (or without a time); local to `zone`."""
    day = today(now, zone)
    tomorrow = midnight(day + timedelta(days=1), zone)
    next_week = midnight(monday(day) + timedelta(days=7), zone)
    stretches = {
        OVERDUE: Q(due_at__lte=now),
        TODAY: Q(due_at__gt=now, due_at__lt=tomorrow),
        WEEK: Q(due_at__gte=tomorrow, due_at__lt=next_week),
        LATER: Q(due_at__gte=next_week) | Q(due_at=None),
    }
    all_owed = rows.owed()
    counts = all_owed.aggregate(**{code: Count("pk", filter=stretch) for code, stretch in stretches.items()})
    return [
        Group(code, counts[code], _shown(all_owed.filter(stretch), most) if counts[code] else [])
        for code, stretch in stretches.items()
    ]


def _shown(rows: QuerySet[Promise], most: int) -> list[Promise]:
    return list(with_people(rows).order_by(F("due_at").asc(nulls_last=True), "pk")[:most])


def with_people(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """With the rows that a promise's sentence names."""
    return rows.select_related("owner", "customer", "conversation").prefetch_related("customer__addresses")


_SETTLED_AT = {rules.KEPT: "kept_at", rules.BROKEN: "broken_at"}
_COUNTS = {
    rules.KEPT: {"kept": Q()},
    rules.BROKEN: {
        "late": Q(broken_because="late"),
        "not_as_said": ~Q(broken_because="late"),
        "made_good": Q(made_good_at__isnull=False),
    },
}


def settled(rows: PromiseQuerySet, state: str, since: datetime, until: datetime) -> PromiseQuerySet:
    """Those that were kept (or broken, as `state` says) from `since` on and before `until`.

    Nothing is settled after its due time: what is done late was broken when it was due.
    """
    return _inside(rows, state, since, until).filter(Q(due_at__gte=since) | Q(due_at=None))


def _inside(rows: PromiseQuerySet, state: str, since: datetime, until: datetime) -> PromiseQuerySet:
    at = _SETTLED_AT[state]
    return rows.filter(state=state, **{f"{at}__gte": since, f"{at}__lt": until})


def _halves(
    rows: PromiseQuerySet, state: str, since: datetime, until: datetime
) -> tuple[PromiseQuerySet, PromiseQuerySet]:
    """`settled` in two: with a due time, and without. Asked together they would get no use of the index."""
    inside = _inside(rows, state, since, until)
    return inside.filter(due_at__gte=since), inside.filter(due_at=None)


def tally(rows: PromiseQuerySet, since: datetime, until: datetime) -> Tally:
    """How many were settled how in that time."""
    counts: Counter[str] = Counter()
    for state in _COUNTS:
        for half in _halves(rows, state, since, until):
            counts.update(half.aggregate(**_counters(state)))
    return Tally(**counts)


def weeks(rows: PromiseQuerySet, now: datetime, zone: str, count: int = WEEKS) -> list[Week]:
    """The last `count` weeks with this one, the oldest first."""
    first = monday(today(now, zone)) - timedelta(weeks=count - 1)
    mondays = [first + timedelta(weeks=number) for number in range(count + 1)]
    starts = [midnight(day, zone) for day in mondays]
    counts: list[Counter[str]] = [Counter() for _week in range(count)]
    for state, names in _COUNTS.items():
        for half in _halves(rows, state, starts[0], starts[-1]):
            numbered = half.annotate(week=_number_of(starts[1:], _SETTLED_AT[state])).order_by()
            for number, *numbers in numbered.values_list("week").annotate(**_counters(state)):
                counts[number].update(dict(zip(names, numbers, strict=True)))
    return [Week(day, mondays[at + 1], Tally(**counts[at])) for at, day in enumerate(mondays[:-1])]


def _counters(state: str) -> dict[str, Count]:
    return {name: Count("pk", filter=which or None) for name, which in _COUNTS[state].items()}


def _number_of(ends: list[datetime], at: str) -> Combinable:
    """Into which week it falls. Plain comparisons: a database's own calendar knows no reader's zone."""
    whens = [When(**{f"{at}__lt": end}, then=Value(number)) for number, end in enumerate(ends)]
    return Case(*whens, default=Value(len(ends)), output_field=IntegerField())


def page(rows: PromiseQuerySet, cursor: str = "", *, most: int = MOST) -> Page:
    """Promises by due time, the latest first, those without one at the end; `cursor` is the last page's."""
    due, number = _read(cursor)
    timed = rows.filter(due_at__isnull=False)
    untimed = rows.filter(due_at=None)
    found: list[Promise] = []
    if number is None or due is not None:
        if due is not None:
            timed = timed.filter(due_at__lte=due).exclude(due_at=due, pk__gte=number)
        found += with_people(timed).order_by("-due_at", "-pk")[: most + 1]
    elif number is not None:
        untimed = untimed.filter(pk__lt=number)
    if len(found) <= most:
        found += with_people(untimed).order_by("-pk")[: most + 1 - len(found)]
    more = len(found) > most
    return Page(found[:most], _cursor(found[most - 1]) if more else "")


def _cursor(promise: Promise) -> str:
    return f"{promise.due_at.isoformat() if promise.due_at else ''}_{promise.pk}"


def _read(cursor: str) -> tuple[datetime | None, int | None]:
    due, _, number = cursor.partition("_")
    try:
        return (datetime.fromisoformat(due).astimezone(UTC) if due else None), int(number)
    except (ValueError, OverflowError):
        return None, None


def chain(promise: Promise) -> Iterator[Promise]:
    """The promise with those that it replaces and that replaced it, the first said first."""
    first = promise
    while first.replaces is not None:
        first = first.replaces
    link: Promise | None = first
    while link is not None:
        yield link
        link = Promise.objects.select_related("owner", "made_by", "kept_by").filter(replaces=link).first()
