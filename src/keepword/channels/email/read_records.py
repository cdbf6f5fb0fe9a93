"""Reading what was received into conversations, a batch at a time; nothing is dropped.

The mails of a batch are read first, then taken in by one transaction, each behind a savepoint of its own: one
that fails stops no other. After three tries it is put in quarantine, and even then becomes a conversation
with the mail as it came attached. A mail that kills the process is tried alone the next time, so that it
takes no other with it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from keepword import service
from keepword.channels.models import InboundRecord
from keepword.conversations.models import Message
from keepword.lib import files, turns
from keepword.lib.remember import for_a_batch
from keepword.lib.work import back_off
from keepword.notices.models import Notice
from keepword.service import Arrival, ArrivedFile, Person

from .arrive import arrival_of
from .notice_ids import noticed

log = logging.getLogger(__name__)

TRIES = 3
COURTESY = 0.012
"""Seconds left to whoever accepts mail, when they waited: its sender waits now, what came in is safe."""
TURN = 0.004
"""Seconds of one transaction: whoever accepts mail meanwhile waits about that long for a turn to write."""
_SURROUNDINGS = (OperationalError, OSError, MemoryError)
"""A full disk, a locked database: no fault of the mail, so never a reason for quarantine."""


class _NotMine(Exception):
    """Another process has the record by now."""


def read_records(rows: Sequence[InboundRecord], now: datetime) -> None:
    """Take a claimed batch in."""
    rows = _alone_if_tried(rows, now)
    ready = [(row, arrival) for row in rows if (arrival := _read(row, now)) is not None]
    if not ready:
        return
    try:
        with for_a_batch():
            while ready:
                _take_turn(ready, now)
    except _SURROUNDINGS as error:
        log.warning("%d mails could not be taken in just now: %s", len(ready), error)
        for row, _arrival in ready:
            _again(row, error, now)


def _take_turn(ready: list[tuple[InboundRecord, Arrival]], now: datetime) -> None:
    """Take in as many as go into one short transaction, and strike them off."""
    done = 0
    with transaction.atomic():
        end = time.monotonic() + TURN
        while done < len(ready) and (not done or time.monotonic() < end):
            _take_in(*ready[done], now)
            done += 1
        pause = COURTESY if turns.somebody_waits() else 0
    del ready[:done]
    time.sleep(pause)


def _alone_if_tried(rows: Sequence[InboundRecord], now: datetime) -> Sequence[InboundRecord]:
    """All of them, if none was begun before and never ended; else the first such, and the rest another time.

    `tries` counts claims: a row claimed again without an error noted was in the hands of a process that died.
    """
    suspect = next((row for row in rows if row.tries > 1 and not row.error), None)
    if suspect is None or len(rows) == 1:
        return rows
    others = [row.pk for row in rows if row is not suspect]
    InboundRecord.objects.filter(pk__in=others, claim=suspect.claim).update(
        next_at=now, claim="", tries=F("tries") - 1
    )
    return [suspect]


def _read(row: InboundRecord, now: datetime) -> Arrival | None:
    """The arrival, or None when even its bytes could not be had (noted, and tried again)."""
    try:
        raw = row.bytes()
        if row.tries > TRIES:
            return _unread(row, raw)
        arrival = arrival_of(row, row.inbox, raw)
        for file in arrival.files:
            files.keep(file.data)  # before the transaction: syncing a file takes as long as taking in a mail
        return arrival
    except _SURROUNDINGS as error:
        _again(row, error, now)
    except Exception as error:
        log.exception("%s could not be read", row)
        _failed(row, error, now)
    return None


def _take_in(row: InboundRecord, arrival: Arrival, now: datetime) -> None:
    try:
        with transaction.atomic():
            notice = noticed(arrival.refers_to) if arrival.is_bounce or arrival.is_auto_reply else None
            if notice is None:
                _done(row, service.receive(arrival))
            else:
                _set_aside(row, notice, arrival)
    except _SURROUNDINGS:
        raise
    except _NotMine:
        log.info("%s is in other hands by now", row)
    except Exception as error:
        log.exception("%s could not be taken in", row)
        _failed(row, error, now)


def _done(row: InboundRecord, message: Message) -> None:
    """It is in its conversation now. Raises _NotMine, which undoes that, when our lease has run out
    meanwhile.
    """
    given_up = row.tries > TRIES
    mine = InboundRecord.objects.filter(pk=row.pk, claim=row.claim, state=InboundRecord.WAITING)
    done = mine.update(
        state=InboundRecord.QUARANTINED if given_up else InboundRecord.READ,
        error=(row.error or "reading it ended the process") if given_up else "",
        message=message,
        next_at=None,
        claim="",
    )
    if not done:
        raise _NotMine


def _set_aside(row: InboundRecord, notice: int, arrival: Arrival) -> None:
    """A mail server or a vacation answers a notice to a colleague: nothing of a customer's."""
    said = f"{arrival.failure.status} {arrival.failure.reason}" if arrival.failure else arrival.subject
    Notice.objects.filter(pk=notice).update(error=said.strip()[:2000])
    log.warning("notice %d to a colleague came back: %s", notice, said)
    InboundRecord.objects.filter(pk=row.pk).update(state=InboundRecord.ASIDE, next_at=None, claim="")


def _failed(row: InboundRecord, error: Exception, now: datetime) -> None:
    """It is the mail's fault: try again, then put it away as it is."""
    given_up = row.tries > TRIES
    InboundRecord.objects.filter(pk=row.pk, claim=row.claim).update(
        error=f"{type(error).__name__}: {error}"[:2000],
        state=InboundRecord.QUARANTINED if given_up else InboundRecord.WAITING,
        next_at=None if given_up else now + back_off(row.tries, first=1),
    )


def _again(row: InboundRecord, error: BaseException, now: datetime) -> None:
    """It is not the mail's fault: this try does not count."""
    try:
        InboundRecord.objects.filter(pk=row.pk, claim=row.claim).update(
            error=f"{type(error).__name__}: {error}"[:2000],
            next_at=now + timedelta(seconds=5),
            tries=F("tries") - 1,
        )
    except _SURROUNDINGS:
        log.warning("%s waits for its lease to end", row)


def _unread(row: InboundRecord, raw: bytes) -> Arrival:
    """A mail that cannot be read is still somebody's: shown with its bytes attached, for a person to open."""
    sender = row.envelope.get("from", "")
    with translation.override(row.inbox.language):
        subject = _("A mail that could not be read")
        text = _("This mail could not be read. It is attached as it came.")
    return Arrival(
        inbox=row.inbox,
        at=row.received_at,
        sender=Person(sender) if sender else None,
        subject=subject,
        text=text,
        files=(ArrivedFile("message.eml", "message/rfc822", raw),),
        is_history=row.is_history,
        problems=("unreadable",),
    )
