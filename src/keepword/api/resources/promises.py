"""Promises: the ledger, and making one."""

from __future__ import annotations

from typing import Literal, cast

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.conversations.models import FAR
from keepword.promises import actions
from keepword.promises.models import Promise
from keepword.staff.models import Agent

from .. import find
from ..auth import ApiRequest
from ..fields import Id, IdIn, In, Line, Time, TimeIn, name_of
from ..pages import Order, Page, Paged, page
from ..problems import invalid
from .saying import Kind, Precision

router = Router(tags=["Promises"])
State = Literal["open", "kept", "broken", "renegotiated", "withdrawn"]
Source = Literal["person", "standard"]
Because = Literal["late", "not_as_described", "incomplete", "wrong_place"]


class PromiseOut(BaseModel):
    """Something that was said will be done."""

    id: Id
    what: str = Field(description="The words; empty for a standard's.")
    quote: str
    kind: Kind
    state: State
    due_at: Time | None
    precision: Precision
    owner: Id | None
    customer: Id
    conversation: Id | None
    message: Id | None
    source: Source
    made_at: Time
    kept_at: Time | None = Field(description="When it was done, be it late.")
    on_time: bool | None
    as_described: bool | None
    complete: bool | None
    at_place: bool | None
    evidence: str
    broken_at: Time | None
    broken_because: Because | None
    made_good_at: Time | None
    made_good_note: str
    withdrawn_at: Time | None
    withdrawn_reason: str
    renegotiated_at: Time | None
    agreed_by: str = Field(description="Of a promise that took another's place: what the customer agreed to.")
    replaces: Id | None = Field(description="The promise that was renegotiated into this one.")


def show(row: Promise) -> PromiseOut:
    """A promise as it goes out."""
    return PromiseOut(
        id=str(row.pk),
        what=row.what,
        quote=row.quote,
        kind=cast(Kind, row.kind),
        state=cast(State, row.state),
        due_at=row.due_at,
        precision=cast(Precision, row.precision),
        owner=name_of(row.owner_id),
        customer=str(row.customer_id),
        conversation=name_of(row.conversation_id),
        message=name_of(row.message_id),
        source=cast(Source, row.source),
        made_at=row.made_at,
        kept_at=row.kept_at,
        on_time=row.on_time,
        as_described=row.as_described,
        complete=row.complete,
        at_place=row.at_place,
        evidence=row.evidence,
        broken_at=row.broken_at,
        broken_because=cast(Because | None, row.broken_because or None),
        made_good_at=row.made_good_at,
        made_good_note=row.made_good_note,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        renegotiated_at=row.renegotiated_at,
        agreed_by=row.agreed_by,
        replaces=name_of(row.replaces_id),
    )


ORDERS: dict[str, Order] = {
    "id": ("pk",),
    "-id": ("-pk",),
    "due_at": ("due_order", "pk"),
    "-due_at": ("-due_order", "-pk"),
}


class PromisesAsked(Paged):
    """Which promises, and in which order."""

    state: State | None = None
    owner: IdIn | None = Field(None, description="An agent's id, `me`, or `none`.")
    kind: Kind | None = None
    source: Source | None = None
    due_before: TimeIn | None = None
    customer: IdIn | None = None
    conversation: IdIn | None = None
    order: Literal["id", "-id", "due_at", "-due_at"] = Field(
        "-id", description="`due_at`: the soonest first, those without a time last."
    )


@router.get("", response=Page[PromiseOut], operation_id="list_promises")
def listed(request: ApiRequest, asked: Query[PromisesAsked]) -> Page[PromiseOut]:
    """The ledger, as far as you may see it."""
    rows = _chosen(request, asked)
    if asked.order.endswith("due_at"):
        rows = rows.annotate(due_order=Coalesce("due_at", FAR))
    return page(rows, asked, show, orders=ORDERS, order=asked.order)


def _chosen(request: ApiRequest, asked: PromisesAsked) -> QuerySet[Promise]:
    rows: QuerySet[Promise] = Promise.objects.visible_to(request.agent)
    plain = {"state": asked.state, "kind": asked.kind, "source": asked.source, "due_at__lt": asked.due_before}
    rows = rows.filter(**{field: value for field, value in plain.items() if value is not None})
    if asked.owner:
        rows = rows.filter(owner=_owner(request, asked.owner))
    if asked.customer:
        rows = rows.filter(customer=find.customer(request, asked.customer, "customer"))
    if asked.conversation:
        rows = rows.filter(conversation=find.conversation(request, asked.conversation, "conversation"))
    return rows


def _owner(request: ApiRequest, owner: str) -> Agent | None:
    if owner == "none":
        return None
    return request.agent if owner == "me" else find.colleague(owner)


class PromiseIn(In):
    """What is promised, to whom, by when."""

    conversation: IdIn | None = Field(None, description="This, or `customer`.")
    customer: IdIn | None = None
    what: Line = Field(min_length=1)
    kind: Kind
    due_at: TimeIn | None = Field(None, description="Null only with the precision `none`.")
    precision: Precision = "minute"
    owner: IdIn | None = Field(None, description="Who sees to it; without it, you.")
    quote: str = Field("", max_length=2000, description="The words as they were said.")


@router.post("", response={201: PromiseOut}, operation_id="make_promise")
def made(request: ApiRequest, promise: PromiseIn) -> PromiseOut:
    """Enter a promise that was made, on the phone or elsewhere."""
    conversation = (
        find.conversation(request, promise.conversation, "conversation") if promise.conversation else None
    )
    customer = find.customer(request, promise.customer, "customer") if promise.customer else None
    if conversation and customer and conversation.customer_id != customer.pk:
        raise invalid("customer", _("This conversation is another customer's."))
    row = actions.make(
        what=promise.what,
        kind=promise.kind,
        due_at=promise.due_at,
        precision=promise.precision,
        quote=promise.quote,
        owner=find.colleague(promise.owner) if promise.owner else None,
        by=request.agent,
        at=timezone.now(),
        conversation=conversation,
        customer=customer,
    )
    return show(row)


@router.get("/{promise_id}", response=PromiseOut, operation_id="get_promise")
def read(request: ApiRequest, promise_id: str) -> PromiseOut:
    """One promise."""
    return show(find.promise(request, promise_id))
