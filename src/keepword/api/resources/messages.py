"""Messages: what was said in a conversation, and saying something."""

from __future__ import annotations

from typing import Literal, cast

from django.db.models import QuerySet
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.conversations.models import Attachment, Delivery, Message

from .. import find
from ..auth import ApiRequest
from ..fields import Id, Time, name_of
from ..pages import BY_ID, Page, Paged, page

router = Router(tags=["Messages"])
Kind = Literal["inbound", "reply", "note", "forward"]
Trust = Literal["verified", "unverified", "suspect"] | None
DeliveryState = Literal["waiting", "sending", "sent", "failed", "uncertain"]


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
    state: DeliveryState
    at: Time
    detail: str


class MessageOut(BaseModel):
    """Something said."""

    id: Id
    conversation: Id
    kind: Kind
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
    trust: Trust = Field(description="How far the sender is proven.")
    is_auto_reply: bool
    is_bounce: bool
    forward_of: Id | None
    deliveries: list[DeliveryOut]


def show(row: Message) -> MessageOut:
    """A message as it goes out."""
    return MessageOut(
        id=str(row.pk),
        conversation=str(row.conversation_id),
        kind=cast(Kind, row.kind),
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
        trust=cast(Trust, row.trust or None),
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
    return DeliveryOut(
        address=row.address, state=cast(DeliveryState, row.state), at=row.at, detail=row.detail
    )


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
