"""Putting away what is no customer's, and bringing back what was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Message
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.staff.models import Agent


@transaction.atomic
def junk(conversation: Conversation, *, by: Agent, why: str = "", at: datetime | None = None) -> None:
    """A person says that it is junk: its answer promise is withdrawn as not a customer's. The waiting time is
    kept.
    """
    now = at or timezone.now()
    conversations.lock(conversation)
    if conversation.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation."))
    if conversations.set_junk(conversation, why, by=by, at=now):
        promises.withdraw_answers(conversation, "junk", by=by, at=now)


@transaction.atomic
def not_junk(conversation: Conversation, *, by: Agent, at: datetime | None = None) -> None:
    """It was a customer's after all: open again, waiting since they wrote, with the promise and the time it
    had.
    """
    conversations.lock(conversation)
    if conversation.state != Conversation.JUNK:
        return
    now, since = at or timezone.now(), conversation.junk_at
    conversations.set_open(conversation, "conversation.unjunked", by=by, at=now)
    let_off = Q(state="withdrawn", withdrawn_at=since) | Q(state="broken", made_good_at=since)
    answers = list(conversation.promises.filter(let_off, source="standard"))
    for promise in answers:
        promise.conversation = conversation
        promises.restore(promise, by=by, at=now)
    if not answers and conversation.waiting_since is not None:
        _promise_since(conversation)


def _promise_since(conversation: Conversation) -> None:
    """The mail server had put it away at once, so the standard never promised anything: it does, from when
    they wrote.
    """
    waiting = conversation.messages.filter(kind=Message.INBOUND, at__gte=conversation.waiting_since).first()
    if waiting is not None:
        waiting.conversation = conversation
        promises.promise_answer(waiting, at=waiting.at)
