"""Starting a conversation, and saying something in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.customers.models import Customer
from keepword.events.actions import Actor, record
from keepword.lib.addresses import normal
from keepword.staff.models import Agent, Inbox

from .. import index, rules
from ..models import Attachment, Conversation, Delivery, Message, Participant, Seen

MOST_PARTICIPANTS = 50
"""Of one conversation; an inbound mail with 500 Cc does not make 500 people take part."""


def start(
    inbox: Inbox,
    customer: Customer,
    *,
    subject: str,
    at: datetime,
    language: str = "",
    claims: Conversation | None = None,
    by: Actor | None = None,
) -> Conversation:
    """Begin a conversation; the inbox's team has it until somebody owns it."""
    conversation: Conversation = Conversation.objects.create(
        subject=rules.plain_subject(subject),
        inbox=inbox,
        channel=inbox.channel,
        customer=customer,
        team_id=inbox.team_id,
        language=language or customer.language or inbox.language,
        claims=claims,
        created_at=at,
        updated_at=at,
    )
    record("conversation.started", by=by, at=at, **about(conversation))
    return conversation


def about(conversation: Conversation) -> dict[str, Any]:
    """Which conversation an event is about."""
    return {
        "conversation": conversation.pk,
        "customer": conversation.customer_id,
        "inbox": conversation.inbox_id,
    }


@transaction.atomic(savepoint=False)
def write(
    conversation: Conversation,
    kind: str,
    *,
    at: datetime,
    agent: Agent | None = None,
    customer: Customer | None = None,
    attachments: Iterable[Attachment] = (),
    **fields: Any,
) -> Message:
    """Add a message with its files (unsaved or a draft's `Attachment` rows), and the recipients' deliveries
    if it goes out.

    The caller records the event that says what this was.
    """
    files = list(attachments)
    message: Message = Message.objects.create(
        conversation=conversation,
        kind=kind,
        at=at,
        agent=agent,
        customer=customer,
        channel=conversation.channel,
        has_files=bool(files),
        **fields,
    )
    for file in files:
        file.message, file.draft = message, None
        file.save()
    if kind in Message.OUTBOUND:
        _post(message)
    index.add(message)
    conversation.last_message = message.pk
    conversation.updated_at = max(conversation.updated_at, at)
    if kind != Message.NOTE:
        conversation.preview = rules.preview(message.said)
    conversation.save(update_fields=["last_message", "updated_at", "preview"])
    return message


def _post(message: Message) -> None:
    """A delivery for each address, once, however often it is named."""
    rows: dict[str, Delivery] = {}
    for how, person in message.everybody():
        address = normal(person["address"])
        rows.setdefault(
            address,
            Delivery(
                message=message,
                how=how,
                address=address,
                name=person.get("name", ""),
                at=message.at,
                next_at=message.at,
            ),
        )
    Delivery.objects.bulk_create(rows.values())


def take_part(
    conversation: Conversation, people: Iterable[tuple[str, str]], *, by: Agent | None = None
) -> None:
    """Let (address, name) pairs take part; who takes part already stays as they are.

    What a mail brings in ends at the bound; whom a colleague (`by`) writes to always takes part.
    """
    rows = {normal(address): name for address, name in people if address}
    room = len(rows)
    if by is None and room > 1:
        room = max(1, MOST_PARTICIPANTS - conversation.participants.exclude(address__in=rows).count())
    Participant.objects.bulk_create(
        [
            Participant(conversation=conversation, address=address, name=name[:200], added_by=by)
            for address, name in list(rows.items())[:room]
        ],
        ignore_conflicts=True,
    )


def let_in(conversation: Conversation, those: Iterable[Participant]) -> None:
    """Let who takes part in another conversation take part in this one, each as they came in there."""
    Participant.objects.bulk_create(
        [
            Participant(
                conversation=conversation, address=one.address, name=one.name, added_by_id=one.added_by_id
            )
            for one in those
        ],
        ignore_conflicts=True,
    )


def see(conversation: Conversation, agent: Agent) -> None:
    """The agent has read everything so far."""
    seen, new = Seen.objects.get_or_create(
        agent=agent, conversation=conversation, defaults={"message": conversation.last_message}
    )
    if not new and seen.message < conversation.last_message:
        Seen.objects.filter(pk=seen.pk).update(message=conversation.last_message)
