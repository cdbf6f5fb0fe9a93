"""One conversation held two matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations.actions.say import about, let_in
from keepword.conversations.models import Conversation, Message
from keepword.events.actions import record
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.staff.models import Agent


@transaction.atomic
def split(
    source: Conversation,
    messages: Iterable[Message],
    *,
    by: Agent,
    subject: str = "",
    at: datetime | None = None,
) -> Conversation:
    """Move `messages` of `source`, with the promises made in them, into a new conversation with the customer.

    Whoever waits goes on waiting, in each of the two for the unanswered messages that are in it.
    """
    now = at or timezone.now()
    source = Conversation.objects.select_for_update().get(pk=source.pk)
    moved = {message.pk: message for message in messages if message.conversation_id == source.pk}
    stays = source.messages.exclude(pk__in=moved)
    if source.merged_into_id or source.state == Conversation.JUNK:
        raise Problem("not_split", _("Only a conversation of its own can be split, and no junk."))
    if not moved or not stays.exists():
        raise Problem(
            "nothing_to_split",
            _("Choose what belongs elsewhere: at least one message, and not all."),
            status=422,
            errors={"messages": _("Choose some.")},
        )
    since = source.waiting_since
    new = _begin(source, moved, subject, by=by, at=now)
    if since is not None:
        _share_waiting(source, new, since)
    for conversation in (source, new):
        promises.refresh(conversation)
    record("conversation.split", by=by, at=now, new=new.pk, **about(source))
    return new


def _begin(
    source: Conversation, moved: dict[int, Message], subject: str, *, by: Agent, at: datetime
) -> Conversation:
    first = moved[min(moved)]
    new = conversations.start(
        source.inbox,
        source.customer,
        subject=subject or first.subject or source.subject,
        at=at,
        language=source.language,
        by=by,
    )
    Message.objects.filter(pk__in=moved).update(conversation=new)
    Promise.objects.filter(message__in=moved, source="person").update(conversation=new)
    let_in(new, source.participants.all())
    new.owner, new.team = source.owner, source.team
    last = moved[max(moved)]
    new.last_message, new.preview = last.pk, " ".join(last.said[:600].split())[:160]
    new.save(update_fields=["owner", "team", "last_message", "preview"])
    return new


def _share_waiting(source: Conversation, new: Conversation, since: datetime) -> None:
    """Each of the two waits for its own unanswered messages, and is promised an answer to them."""
    open_answers = list(source.promises.owed().filter(source="standard"))
    conversations.stop_waiting(source)
    for conversation in (source, new):
        unanswered = [m for m in conversation.messages.filter(at__gte=since) if m.wants_answer]
        if unanswered:
            conversations.set_waiting(conversation, min(m.at for m in unanswered))
    if source.waiting_since is None:
        # All that was unanswered went over: so does the promise of an answer, with its due time.
        if new.waiting_since is None:
            conversations.set_waiting(source, since)
            return
        Promise.objects.filter(pk__in=[p.pk for p in open_answers]).update(conversation=new)
    elif new.waiting_since is not None:
        first = new.messages.filter(kind=Message.INBOUND, at__gte=new.waiting_since).first()
        if first is not None:
            promises.promise_answer(first, at=first.at)
