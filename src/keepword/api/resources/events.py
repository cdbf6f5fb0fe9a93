"""What happened. The list is here; the live stream at the same address is `api/stream.py`."""

from __future__ import annotations

from typing import Any, Literal, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.conversations.models import Conversation
from keepword.customers.models import Customer
from keepword.events.models import Event
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox

from .. import find
from ..auth import ApiRequest
from ..fields import Id, IdIn, Time, name_of
from ..pages import BY_ID, Page, Paged, page
from ..problems import invalid

router = Router(tags=["Events"])
ActorType = Literal["agent", "customer", "system"]


class ActorOut(BaseModel):
    """Who did it."""

    type: ActorType
    id: Id | None


class EventOut(BaseModel):
    """One thing that happened; never changed afterwards."""

    id: Id
    code: str = Field(description="What happened, such as `message.received` or `promise.broken`.")
    at: Time
    actor: ActorOut
    conversation: Id | None
    customer: Id | None
    promise: Id | None
    inbox: Id | None
    data: dict[str, Any] = Field(description="Particulars, as the code has them.")


def show(row: Event) -> EventOut:
    """An event as it goes out."""
    return EventOut(
        id=str(row.pk),
        code=row.code,
        at=row.at,
        actor=ActorOut(type=cast(ActorType, row.actor_kind), id=name_of(row.actor)),
        conversation=name_of(row.conversation),
        customer=name_of(row.customer),
        promise=name_of(row.promise),
        inbox=name_of(row.inbox),
        data=row.data,
    )


def visible_to(agent: Agent) -> QuerySet[Event]:
    """What this agent may hear of: who sees the inbox does, else who sees all that the event names."""
    rows = Event.objects.all()
    if agent.sees_all:
        return rows
    of_inbox = Q(inbox__in=Inbox.objects.visible_to(agent).values("pk"))
    named = {"conversation": Conversation, "customer": Customer, "promise": Promise}
    elsewhere = Q(inbox=None)
    for field, model in named.items():
        seen = model.objects.visible_to(agent).filter(pk=OuterRef(field))  # type: ignore[attr-defined]
        elsewhere &= Q(**{field: None}) | Q(Exists(seen))
    return rows.filter(of_inbox | elsewhere)


class EventsAsked(Paged):
    """Which events, and in which order."""

    conversation: IdIn | None = None
    customer: IdIn | None = None
    promise: IdIn | None = None
    code: str | None = Field(None, max_length=60)
    after: IdIn | None = Field(None, description="Only those after the event of this id.")
    order: Literal["id", "-id"] = Field("-id", description="`-id`: the newest first.")


_STREAM: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Last-Event-ID",
            "required": False,
            "schema": {"type": "string"},
            "description": "Of a stream: the last event that you have; what came after it is sent first.",
        }
    ],
    "responses": {
        200: {
            "content": {
                "text/event-stream": {
                    "schema": {
                        "type": "string",
                        "description": "Server-sent events: `id` the event's, `data` as in `items`.",
                    }
                }
            }
        }
    },
}


@router.get("", response=Page[EventOut], operation_id="list_events", openapi_extra=_STREAM)
def listed(request: ApiRequest, asked: Query[EventsAsked]) -> Page[EventOut]:
    """What happened; with `Accept: text/event-stream`, what happens from now on, as it does."""
    rows = visible_to(request.agent)
    if asked.conversation:
        rows = rows.filter(conversation=find.conversation(request, asked.conversation, "conversation").pk)
    if asked.customer:
        rows = rows.filter(customer=find.customer(request, asked.customer, "customer").pk)
    if asked.promise:
        rows = rows.filter(promise=find.promise(request, asked.promise, "promise").pk)
    if asked.code:
        rows = rows.filter(code=asked.code)
    if asked.after:
        rows = rows.filter(pk__gt=after(asked.after))
    return page(rows, asked, show, orders=BY_ID, order=asked.order)


def after(name: str, field: str = "after") -> int:
    """The event number in an id that came in; 0 begins at the beginning."""
    number = find.number_of(name)
    if not number and name != "0":
        raise invalid(field, _("Send an event's id."))
    return number
