"""Recording what happened, and letting the house react to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import transaction
from django.utils import timezone

from . import live
from .models import Event


class Actor(Protocol):
    """Somebody who does things: an agent or a customer."""

    actor_kind: ClassVar[str]
    pk: Any


Reaction = Callable[[Event], None]
_reactions: dict[str, Sequence[Reaction]] = {}


def react(table: dict[str, Sequence[Reaction]]) -> None:
    """Register the house's reactions; `config/reactions.py` is the one place that calls this."""
    _reactions.update(table)


def record(
    code: str,
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    conversation: int | None = None,
    customer: int | None = None,
    promise: int | None = None,
    inbox: int | None = None,
    **data: Any,
) -> Event:
    """Write down that something happened, in the caller's transaction; `by` None is the system itself.

    The reactions to `code` run in their listed order inside that transaction; open screens hear of it after
    the commit.
    """
    event = Event.objects.create(
        code=code,
        at=at or timezone.now(),
        actor_kind=by.actor_kind if by else "system",
        actor=by.pk if by else None,
        conversation=conversation,
        customer=customer,
        promise=promise,
        inbox=inbox,
        data=data,
    )
    for reaction in _reactions.get(code, ()):
        reaction(event)
    hint = live.Hint(event.pk, code, conversation, customer, inbox)
    transaction.on_commit(lambda: live.publish(hint))
    return event
