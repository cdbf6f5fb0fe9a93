"""A row of a list as plain words, made in two queries however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from keepword.conversations.models import ConversationQuerySet, Seen
from keepword.customers.models import Address
from keepword.lib import times
from keepword.promises.models import Promise
from keepword.staff.models import Agent

from . import queues, signs, words


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in a list, ready to show."""

    number: int
    who: str
    company: str
    owner: str
    subject: str
    preview: str
    waiting: str
    until: str
    """When a snoozed one comes back."""
    is_new: bool
    due: Due | None
    place: str


@dataclass(frozen=True, slots=True)
class Due:
    """The soonest that is owed: its sign's code, the sign, the word for it, what it is, and by when."""

    code: str
    sign: str
    word: object
    what: str
    when: str
    at: datetime


def read(conversations: ConversationQuerySet, agent: Agent, now: datetime) -> tuple[list[Row], str]:
    """The first rows, and the place behind them (empty at the end of the list)."""
    found = list(_values(conversations, agent)[: queues.ROWS + 1])
    more, found = len(found) > queues.ROWS, found[: queues.ROWS]
    promises = _soonest([row["pk"] for row in found])
    rows = [_row(values, promises.get(values["pk"]), now) for values in found]
    return rows, rows[-1].place if more else ""


def _values(conversations: ConversationQuerySet, agent: Agent) -> Any:
    address = Address.objects.filter(customer=OuterRef("customer")).values("value")[:1]
    seen = Seen.objects.filter(agent=agent, conversation=OuterRef("pk")).values("message")[:1]
    return conversations.values(
        "pk",
        "subject",
        "preview",
        "waiting_since",
        "due_order",
        "updated_at",
        "last_message",
        "snoozed_until",
        "customer__name",
        "customer__company__name",
        "owner__name",
        address=Subquery(address),
        seen=Subquery(seen),
    )


def _soonest(numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    owed: Any = (
        Promise.objects.owed()
        .filter(conversation__in=numbers)
        .exclude(due_at=None)
        .order_by("-due_at")
        .values("conversation", "what", "kind", "source", "state", "due_at", "warned_at")
    )
    return {row["conversation"]: row for row in owed}


def _row(values: dict[str, Any], promise: dict[str, Any] | None, now: datetime) -> Row:
    language, zone = words.reader()
    since, until = values["waiting_since"], values["snoozed_until"]
    return Row(
        number=values["pk"],
        who=values["customer__name"] or (values["address"] or "").partition("@")[0],
        company=values["customer__company__name"] or "",
        owner=values["owner__name"] or "",
        subject=values["subject"] or _("(no subject)"),
        preview=values["preview"],
        waiting=times.lasted(now - since, language) if since else "",
        until=times.said(until, now, zone, language) if until else "",
        is_new=values["last_message"] > (values["seen"] or 0),
        due=_due(promise, now) if promise else None,
        place=queues.place_of(values["due_order"], values["updated_at"], values["pk"]),
    )


def _due(promise: dict[str, Any], now: datetime) -> Due:
    language, zone = words.reader()
    at = promise["due_at"]
    sign = signs.BROKEN if promise["state"] == "broken" else signs.of_due(at, now)
    if sign is signs.DUE and promise["warned_at"]:
        sign = signs.DUE_SOON
    return Due(sign.code, sign.sign, sign.word, _what(promise), times.said(at, now, zone, language), at)


def _what(promise: dict[str, Any]) -> str:
    if promise["what"]:
        return str(promise["what"])
    return _("an answer") if promise["source"] == "standard" else words.kind_name(promise["kind"])
