"""A draft whose time has come goes out by itself: after the seconds for 'undo', or at the hour that was
chosen.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft, Message
from keepword.lib.problems import Problem
from keepword.notices.actions import tell, whoever
from keepword.staff.models import Agent

from .answer import Pledge, answer
from .arrival import Person
from .resolve import resolve

log = logging.getLogger(__name__)

TRIES = 5
"""After so many failures that are nobody's refusal, its writer is told not left to believe it went."""


def send_draft(draft: Draft, *, now: datetime) -> Message | None:
    """Send it and throw the draft away; when it cannot go, it is a draft again and its writer is told why."""
    claimed = draft.claim
    try:
        with transaction.atomic():
            # Locked on PostgreSQL, so that neither 'undo' nor another worker comes between.
            draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
            if draft.next_at is None or draft.claim != claimed:
                return None  # taken back meanwhile, or in other hands
            _may_still_write(draft)
            message = _send(draft, now)
            conversations.discard(draft)
            return message
    except Draft.DoesNotExist:
        return None  # thrown away meanwhile
    except Problem as problem:
        _stop(draft, problem, now)
    except Exception:
        if draft.tries < TRIES:
            raise
        log.exception("%s does not go out", draft)
        _stop(draft, Problem("failed", _("It could not be sent; the log says why. Try again.")), now)
    return None


def _may_still_write(draft: Draft) -> None:
    """Whoever has left, or sees the inbox no more, says nothing more in its name."""
    visible = Conversation.objects.visible_to(draft.agent)
    if not draft.agent.is_active or not visible.filter(pk=draft.conversation_id).exists():
        raise Problem("writer_gone", _("Whoever wrote this no longer answers in this inbox."))


@transaction.atomic
def _stop(draft: Draft, problem: Problem, now: datetime) -> None:
    conversations.hold(draft, None, at=now, problem=str(problem))
    for hearer in whoever(draft.agent, draft.conversation.owner):
        tell(
            hearer,
            "draft_stopped",
            key=f"draft:{draft.pk}:{now.isoformat()}",
            at=now,
            conversation=draft.conversation_id,
            subject=draft.conversation.subject,
            why=problem.code,
        )


def _send(draft: Draft, now: datetime) -> Message:
    content = draft.content
    message = answer(
        draft.conversation,
        by=draft.agent,
        kind=draft.kind,
        text=content.get("text", ""),
        html=content.get("html", ""),
        to=_people(content.get("to")),
        cc=_people(content.get("cc")),
        bcc=_people(content.get("bcc")),
        forward_of=Message.objects.filter(
            pk=content.get("forward_of") or 0, conversation=draft.conversation_id
        ).first(),
        attachments=draft.attachments.all(),
        pledges=[pledge_from_json(row) for row in content.get("promises", [])],
        seen=content.get("seen"),
        at=now,
    )
    if content.get("resolve"):
        resolve(draft.conversation, by=draft.agent, outcome=str(content.get("outcome", "")), at=now)
    return message


def _people(rows: Any) -> list[Person]:
    return [Person(row["address"], row.get("name", "")) for row in rows or []]


def pledge_from_json(row: dict[str, Any]) -> Pledge:
    """A pledge as a draft keeps it: {what, kind, due_at (ISO 8601), owner (id), precision, quote}."""
    due = row.get("due_at")
    return Pledge(
        what=row.get("what", ""),
        kind=row.get("kind", "other"),
        due_at=datetime.fromisoformat(due) if due else None,
        owner=Agent.objects.at_work().filter(pk=row.get("owner") or 0).first(),
        precision=row.get("precision", "minute"),
        quote=row.get("quote", ""),
    )


def rehearse(draft: Draft, *, now: datetime) -> None:
    """Raise the Problem with which the draft would be refused now; nothing stays of the try."""
    with transaction.atomic():
        _send(draft, now)
        transaction.set_rollback(True)
