"""Messages: what was said in a conversation, and saying something."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword import service
from keepword.conversations import actions
from keepword.conversations.models import Attachment, Conversation, Delivery, Draft, Message
from keepword.lib import files
from keepword.lib.problems import Problem

from .. import find
from ..auth import ApiRequest
from ..fields import Id, IdIn, Time, TimeIn, name_of, rfc3339
from ..pages import BY_ID, Page, Paged, page
from ..problems import invalid, not_found
from .saying import Content, people

router = Router(tags=["Messages"])


class PersonOut(BaseModel):
    """A name and an address."""

    name: str
    address: str


class Author(BaseModel):
    """Who said it."""

    type: Literal["agent", "customer", "unknown"]
    id: Id | None
    name: str
    address: str


class AttachmentOut(BaseModel):
    """A file of a message; its bytes are at /attachments/{id}."""

    id: Id
    name: str
    type: str = Field(description="As its sender declared it.")
    size: int = Field(description="In bytes.")
    sha256: str
    inline: bool
    content_id: str


class DeliveryOut(BaseModel):
    """A letter on its way to one address."""

    address: str
    state: Literal["waiting", "sending", "sent", "failed", "uncertain"]
    at: Time
    detail: str


class MessageOut(BaseModel):
    """Something said."""

    id: Id
    conversation: Id
    kind: Literal["inbound", "reply", "note", "forward"]
    channel: str
    author: Author
    to: list[PersonOut]
    cc: list[PersonOut]
    bcc: list[PersonOut]
    subject: str
    text: str
    html: str = Field(description="Cleaned; empty when it was written as plain text.")
    reply_text: str = Field(description="The text without quotes and signature.")
    attachments: list[AttachmentOut]
    at: Time = Field(description="When we got it or said it.")
    trust: Literal["verified", "unverified", "suspect"] | None = Field(
        description="How far the sender is proven."
    )
    is_auto_reply: bool
    is_bounce: bool
    forward_of: Id | None
    deliveries: list[DeliveryOut]


def show(row: Message) -> MessageOut:
    """A message as it goes out."""
    return MessageOut(
        id=str(row.pk),
        conversation=str(row.conversation_id),
        kind=row.kind,
        channel=row.channel,
        author=_author(row),
        to=_people(row.to),
        cc=_people(row.cc),
        bcc=_people(row.bcc),
        subject=row.subject,
        text=row.text,
        html=row.html,
        reply_text=row.said,
        attachments=[_attachment(file) for file in row.attachments.all()] if row.has_files else [],
        at=row.at,
        trust=row.trust or None,
        is_auto_reply=row.is_auto_reply,
        is_bounce=row.is_bounce,
        forward_of=name_of(row.forward_of_id),
        deliveries=[_delivery(delivery) for delivery in row.deliveries.all()],
    )


def _author(row: Message) -> Author:
    kind: Literal["agent", "customer", "unknown"] = "unknown"
    if row.agent_id or row.customer_id:
        kind = "agent" if row.agent_id else "customer"
    return Author(
        type=kind,
        id=name_of(row.agent_id or row.customer_id),
        name=row.sender_name,
        address=row.sender_address,
    )


def _people(those: list[dict[str, str]]) -> list[PersonOut]:
    return [PersonOut(name=one.get("name", ""), address=one.get("address", "")) for one in those]


def _attachment(file: Attachment) -> AttachmentOut:
    return AttachmentOut(
        id=str(file.pk),
        name=file.name,
        type=file.type,
        size=file.size,
        sha256=file.digest,
        inline=file.inline,
        content_id=file.content_id,
    )


def _delivery(row: Delivery) -> DeliveryOut:
    return DeliveryOut(address=row.address, state=row.state, at=row.at, detail=row.detail)


def with_parts(rows: QuerySet[Message]) -> QuerySet[Message]:
    """The rows with what `show` needs, in two queries more, however many they are."""
    return rows.prefetch_related("attachments", "deliveries")


class MessagesAsked(Paged):
    """In which order."""

    order: Literal["id", "-id"] = Field("id", description="`id`: the oldest first.")


@router.get(
    "/conversations/{conversation_id}/messages", response=Page[MessageOut], operation_id="list_messages"
)
def listed(request: ApiRequest, conversation_id: str, asked: Query[MessagesAsked]) -> Page[MessageOut]:
    """What was said in a conversation."""
    rows = with_parts(Message.objects.filter(conversation=find.conversation(request, conversation_id)))
    return page(rows, asked, show, orders=BY_ID, order=asked.order)


@router.get("/messages/{message_id}", response=MessageOut, operation_id="get_message")
def read(request: ApiRequest, message_id: str) -> MessageOut:
    """One message."""
    return show(find.message(request, message_id))


@router.post(
    "/conversations/{conversation_id}/messages",
    response={201: MessageOut | HeldMessage},
    operation_id="write_message",
)
def written(request: ApiRequest, conversation_id: str, said: MessageIn) -> MessageOut | HeldMessage:
    """Reply, forward, or write a note. A reply goes at once, to whoever wrote last unless `to` says otherwise."""
    conversation = find.conversation(request, conversation_id)
    if said.kind == Message.NOTE:
        _only_a_note(said)
        return show(
            service.note(
                conversation, by=request.agent, text=said.text, html=said.html, attachments=said.files()
            )
        )
    forwarded = _forwarded(conversation, said)
    if said.send_at is not None:
        return _hold(request, conversation, said, said.send_at)
    return show(_answer(request, conversation, said, forwarded))


def _only_a_note(said: MessageIn) -> None:
    """A note is told to nobody outside and promises nothing: what asks for that is a mistake worth telling."""
    wrong = [
        name
        for name in ("to", "cc", "bcc", "promises", "forward_of", "send_at", "seen")
        if getattr(said, name)
    ]
    if wrong:
        raise invalid(wrong[0], _("A note stays among colleagues; it takes no such thing."))


def _forwarded(conversation: Conversation, said: MessageIn) -> Message | None:
    if said.forward_of is None:
        return None
    if said.kind != Message.FORWARD:
        raise invalid("forward_of", _("Only a forward passes a message on."))
    return find.get(Message.objects.filter(conversation=conversation), said.forward_of, "forward_of")


def _answer(
    request: ApiRequest, conversation: Conversation, said: MessageIn, forwarded: Message | None
) -> Message:
    return service.answer(
        conversation,
        by=request.agent,
        kind=said.kind,
        text=said.text,
        html=said.html,
        to=people(said.to),
        cc=people(said.cc),
        bcc=people(said.bcc),
        forward_of=forwarded,
        attachments=said.files(),
        pledges=said.pledges(),
        seen=_seen(said),
    )
