"""Closing a conversation with its outcome, and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations.actions.say import about
from keepword.conversations.models import Conversation
from keepword.events.actions import record
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.staff.models import Agent


@transaction.atomic
def resolve(
    conversation: Conversation,
    *,
    by: Agent,
    outcome: str = "",
    no_answer_needed_because: str = "",
    at: datetime | None = None,
) -> Conversation:
    """Say how it ended. While the customer waits this is refused, unless a person says why no answer is
    needed.
    """
    now = at or timezone.now()
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation."))
    reason = no_answer_needed_because.strip()
    if conversation.waiting_since is not None:
        if not reason:
            raise Problem(
                "still_waiting",
                _("The customer waits for an answer. Answer, or say why none is needed."),
                errors={"no_answer_needed_because": _("Why is no answer needed?")},
            )
        conversations.stop_waiting(conversation)
        promises.withdraw_answers(conversation, reason, by=by, at=now)
        record("conversation.answer_waived", by=by, at=now, because=reason, **about(conversation))
        conversation.refresh_from_db()
    conversations.set_resolved(conversation, outcome.strip() or reason, by=by, at=now)
    return conversation


@transaction.atomic
def reopen(conversation: Conversation, *, by: Agent, at: datetime | None = None) -> Conversation:
    """It wasn't the end after all; wakes a snoozed one too. Junk is restored by `not_junk`."""
    conversations.lock(conversation)
    if conversation.state == Conversation.JUNK:
        raise Problem("is_junk", _("This was put away as junk. Say 'not junk' first."))
    if conversation.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation."))
    conversations.set_open(conversation, "conversation.reopened", by=by, at=at or timezone.now())
    return conversation
