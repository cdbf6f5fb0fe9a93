"""Finding conversations, messages and customers by what somebody remembers of them.

The index gives the newest candidates, and only what the agent may see of them is found. Where that is not
enough, since most are of inboxes that the agent does not see, one query goes through all that match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from keepword.conversations import index as conversation_index
from keepword.conversations.models import Conversation, Message
from keepword.customers import index as customer_index
from keepword.customers.models import Address, Customer
from keepword.lib.addresses import normal
from keepword.lib.search import Index
from keepword.lib.search_excerpt import Segment, highlight
from keepword.lib.search_text import SEARCH_LANGUAGES, Languages
from keepword.staff.models import Agent

MOST = 50
"""Results of one kind at once."""
LONGEST = 400
"""Characters of a query that are read: more is somebody's whole letter, pasted."""
_EXCERPT_FROM = 20_000
_FIRST_WINDOW = 200
_NUMBER = re.compile(r"\s*#?(\d{1,18})\s*")


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A message and the part of it that was searched for: segments of (text, whether it matches)."""

    message: Message
    excerpt: list[Segment]


@dataclass(frozen=True, slots=True)
class FoundConversation:
    """A conversation in which something was found: its subject, and the messages that match, newest first."""

    conversation: Conversation
    subject: list[Segment]
    messages: list[FoundMessage]


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer, with the name and the addresses marked."""

    customer: Customer
    name: list[Segment]
    addresses: list[list[Segment]]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, newest first.

    `exact` is the conversation whose number was asked for; `older` the id of the message before which a
    search for more goes on, None at the end.
    """

    conversations: list[FoundConversation] = field(default_factory=list)
    messages: list[FoundMessage] = field(default_factory=list)
    customers: list[FoundCustomer] = field(default_factory=list)
    exact: Conversation | None = None
    older: int | None = None

    def __bool__(self) -> bool:
        return bool(self.conversations or self.customers or self.exact)


def search(agent: Agent, words: str, limit: int = 20, *, before: int | None = None) -> Found:
    """Search what the agent may see: up to `limit` messages (with their conversations) and customers.

    `words` are what a person types: words (the last may be begun only), "a phrase", an address, or `#1042`.
    With `before`, only messages older than that id, and no customers.
    """
    words = words.replace("\x00", " ").strip()[:LONGEST]
    limit = max(1, min(limit, MOST))
    if not words:
        return Found()
    messages, older = _messages(agent, words, limit, before)
    return Found(
        conversations=_by_conversation(messages, words),
        messages=messages,
        customers=_customers(agent, words, limit) if before is None else [],
        exact=by_number(agent, words) if before is None else None,
        older=older,
    )


def by_number(agent: Agent, words: str) -> Conversation | None:
    """The conversation of that number, if `words` are one (`#1042`, `1042`) and the agent may see it."""
    number = _NUMBER.fullmatch(words)
    if number is None:
        return None
    conversations = Conversation.objects.visible_to(agent).select_related("customer", "owner")
    return conversations.filter(pk=int(number[1])).first()


def _messages(
    agent: Agent, words: str, limit: int, before: int | None
) -> tuple[list[FoundMessage], int | None]:
    rows = Message.objects.visible_to(agent)
    ids = _newest(conversation_index.messages, words, rows, limit + 1, before=before)
    shown = rows.filter(pk__in=ids[:limit]).order_by("-pk")
    shown = shown.select_related("conversation__customer", "conversation__owner").defer("html", "references")
    found = [FoundMessage(message, highlight(message.said[:_EXCERPT_FROM], words)) for message in shown]
    return found, (found[-1].message.pk if found and len(ids) > limit else None)


def _newest(
    index: Index,
    words: str,
    visible: QuerySet[Message] | QuerySet[Customer],
    most: int,
    *,
    language: Languages = SEARCH_LANGUAGES,
    before: int | None = None,
) -> list[int]:
    """Ids of the newest `most` rows that have the words and are among the `visible`."""
    window = max(most, _FIRST_WINDOW)
    candidates = index.newest(words, window, language, before=before)
    allowed = set(visible.filter(pk__in=candidates).order_by().values_list("pk", flat=True))
    found = [number for number in candidates if number in allowed][:most]
    if len(found) < most and len(candidates) == window:
        older = RawSQL(*index.matching(words, language, before=candidates[-1]))  # noqa: S611 - the index's own
        rest = visible.filter(pk__in=older).order_by("-pk").values_list("pk", flat=True)
        found += rest[: most - len(found)]
    return found


def _by_conversation(messages: Iterable[FoundMessage], words: str) -> list[FoundConversation]:
    together: dict[int, list[FoundMessage]] = {}
    for found in messages:
        together.setdefault(found.message.conversation_id, []).append(found)
    return [
        FoundConversation(
            those[0].message.conversation, highlight(those[0].message.conversation.subject, words), those
        )
        for those in together.values()
    ]


def _customers(agent: Agent, words: str, limit: int) -> list[FoundCustomer]:
    return [
        FoundCustomer(
            customer,
            highlight(customer.called, words, languages=None),
            [highlight(address.value, words, languages=None) for address in customer.addresses.all()],
        )
        for customer in find_customers(agent, words, limit)
    ]


def find_customers(agent: Agent, words: str, limit: int = 20) -> list[Customer]:
    """Customers by name, address, company or notes: first whose address it is exactly, then the newest."""
    visible = Customer.objects.visible_to(agent).filter(merged_into=None)
    whose = Address.objects.filter(value__in={normal(words), normal(words, "phone")} - {""})
    ids = list(visible.filter(pk__in=whose.values("customer")).values_list("pk", flat=True))
    ids += _newest(customer_index.customers, words, visible, limit, language=None)
    place = {number: place for place, number in reversed(list(enumerate(ids[: limit + 1])))}
    rows = visible.filter(pk__in=place).select_related("company").prefetch_related("addresses")
    return sorted(rows, key=lambda customer: place[customer.pk])[:limit]
