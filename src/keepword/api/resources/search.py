"""Finding by words."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.lib.search_excerpt import Segment
from keepword.service import search as finding

from ..auth import ApiRequest
from ..fields import Asked, Id
from ..problems import invalid

router = Router(tags=["Search"])


class Part(BaseModel):
    """A piece of a text; those that match are what was searched for."""

    text: str
    match: bool


class FoundOut(BaseModel):
    """Something found, with the place where."""

    type: Literal["conversation", "message", "customer"]
    id: Id
    conversation: Id | None = Field(description="Of a message: where it was said.")
    customer: Id | None
    highlights: list[Part]


class ResultOut(BaseModel):
    """What was found, newest first: conversations, then messages, then customers."""

    items: list[FoundOut]
    next: str | None = Field(description="Send it as `cursor` for older messages; null: that was all.")


class SearchAsked(Asked):
    """What to search for."""

    q: str = Field(min_length=1, max_length=400, description='Words, "a phrase", an address, or #1042.')
    limit: int = Field(20, ge=1, le=50, description="How many of each type at most.")
    cursor: str | None = Field(None, max_length=40, description="`next` of the result before; opaque.")


@router.get("", response=ResultOut, operation_id="search")
def search(request: ApiRequest, asked: Query[SearchAsked]) -> ResultOut:
    """Find conversations, messages and customers that you may see."""
    found = finding.search(request.agent, asked.q, asked.limit, before=_before(asked.cursor))
    items = [*_exact(found), *(_conversation(one) for one in found.conversations)]
    items += [_message(one) for one in found.messages]
    items += [_customer(one) for one in found.customers]
    return ResultOut(items=items, next=f"m{found.older}" if found.older else None)


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor[:1] == "m" and cursor[1:].isascii() and cursor[1:].isdecimal() and len(cursor) < 20):
        raise invalid("cursor", _("Send what a search gave as 'next'."))
    return int(cursor[1:])


def _exact(found: finding.Found) -> list[FoundOut]:
    row = found.exact
    if row is None or any(one.conversation.pk == row.pk for one in found.conversations):
        return []
    return [
        _found(
            "conversation",
            row.pk,
            row.pk,
            row.customer_id,
            [(f"#{row.number}", True), (" " + row.subject, False)],
        )
    ]


def _conversation(one: finding.FoundConversation) -> FoundOut:
    row = one.conversation
    return _found("conversation", row.pk, row.pk, row.customer_id, one.subject)


def _message(one: finding.FoundMessage) -> FoundOut:
    row = one.message
    return _found("message", row.pk, row.conversation_id, row.conversation.customer_id, one.excerpt)


def _customer(one: finding.FoundCustomer) -> FoundOut:
    places = [one.name, *one.addresses]
    best = next((place for place in places if any(match for _text, match in place)), one.name)
    return _found("customer", one.customer.pk, None, one.customer.pk, best)


def _found(
    kind: Literal["conversation", "message", "customer"],
    pk: int,
    conversation: int | None,
    customer: int | None,
    segments: list[Segment],
) -> FoundOut:
    return FoundOut(
        type=kind,
        id=str(pk),
        conversation=None if conversation is None else str(conversation),
        customer=None if customer is None else str(customer),
        highlights=[Part(text=text, match=match) for text, match in segments],
    )
