"""All that time does, on one page. There is no second timer in the house.

A *chore* is a table of rows with an indexed `next_at`, and what to do with those whose time has come. Chores
that may wait for somebody else's server have a lane (a thread) of their own, so that they never hold up the
clock.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import close_old_connections
from django.db.models import QuerySet
from django.utils import timezone

from keepword.channels.email import clock as email
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft
from keepword.lib.work import Work, back_off, claim
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.service import send_draft

log = logging.getLogger(__name__)

IDLE = 1.0
"""Seconds between two looks when nobody wakes the lane: what a lost wake-up costs."""

SOON = timedelta(seconds=20)
"""The lease of rows whose work says itself when it is done: what a crash puts mail off by."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Rows to claim, and what to do with a claimed batch. `do` handles each row's failure itself (see
    `each`).
    """

    name: str
    rows: Callable[[], QuerySet[Any]]
    do: Callable[[Sequence[Any], datetime], None]
    lease: timedelta = timedelta(minutes=2)
    batch: int = 50


def each(work: Callable[[Any, datetime], object]) -> Callable[[Sequence[Work], datetime], None]:
    """Do one row after the other; an error pushes that row on and leaves the others alone."""

    def do(rows: Sequence[Work], now: datetime) -> None:
        for row in rows:
            try:
                work(row, now)
            except Exception:
                log.exception("%s could not be worked on, try %d", row, row.tries)
                later = timezone.now() + back_off(row.tries)
                type(row)._default_manager.filter(pk=row.pk, claim=row.claim).update(next_at=later)

    return do


LANES: dict[str, tuple[Chore, ...]] = {
    "clock": (
        Chore("promises", Promise.objects.all, each(lambda row, now: promises.look(row, now=now))),
        Chore("snoozes", Conversation.objects.all, each(lambda row, now: conversations.wake(row, at=now))),
        Chore("drafts", Draft.objects.all, each(lambda row, now: send_draft(row, now=now))),
        Chore("silent mailboxes", email.boxes_to_watch, each(email.watch), batch=20),
    ),
    "reading": (Chore("inbound records", email.records, email.read_records, lease=SOON, batch=25),),
    "post": (
        Chore("deliveries", email.deliveries, email.deliver, lease=SOON, batch=25),
        Chore("notices by mail", email.notices, each(email.mail_notice), batch=20),
    ),
}


WOKEN_BY = {
    "reading": ("inbound.",),
    "post": ("conversation.answered", "conversation.forwarded", "delivery.resent", "notice.told"),
}
"""What makes a lane look at once: codes of hints, or how they begin. The clock's rows fall due."""


def is_woken(lane: str, code: str) -> bool:
    """Whether a hint of this code is news for a lane. All else would only have it look in vain."""
    return code.startswith(WOKEN_BY.get(lane, ()))


def tick(lane: str, now: datetime | None = None) -> int:
    """One round over a lane's chores; returns how many rows were worked on."""
    done = 0
    for chore in LANES[lane]:
        at = now or timezone.now()
        rows = claim(chore.rows(), now=at, lease=chore.lease, limit=chore.batch)
        if rows:
            chore.do(rows, at)
            done += len(rows)
    return done


def run(lane: str, wake: threading.Event, stop: threading.Event) -> None:
    """Work through a lane until `stop`: at once when woken, else every second. A failing round is logged and
    repeated.
    """
    while not stop.is_set():
        wake.clear()
        try:
            busy = tick(lane)
        except Exception:
            log.exception("the %s lane failed; it goes on", lane)
            busy = 0
            close_old_connections()
        if not busy:
            wake.wait(IDLE)
