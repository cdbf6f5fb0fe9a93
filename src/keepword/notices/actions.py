"""Telling a colleague something, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from keepword.events.actions import record
from keepword.staff.models import Agent

from .models import Notice


def tell(
    recipient: Agent,
    kind: str,
    *,
    key: str,
    at: datetime | None = None,
    conversation: int | None = None,
    promise: int | None = None,
    mail: bool = True,
    **data: Any,
) -> Notice:
    """Tell an agent, in the desk and (if they want it, and `mail`) by mail; the same `key` is told once."""
    now = at or timezone.now()
    notice, new = Notice.objects.get_or_create(
        recipient=recipient,
        key=key,
        defaults={
            "kind": kind,
            "at": now,
            "conversation": conversation,
            "promise": promise,
            "data": data,
            "next_at": now if mail and recipient.mail_notices else None,
        },
    )
    if new:
        record(
            "notice.told",
            at=now,
            conversation=conversation,
            promise=promise,
            recipient=recipient.pk,
            kind=kind,
        )
    return notice


def whoever(*owners: Agent | None) -> list[Agent]:
    """The first of them who still works here; when none does, everybody who leads, or nobody would hear."""
    for owner in owners:
        if owner is not None and owner.is_active:
            return [owner]
    return list(Agent.objects.at_work().filter(role__in=(Agent.OWNER, Agent.LEAD)))


def read(
    recipient: Agent,
    *,
    conversation: int | None = None,
    notice: int | None = None,
    at: datetime | None = None,
) -> int:
    """The agent has seen them: all, those of one conversation, or one. Returns how many were unread.

    What was not mailed yet stays unmailed.
    """
    unread = Notice.objects.filter(recipient=recipient, read_at=None)
    if conversation is not None:
        unread = unread.filter(conversation=conversation)
    if notice is not None:
        unread = unread.filter(pk=notice)
    return unread.update(read_at=at or timezone.now(), next_at=None)
