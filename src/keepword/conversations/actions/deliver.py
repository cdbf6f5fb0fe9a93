"""What becomes of a delivery. The post room claims one, says `attempt` before it speaks to the other side,
then the outcome.

A delivery found in `sending` by the next claim was left there by a crash or a time-out after the letter was
handed over: whether it arrived is unknown, so it becomes *uncertain* and a person decides (`resend` or
`settle`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from keepword.events.actions import record
from keepword.notices.actions import tell, whoever
from keepword.staff.models import Agent

from ..models import Delivery
from .say import about


def attempt(delivery: Delivery, *, at: datetime, lease: timedelta) -> bool:
    """From here on the letter may be out. False when somebody else has the delivery meanwhile."""
    done = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=Delivery.WAITING).update(
        state=Delivery.SENDING, at=at, next_at=at + lease
    )
    delivery.state = Delivery.SENDING
    return bool(done)


def wait(delivery: Delivery, detail: str, *, at: datetime, again: datetime) -> None:
    """It is certain that it did not arrive; try again at `again`."""
    _set(delivery, Delivery.WAITING, detail, at=at, next_at=again)


@transaction.atomic
def sent(delivery: Delivery, detail: str, *, at: datetime) -> None:
    """The other side took responsibility."""
    _set(delivery, Delivery.SENT, detail, at=at)
    record("delivery.sent", at=at, delivery=delivery.pk, **about(delivery.message.conversation))


@transaction.atomic
def failed(delivery: Delivery, detail: str, *, at: datetime) -> None:
    """It will not arrive. Whoever wrote it is told, else whoever owns the conversation, else who leads."""
    _set(delivery, Delivery.FAILED, detail, at=at)
    _say(delivery, "delivery.failed", at)


@transaction.atomic
def uncertain(delivery: Delivery, detail: str, *, at: datetime) -> None:
    """Nobody knows whether it arrived; it is not sent again until a person says so."""
    _set(delivery, Delivery.UNCERTAIN, detail, at=at)
    _say(delivery, "delivery.uncertain", at)


@transaction.atomic
def resend(delivery: Delivery, *, by: Agent, at: datetime) -> bool:
    """A person wants it tried again; only what failed or is uncertain can be."""
    done = Delivery.objects.filter(pk=delivery.pk, state__in=(Delivery.FAILED, Delivery.UNCERTAIN)).update(
        state=Delivery.WAITING, at=at, next_at=at, tries=0, claim=""
    )
    if done:
        record(
            "delivery.resent",
            by=by,
            at=at,
            delivery=delivery.pk,
            address=delivery.address,
            **about(delivery.message.conversation),
        )
    return bool(done)


@transaction.atomic
def settle(delivery: Delivery, *, by: Agent, at: datetime) -> bool:
    """A person knows that the uncertain one did arrive."""
    done = Delivery.objects.filter(pk=delivery.pk, state=Delivery.UNCERTAIN).update(
        state=Delivery.SENT, at=at
    )
    if done:
        record("delivery.settled", by=by, at=at, delivery=delivery.pk, **about(delivery.message.conversation))
    return bool(done)


def _set(
    delivery: Delivery, state: str, detail: str, *, at: datetime, next_at: datetime | None = None
) -> None:
    delivery.state, delivery.detail, delivery.at, delivery.next_at = state, detail[:2000], at, next_at
    delivery.claim = ""
    delivery.save(update_fields=["state", "detail", "at", "next_at", "claim"])


def _say(delivery: Delivery, code: str, at: datetime) -> None:
    conversation = delivery.message.conversation
    record(
        code,
        at=at,
        delivery=delivery.pk,
        address=delivery.address,
        detail=delivery.detail[:300],
        **about(conversation),
    )
    for hearer in whoever(delivery.message.agent, conversation.owner):
        tell(
            hearer,
            code.replace(".", "_"),
            key=f"{code}:{delivery.pk}:{delivery.tries}",
            at=at,
            conversation=conversation.pk,
            address=delivery.address,
            detail=delivery.detail[:300],
            subject=conversation.subject,
        )
