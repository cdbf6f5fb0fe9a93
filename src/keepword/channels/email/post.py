"""The post room: takes deliveries that are due, sends them, and writes down what the other side said.

A row goes into `sending` just before the first byte of its letter and comes out with the answer. So a row
that is found in `sending` was left by a crash in between, and is uncertain: never sent again without a
person's word.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.utils.translation import gettext_noop as _

from keepword.conversations import actions as conversations
from keepword.conversations.models import Delivery
from keepword.lib.work import back_off

from . import trouble
from .compose import Mail, letter
from .quoting import may_quote
from .routes import Route, route_of
from .transport import VERDICT, Line, Verdict

log = logging.getLogger(__name__)

GIVE_UP = timedelta(days=3)
LEASE = timedelta(seconds=VERDICT + 30)
"""Of a letter whose bytes may be on their way."""
SLOWEST = 240.0
"""Seconds between two looks at a mail server that is away: so that all is out five minutes after it is back.
"""
UNWRITABLE = 10
"""Tries of a letter that cannot even be written (about an hour and a half), until a person is told."""
NO_ROUTE = _("No mail server to send by is set up yet. The letter waits.")
LEFT = _("The program ended while the letter was handed over. Whether it arrived is unknown.")


class Round:
    """A batch of deliveries. Its connections are kept until it ends; a server that is away is tried once."""

    def __init__(self, now: datetime) -> None:
        self._began, self._clock = now, time.monotonic()
        self._lines: dict[Route, Line] = {}
        self._away: dict[Route, Verdict] = {}
        self._works: set[Route] = set()
        self._last: tuple[tuple[int, bool], Mail] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, broken: object, *_error: object) -> None:
        for line in self._lines.values():
            line.hang_up() if broken else line.close()
        for route in self._works:
            trouble.works(route, at=self.now)

    @property
    def now(self) -> datetime:
        """The time, as it has passed since the round began."""
        return self._began + timedelta(seconds=time.monotonic() - self._clock)

    def deliver(self, row: Delivery) -> None:
        """Do what can be done for one delivery."""
        if row.state == Delivery.SENDING:
            conversations.uncertain(row, LEFT, at=self.now)
            return
        if row.state != Delivery.WAITING:
            Delivery.objects.filter(pk=row.pk, claim=row.claim).update(next_at=None)
            return
        inbox = row.message.conversation.inbox
        try:
            route = route_of(inbox)
        except ValueError as error:
            self._wait(row, Verdict("wait", str(error), route=True), None)
            return
        verdict = self._try(row, route) if route else Verdict("wait", NO_ROUTE, route=True)
        if verdict is not None:
            self._write_down(row, verdict, route)

    def _try(self, row: Delivery, route: Route) -> Verdict | None:
        if route in self._away:
            return self._away[route]
        line = self._lines.setdefault(route, Line(route))
        verdict = line.send(
            self._mail(row), row.address, lambda: conversations.attempt(row, at=self.now, lease=LEASE)
        )
        if verdict is not None and verdict.route:
            self._away[route] = verdict
        return verdict

    def _mail(self, row: Delivery) -> Mail:
        """The letter, made once for recipients who get the same."""
        key = (row.message_id, may_quote(row))
        if self._last is None or self._last[0] != key:
            self._last = (key, letter(row.message, quote=key[1]))
        return self._last[1]

    def _write_down(self, row: Delivery, verdict: Verdict, route: Route | None) -> None:
        if verdict.state == "wait":
            self._wait(row, verdict, route)
            return
        {"sent": conversations.sent, "failed": conversations.failed, "uncertain": conversations.uncertain}[
            verdict.state
        ](row, verdict.detail, at=self.now)
        if route is not None and verdict.state == "sent":
            self._works.add(route)

    def _wait(self, row: Delivery, verdict: Verdict, route: Route | None) -> None:
        now = self.now
        if now - row.message.at > GIVE_UP and row.tries > 5 and verdict.detail != NO_ROUTE:
            conversations.failed(row, verdict.detail, at=now)
            return
        later = back_off(row.tries, first=5, most=SLOWEST if verdict.route else 900)
        conversations.wait(row, verdict.detail, at=now, again=now + later)
        if verdict.route:
            trouble.away(row, route, verdict.detail, at=now)


def deliver(rows: Sequence[Delivery], now: datetime) -> None:
    """A round over claimed deliveries, in order; one that cannot even be written stops no other."""
    with Round(now) as post:
        for row in rows:
            try:
                post.deliver(row)
            except Exception as error:
                log.exception("delivery %s could not be worked on, try %d", row.pk, row.tries)
                if row.state == Delivery.WAITING and row.tries > UNWRITABLE:
                    conversations.failed(row, f"{type(error).__name__}: {error}", at=post.now)
                    continue
                again = post.now + back_off(row.tries)
                Delivery.objects.filter(pk=row.pk, claim=row.claim, state=Delivery.WAITING).update(
                    next_at=again, detail=f"{type(error).__name__}: {error}"[:2000]
                )
