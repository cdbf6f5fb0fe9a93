"""Two conversations were one matter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations.actions.say import about, let_in, take_part
from keepword.conversations.models import Conversation, Message
from keepword.events.actions import record
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.staff.models import Agent


@transaction.atomic
def merge(source: Conversation, *, into: Conversation, by: Agent, at: datetime | None = None) -> Conversation:
    """Move everything said and promised in `source` into `into`. Whoever waited goes on waiting there, since
    then.
    """
    now = at or timezone.now()
    for conversation in sorted((source, into), key=lambda one: one.pk):
        conversations.lock(conversation)  # always the older first: two merges never wait for each other
    if source.pk == into.pk or into.merged_into_id == source.pk:
        raise Problem("merge_self", _("A conversation cannot be merged into itself."), status=422)
    if source.merged_into_id or into.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation."))
    if Conversation.JUNK in (source.state, into.state):
        raise Problem("is_junk", _("Junk is not merged. Say 'not junk' first."))
    Message.objects.filter(conversation=source).update(conversation=into)
    Promise.objects.filter(conversation=source).update(conversation=into)
    customer = [(a.value, source.customer.name) for a in source.customer.addresses.filter(kind="email")]
    conversations.move_drafts(source, into, at=now)
    let_in(into, source.participants.all())
    take_part(into, customer, by=by)
    into.tags.add(*source.tags.all())
    if source.waiting_since is not None:
        conversations.set_waiting(into, source.waiting_since)
        conversations.set_open(into, "conversation.reopened", by=by, at=now)
    into.last_message = max(into.last_message, source.last_message)
    into.save(update_fields=["last_message"])
    source.waiting_since = None
    source.merged_into = into
    source.save(update_fields=["waiting_since", "merged_into"])
    conversations.set_resolved(source, "", by=by, at=now)
    for conversation in (source, into):
        promises.refresh(conversation)
    record("conversation.merged", by=by, at=now, into=into.pk, **about(source))
    record("conversation.absorbed", by=by, at=now, other=source.pk, subject=source.subject, **about(into))
    return into
