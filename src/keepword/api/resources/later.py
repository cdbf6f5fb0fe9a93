"""A letter for later: a draft with an hour, the same as in the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from keepword.conversations import actions
from keepword.conversations.models import Conversation, Draft
from keepword.lib import html as html_of
from keepword.lib.problems import Problem

from .. import find
from ..auth import ApiRequest
from ..fields import Id, Time, rfc3339
from ..problems import invalid
from .saying import MessageIn, people


class HeldMessage(BaseModel):
    """A letter that goes out later. Until then it is your draft: the desk can change it or take it back."""

    conversation: Id
    kind: Literal["reply", "forward"]
    send_at: Time


def hold(request: ApiRequest, conversation: Conversation, said: MessageIn, send_at: datetime) -> HeldMessage:
    """Keep it as the agent's draft that goes out by itself at `send_at` (UTC)."""
    now = timezone.now()
    if send_at <= now:
        raise invalid("send_at", _("That time is past. Choose one that is still to come."))
    if not (said.text.strip() or said.html.strip() or said.attachments):
        raise invalid("text", _("Write something."))
    if said.kind == "forward" and not said.to:
        raise invalid("to", _("An address is missing."))
    if Draft.objects.filter(conversation=conversation, agent=request.agent, kind=said.kind).exists():
        raise Problem(
            "draft_exists", _("You are writing one already: send or discard your draft in the desk first.")
        )
    draft = actions.save_draft(conversation, request.agent, said.kind, _draft_content(said), at=now)
    for file in said.files():
        file.draft = draft
        file.save()
    actions.hold(draft, send_at, at=now)
    return HeldMessage(
        conversation=str(conversation.pk), kind=cast(Literal["reply", "forward"], said.kind), send_at=send_at
    )


def _draft_content(said: MessageIn) -> dict[str, Any]:
    """As `service.send_draft` reads it."""
    return {
        "text": said.text,
        "html": html_of.clean(said.html) if said.html.strip() else "",
        **{how: [p.to_json() for p in people(getattr(said, how))] for how in ("to", "cc", "bcc")},
        "promises": [
            {
                "what": pledge.what,
                "kind": pledge.kind,
                "due_at": rfc3339(pledge.due_at) if pledge.due_at else None,
                "owner": pledge.owner.pk if pledge.owner else None,
                "precision": pledge.precision,
                "quote": pledge.quote,
            }
            for pledge in said.pledges()
        ],
        "seen": said.last_seen(),
        "forward_of": find.number_of(said.forward_of) if said.forward_of else None,
    }
