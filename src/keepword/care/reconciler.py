"""Accounts for all that came in, goes out or was promised: what is in no legitimate state is named here.

It looks only; whatever it finds is a mistake of the house, for a person to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from keepword.channels.models import InboundRecord
from keepword.conversations.models import Conversation, Delivery, Message
from keepword.events.models import Event
from keepword.promises.models import Promise, Standard

LATE = timedelta(hours=1)
"""A row that should have been looked at so long ago, or a lease that ran out so long ago, is nobody's."""
NAMED = 20
"""Rows named of each kind; all are counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind of row that is not accounted for: how many there are, and the first ids."""

    kind: str
    why: str
    count: int
    ids: tuple[int, ...]


def gaps(now: datetime | None = None) -> list[Gap]:
    """Every kind of which there is one at least; empty when all is accounted for."""
    found = []
    for kind, why, rows in _checks(now or timezone.now()):
        ids = tuple(rows.order_by("pk").values_list("pk", flat=True)[:NAMED])
        if ids:
            found.append(Gap(kind, why, rows.count() if len(ids) == NAMED else len(ids), ids))
    return found


def unaccounted(now: datetime | None = None) -> int:
    """How many rows are in no legitimate state."""
    return sum(gap.count for gap in gaps(now))


def _checks(now: datetime) -> Iterator[tuple[str, str, QuerySet[Any]]]:
    late = Q(next_at__lt=now - LATE)
    records, deliveries, promises = InboundRecord.objects, Delivery.objects, Promise.objects
    waiting = records.filter(state=InboundRecord.WAITING)
    yield "inbound record", "waits, but nothing will read it", waiting.filter(next_at=None)
    yield "inbound record", "should have been read long ago", waiting.filter(late)
    yield (
        "inbound record",
        "was read, but its message is gone",
        records.filter(state__in=(InboundRecord.READ, InboundRecord.QUARANTINED), message=None),
    )
    under_way = deliveries.filter(state__in=(Delivery.WAITING, Delivery.SENDING))
    yield "delivery", "waits, but nothing will send it", under_way.filter(next_at=None)
    yield "delivery", "should have been tried long ago", under_way.filter(late)
    yield "message", "goes out, but to nobody", _undelivered()
    owed = promises.open().exclude(due_at=None)
    yield "promise", "is open, but the clock does not look at it", owed.filter(next_at=None)
    yield "promise", "is past its time, and the clock has not said so", owed.filter(late)
    snoozed = Conversation.objects.filter(state=Conversation.SNOOZED)
    yield "conversation", "sleeps, but nothing will wake it", snoozed.filter(next_at=None)
    yield "conversation", "should have been woken long ago", snoozed.filter(late)
    yield "conversation", "is resolved while the customer waits", _closed_on_somebody()
    yield "conversation", "has a customer waiting without a promise", _waiting_unpromised()


def _undelivered() -> QuerySet[Message]:
    """Letters of ours without any delivery."""
    out = Message.objects.filter(kind__in=Message.OUTBOUND, is_history=False)
    return out.filter(~Exists(Delivery.objects.filter(message=OuterRef("pk"))))


def _closed_on_somebody() -> QuerySet[Conversation]:
    return Conversation.objects.filter(state=Conversation.RESOLVED).exclude(waiting_since=None)


def _waiting_unpromised() -> QuerySet[Conversation]:
    """Somebody waits where a standard holds, yet no answer is owed to them.

    Who waited already when the standard was last set was promised nothing by it.
    """
    holds = _inboxes_with_a_standard()
    last = Event.objects.filter(code="standard.set").order_by("-pk").values_list("at", flat=True).first()
    waits = Conversation.objects.filter(
        state__in=(Conversation.OPEN, Conversation.SNOOZED), inbox__in=holds, waiting_since__isnull=False
    )
    if last is not None:
        waits = waits.filter(waiting_since__gte=last)
    answers = Promise.objects.owed().filter(conversation=OuterRef("pk"), source="standard")
    return waits.filter(~Exists(answers))


def _inboxes_with_a_standard() -> list[int]:
    from keepword.staff.models import Inbox

    standards = {s.inbox_id: s.is_active for s in Standard.objects.all()}
    everywhere = standards.get(None, False)
    return [pk for pk in Inbox.objects.values_list("pk", flat=True) if standards.get(pk, everywhere)]
