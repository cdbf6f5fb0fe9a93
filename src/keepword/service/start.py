"""Writing to a customer first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Message
from keepword.customers.models import Customer
from keepword.staff.models import Agent, Inbox

from .answer import Pledge, answer
from .arrival import Person


@transaction.atomic
def start(
    inbox: Inbox,
    customer: Customer,
    *,
    by: Agent,
    subject: str,
    text: str = "",
    html: str = "",
    to: Sequence[Person] = (),
    cc: Sequence[Person] = (),
    bcc: Sequence[Person] = (),
    attachments: Iterable[Attachment] = (),
    pledges: Iterable[Pledge] = (),
    at: datetime | None = None,
) -> Message:
    """Begin a conversation with the business's first letter; whoever writes it owns it."""
    now = at or timezone.now()
    conversation = conversations.start(inbox, customer, subject=subject, at=now, by=by)
    conversations.give(conversation, by, by=by, at=now)
    return answer(
        conversation,
        by=by,
        text=text,
        html=html,
        to=to,
        cc=cc,
        bcc=bcc,
        attachments=attachments,
        pledges=pledges,
        at=now,
    )
