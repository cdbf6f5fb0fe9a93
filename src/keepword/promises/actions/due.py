"""Keeping a conversation's 'due' in step with its promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation
from keepword.events.actions import Actor, record

from .. import rules
from ..models import Promise


def refresh(conversation: Conversation | None) -> None:
    """The soonest thing owed decides the conversation's place in the queue.

    A broken answer promise is owed for as long as the customer waits: an answer makes it good.
    """
    if conversation is None:
        return
    owed = list(
        conversation.promises.owed().exclude(due_at=None).order_by("due_at").values_list("due_at", "source")
    )
    answers = [due for due, source in owed if source == "standard"]
    conversations.set_due(conversation, owed[0][0] if owed else None, answers[0] if answers else None)


def lock(promise: Promise) -> None:
    """Read it anew, and keep it and its conversation until the transaction ends: what is settled stays.

    The conversation first, as everybody does who locks both, so that two never wait for each other.
    """
    if promise.conversation_id is not None:
        Conversation.objects.select_for_update().filter(pk=promise.conversation_id).values("pk").first()
    promise.refresh_from_db(from_queryset=Promise.objects.select_for_update())


def hasten(conversation: Conversation, due_at: datetime) -> None:
    """A new answer promise brings its conversation forward or leaves it where it is: no need to ask the
    ledger, which would cost each incoming mail a query.
    """
    soonest = min(due_at, conversation.due_at or due_at)
    conversations.set_due(conversation, soonest, min(due_at, conversation.answer_due_at or due_at))


def tell(code: str, promise: Promise, *, by: Actor | None, at: Any, **data: Any) -> None:
    """Record what became of a promise, and put its conversation in its place."""
    write_down(code, promise, by=by, at=at, **data)
    refresh(promise.conversation)


def write_down(code: str, promise: Promise, *, by: Actor | None, at: Any, **data: Any) -> None:
    """Record what became of a promise."""
    conversation = promise.conversation
    record(
        code,
        by=by,
        at=at,
        promise=promise.pk,
        customer=promise.customer_id,
        conversation=promise.conversation_id,
        inbox=conversation.inbox_id if conversation else None,
        kind=promise.kind,
        source=promise.source,
        what=promise.what,
        **data,
    )


def set_next(promise: Promise) -> None:
    """When the clock looks next (not saved)."""
    promise.next_at = rules.next_look(promise.state, promise.due_at, promise.made_at, promise.warned_at)
    promise.tries, promise.claim = 0, ""
