"""Opening, snoozing, closing; and the two facts that nothing clears silently: who waits, and what is due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import Actor, record
from keepword.lib.problems import Problem
from keepword.staff.models import Agent

from ..models import FAR, Conversation
from .say import about


def lock(conversation: Conversation) -> None:
    """Read it anew, and keep it until the transaction ends: what came since it was looked at stays.

    On SQLite the transaction holds the only write lock already.
    """
    conversation.refresh_from_db(from_queryset=Conversation.objects.select_for_update())


def set_waiting(conversation: Conversation, since: datetime) -> None:
    """The customer waits since then; whoever waits longer already goes on waiting since that earlier time."""
    if conversation.waiting_since is None or since < conversation.waiting_since:
        conversation.waiting_since = since
        conversation.save(update_fields=["waiting_since"])


def stop_waiting(conversation: Conversation) -> None:
    """Nobody waits any more. Only `service.answer` and `service.resolve` call this: a person answered or said
    why not.
    """
    if conversation.waiting_since is not None:
        conversation.waiting_since = None
        conversation.save(update_fields=["waiting_since"])


def set_due(conversation: Conversation, due_at: datetime | None, answer_due_at: datetime | None) -> None:
    """Remember the soonest thing owed, by which the queue is ordered. The ledger calls this."""
    conversation.due_at, conversation.answer_due_at = due_at, answer_due_at
    conversation.due_order = due_at or FAR
    conversation.save(update_fields=["due_at", "answer_due_at", "due_order"])


@transaction.atomic
def set_open(conversation: Conversation, code: str, *, by: Actor | None, at: datetime) -> bool:
    """Open it again, with the owner it had; False when it is open already."""
    if conversation.state == Conversation.OPEN:
        return False
    before = conversation.state
    conversation.state = Conversation.OPEN
    conversation.next_at = conversation.snoozed_until = None
    conversation.resolved_at = conversation.resolved_by = None
    conversation.junk_at = conversation.junk_by = None
    conversation.junk_why = ""
    conversation.updated_at = at
    conversation.save()
    record(code, by=by, at=at, before=before, **about(conversation))
    return True


@transaction.atomic
def set_resolved(conversation: Conversation, outcome: str, *, by: Agent, at: datetime) -> bool:
    """Close it with its outcome; False when it is closed so already."""
    if conversation.state == Conversation.RESOLVED and conversation.outcome == outcome:
        return False
    conversation.state = Conversation.RESOLVED
    conversation.outcome = outcome
    conversation.resolved_at, conversation.resolved_by = at, by
    conversation.next_at = conversation.snoozed_until = None
    conversation.updated_at = at
    conversation.save()
    record("conversation.resolved", by=by, at=at, outcome=outcome, **about(conversation))
    return True


@transaction.atomic
def set_junk(conversation: Conversation, why: str, *, by: Agent | None, at: datetime) -> bool:
    """Put it away as no customer's; `by` None is the mail server's mark. It keeps its waiting time for 'not
    junk'.
    """
    if conversation.state == Conversation.JUNK:
        return False
    conversation.state = Conversation.JUNK
    conversation.junk_at, conversation.junk_by, conversation.junk_why = at, by, why[:300]
    conversation.next_at = conversation.snoozed_until = None
    conversation.save()
    record("conversation.junked", by=by, at=at, why=why[:300], **about(conversation))
    return True


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, *, by: Agent, at: datetime) -> None:
    """Put it off until then, or until the customer writes, whichever is first. Who waits goes on waiting."""
    if until <= at:
        raise Problem(
            "snooze_past",
            _("That time is past. Choose one that is still to come."),
            status=422,
            errors={"until": _("That time is past.")},
        )
    lock(conversation)
    if conversation.state not in (Conversation.OPEN, Conversation.SNOOZED):
        raise Problem("not_open", _("Only an open conversation can be put off."))
    conversation.state = Conversation.SNOOZED
    conversation.snoozed_until = conversation.next_at = until
    conversation.tries = 0
    conversation.save()
    record("conversation.snoozed", by=by, at=at, until=until.isoformat(), **about(conversation))


@transaction.atomic
def wake(conversation: Conversation, *, at: datetime, by: Agent | None = None) -> bool:
    """Its time has come, or somebody (`by`) wants it now."""
    lock(conversation)
    if conversation.state != Conversation.SNOOZED:
        return False
    if by is None and conversation.snoozed_until is not None and conversation.snoozed_until > at:
        return False  # put off again since the clock had a look
    return set_open(conversation, "conversation.woke", by=by, at=at)
