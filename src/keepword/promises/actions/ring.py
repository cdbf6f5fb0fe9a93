"""What the clock does about a promise: warn its owner, then break it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keepword.notices.actions import tell as tell_agent
from keepword.notices.actions import whoever

from .. import rules
from ..models import Promise
from .due import lock, set_next, tell


@transaction.atomic
def look(promise: Promise, *, now: datetime) -> None:
    """Warn once before it is due, break it once it is past. Looking again changes nothing."""
    lock(promise)
    if not promise.is_open or promise.due_at is None:
        set_next(promise)
        promise.save(update_fields=["next_at", "tries", "claim"])
    elif now > promise.due_at:
        _break(promise, now)
    elif promise.warned_at is None and now >= rules.warn_at(promise.made_at, promise.due_at):
        _warn(promise, now)
    else:
        set_next(promise)
        promise.save(update_fields=["next_at", "tries", "claim"])


def _warn(promise: Promise, now: datetime) -> None:
    promise.warned_at = now
    set_next(promise)
    promise.save()
    tell("promise.warned", promise, by=None, at=now)
    _notify(promise, "promise_soon", now)


def _break(promise: Promise, now: datetime) -> None:
    promise.state, promise.broken_at, promise.broken_because = rules.BROKEN, promise.due_at, "late"
    promise.on_time = False
    set_next(promise)
    promise.save()
    tell("promise.broken", promise, by=None, at=now, because="late")
    _notify(promise, "promise_broken", now)


def _notify(promise: Promise, kind: str, now: datetime) -> None:
    """Its owner; when nobody owns it, everybody who leads hears of it, or it would be nobody's."""
    conversation = promise.conversation
    for agent in whoever(promise.owner, conversation.owner if conversation else None):
        tell_agent(
            agent,
            kind,
            key=f"{kind}:{promise.pk}",
            at=now,
            conversation=promise.conversation_id,
            promise=promise.pk,
            what=promise.what,
            promise_kind=promise.kind,
            customer=promise.customer.called,
            due=promise.due_at.isoformat() if promise.due_at else None,
        )
