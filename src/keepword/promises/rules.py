"""Pure decisions about promises; the time is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

OPEN, KEPT, BROKEN, RENEGOTIATED, WITHDRAWN = "open", "kept", "broken", "renegotiated", "withdrawn"
STATES = (OPEN, KEPT, BROKEN, RENEGOTIATED, WITHDRAWN)
KINDS = (
    "callback",
    "answer",
    "delivery",
    "send",
    "refund",
    "replacement",
    "repair",
    "visit",
    "information",
    "other",
)
CHECKED = frozenset({"delivery", "send", "replacement", "repair", "visit"})
"""Kinds whose keeping is checked for place, description and completeness (row E4)."""
INSTANT = timedelta(seconds=1)
"""After its due time a promise is broken, at it it can still be kept."""
PRECISIONS = ("minute", "day", "week", "none")


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What was done, and whether it was what had been said; None: does not apply or was not said."""

    at: datetime
    as_described: bool | None = None
    complete: bool | None = None
    at_place: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a promise was kept; `because` says what broke it."""

    kept: bool
    on_time: bool
    because: str = ""


def verdict(due_at: datetime | None, done: Fulfilment) -> Verdict:
    """Kept if fulfilled by the due time, as described, complete and at the named place; broken otherwise.

    Compliance is on the promised day, in the asked-for model, colour and size, with the accessories, at the
    place that the customer named: courtesy makes up for none of it.
    """
    on_time = due_at is None or done.at <= due_at
    if not on_time:
        return Verdict(False, False, "late")
    for said, because in (
        (done.as_described, "not_as_described"),
        (done.complete, "incomplete"),
        (done.at_place, "wrong_place"),
    ):
        if said is False:
            return Verdict(False, True, because)
    return Verdict(True, True)


def warn_at(made_at: datetime, due_at: datetime) -> datetime:
    """When to warn the owner: when a quarter of the time is left, at least 10 minutes and at most a day
    before it is due.
    """
    left = min(max((due_at - made_at) / 4, timedelta(minutes=10)), timedelta(days=1))
    return max(made_at, due_at - left)


def next_look(
    state: str, due_at: datetime | None, made_at: datetime, warned_at: datetime | None
) -> datetime | None:
    """When the clock has to do something about a promise: warn, then break; None when it is settled or has no
    time.
    """
    if state != OPEN or due_at is None:
        return None
    return due_at + INSTANT if warned_at else warn_at(made_at, due_at)


def may_renegotiate(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Only an open promise, and only before it is due: afterwards it is broken, whatever is agreed."""
    return state == OPEN and (due_at is None or now < due_at)
