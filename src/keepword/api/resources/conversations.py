"""Conversations: listed, read, begun, changed."""

from __future__ import annotations

from typing import Literal, cast

from django.db.models import Prefetch, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword import service
from keepword.conversations import actions
from keepword.conversations.index import messages as message_index
from keepword.conversations.models import Conversation, Message, Tag
from keepword.customers.actions import recognise
from keepword.customers.models import Customer
from keepword.staff.models import Agent

from .. import find
from ..auth import ApiRequest
from ..fields import Id, IdIn, In, Line, Name, Time, name_of
from ..pages import Order, Page, Paged, page
from ..problems import invalid
from .saying import Content, people

router = Router(tags=["Conversations"])
Fault = Literal["ours", "theirs", "none"]
State = Literal["open", "snoozed", "resolved", "junk"]


class ConversationOut(BaseModel):
    """One matter between a customer and the business."""

    id: Id
    number: int
    subject: str
    state: State
    channel: str
    inbox: Id
    customer: Id
    owner: Id | None
    team: Id | None
    tags: list[str]
    fault: Fault | None = Field(
        description="Whose fault the matter was; `none`: nobody's; null: nobody has said."
    )
    waiting_since: Time | None = Field(description="Since when the customer waits for a person's answer.")
    answer_due_at: Time | None
    snoozed_until: Time | None
    language: str
    outcome: str
    merged_into: Id | None
    created_at: Time
    updated_at: Time


def show(row: Conversation) -> ConversationOut:
    """A conversation as it goes out."""
    return ConversationOut(
        id=str(row.pk),
        number=row.number,
        subject=row.subject,
        state=cast(State, row.state),
        channel=row.channel,
        inbox=str(row.inbox_id),
        customer=str(row.customer_id),
        owner=name_of(row.owner_id),
        team=name_of(row.team_id),
        tags=[tag.name for tag in row.tags.all()],
        fault=cast(Fault | None, row.fault or None),
        waiting_since=row.waiting_since,
        answer_due_at=row.answer_due_at,
        snoozed_until=row.snoozed_until,
        language=row.language,
        outcome=row.outcome,
        merged_into=name_of(row.merged_into_id),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def show_again(row: Conversation) -> ConversationOut:
    """A conversation as it is after an action, which may have worked on a copy of its own."""
    return show(with_tags(Conversation.objects.all()).get(pk=row.pk))


def with_tags(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """The rows with what `show` needs, in one query more, however many they are."""
    return rows.prefetch_related(Prefetch("tags", Tag.objects.order_by("name")))


ORDERS: dict[str, Order] = {
    "number": ("pk",),
    "-number": ("-pk",),
    "updated_at": ("updated_at", "pk"),
    "-updated_at": ("-updated_at", "-pk"),
    "due_at": ("due_order", "pk"),
}


class ConversationsAsked(Paged):
    """Which conversations, and in which order."""

    state: State | None = Field(None, description="Without it: all but junk.")
    owner: IdIn | None = Field(None, description="An agent's id, `me`, or `none`.")
    team: IdIn | None = Field(None, description="A team's id, or `none`.")
    channel: str | None = Field(None, max_length=20)
    customer: IdIn | None = None
    waiting: bool | None = Field(None, description="Whether the customer waits for an answer.")
    tag: str | None = Field(None, max_length=60)
    q: str | None = Field(None, max_length=400, description="Words that a message of it has.")
    order: Literal["number", "-number", "updated_at", "-updated_at", "due_at"] = Field(
        "-number", description="`due_at`: what is owed soonest first."
    )


@router.get("", response=Page[ConversationOut], operation_id="list_conversations")
def listed(request: ApiRequest, asked: Query[ConversationsAsked]) -> Page[ConversationOut]:
    """The conversations that you may see."""
    rows = with_tags(_chosen(request, asked))
    return page(rows, asked, show, orders=ORDERS, order=asked.order)


def _chosen(request: ApiRequest, asked: ConversationsAsked) -> QuerySet[Conversation]:
    rows: QuerySet[Conversation] = Conversation.objects.visible_to(request.agent)
    rows = rows.filter(state=asked.state) if asked.state else rows.exclude(state=Conversation.JUNK)
    if asked.owner:
        rows = rows.filter(owner=_owner(request, asked.owner))
    if asked.team:
        rows = rows.filter(team=None if asked.team == "none" else find.team(asked.team))
    if asked.channel:
        rows = rows.filter(channel=asked.channel)
    if asked.customer:
        rows = rows.filter(customer=find.customer(request, asked.customer, "customer"))
    if asked.waiting is not None:
        rows = rows.filter(waiting_since__isnull=not asked.waiting)
    if asked.tag:
        rows = rows.filter(tags__name=asked.tag)
    return _saying(rows, asked.q) if asked.q else rows


def _owner(request: ApiRequest, owner: str) -> Agent | None:
    if owner == "none":
        return None
    return request.agent if owner == "me" else find.colleague(owner)


def _saying(rows: QuerySet[Conversation], words: str) -> QuerySet[Conversation]:
    sql, parameters = message_index.matching(words.replace("\x00", " "))
    said = Message.objects.filter(pk__in=RawSQL(sql, parameters))  # noqa: S611 - words are a parameter
    return rows.filter(pk__in=said.values("conversation"))


class ConversationIn(Content):
    """The first letter of a conversation that the business begins."""

    inbox: IdIn = Field(description="Through which it goes out.")
    customer: IdIn | None = Field(None, description="To whom; or say `to`, whose first is the customer.")
    subject: Line = Field(min_length=1)


@router.post("", response={201: ConversationOut}, operation_id="start_conversation")
def started(request: ApiRequest, said: ConversationIn) -> ConversationOut:
    """Write to a customer first. You own the conversation; the letter goes at once."""
    inbox = find.inbox(request, said.inbox, "inbox")
    message = service.start(
        inbox,
        _customer(request, said),
        by=request.agent,
        subject=said.subject,
        text=said.text,
        html=said.html,
        to=people(said.to),
        cc=people(said.cc),
        bcc=people(said.bcc),
        attachments=said.files(),
        pledges=said.pledges(),
    )
    return show_again(message.conversation)


def _customer(request: ApiRequest, said: ConversationIn) -> Customer:
    if said.customer:
        return find.customer(request, said.customer, "customer")
    if not said.to:
        raise invalid("customer", _("Say to whom: a customer, or addresses."))
    first = people(said.to)[0]
    return recognise(first.address, name=first.name)


@router.get("/{conversation_id}", response=ConversationOut, operation_id="get_conversation")
def read(request: ApiRequest, conversation_id: str) -> ConversationOut:
    """One conversation."""
    return show_again(find.conversation(request, conversation_id))


class ConversationChange(In):
    """What to change; what is not sent stays as it is."""

    subject: Line | None = Field(None, min_length=1)
    owner: IdIn | None = Field(None, description="null: nobody.")
    team: IdIn | None = Field(None, description="null: nobody's.")
    tags: list[Name] | None = Field(None, max_length=50, description="These, and no others.")
    fault: Fault | None = None


@router.patch("/{conversation_id}", response=ConversationOut, operation_id="change_conversation")
def changed(request: ApiRequest, conversation_id: str, change: ConversationChange) -> ConversationOut:
    """Change whose it is, how it is called and tagged, or whose fault it was."""
    row = find.conversation(request, conversation_id)
    if change.said("owner"):
        owner = find.colleague(change.owner) if change.owner is not None else None
        actions.give(row, owner, by=request.agent)
    team = find.team(change.team) if change.team is not None else None
    actions.change(
        row,
        by=request.agent,
        subject=change.subject,
        fault=(change.fault or "") if change.said("fault") else None,
        team=team,
        clear_team=change.said("team") and team is None,
    )
    if change.tags is not None:
        actions.retag(row, change.tags, by=request.agent)
    return show_again(row)
