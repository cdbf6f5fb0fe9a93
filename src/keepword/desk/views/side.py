"""Who the customer is, and what they were promised: beside the conversation, fetched after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keepword.conversations.models import Conversation
from keepword.customers.models import Customer
from keepword.notices import actions as notices
from keepword.promises import rules
from keepword.promises.models import Promise
from keepword.staff.models import Agent

from ..middleware import AgentRequest
from .finding import conversation_of

SHOWN = 8


@require_GET
def side(request: AgentRequest, number: int) -> HttpResponse:
    """The customer's pane; notices about this conversation are read with it."""
    found = conversation_of(request, number)
    notices.read(request.agent, conversation=found.pk)
    customer = found.customer
    context = {
        "conversation": found,
        "customer": customer,
        "addresses": customer.addresses.all()[:6],
        "local_time": _local_time(customer, timezone.now()),
        "promises": _promises(customer, request.agent),
        "conversations": _conversations(customer, request.agent),
        "tags": found.tags.order_by("name"),
    }
    return render(request, "desk/side/side.html" if request.htmx else "desk/side/page.html", context)


def _promises(customer: Customer, agent: Agent) -> Any:
    """What is owed first, then what was kept lately."""
    owed_first = Case(
        When(state=rules.OPEN, then=Value(0)),
        When(state=rules.BROKEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Promise.objects.visible_to(agent).filter(customer=customer)
    return rows.order_by(owed_first, "-made_at")[:SHOWN]


def _conversations(customer: Customer, agent: Agent) -> list[Conversation]:
    rows = Conversation.objects.visible_to(agent).filter(customer=customer, merged_into=None)
    return list(rows.order_by("-updated_at").only("subject", "state")[:SHOWN])


def _local_time(customer: Customer, now: datetime) -> str:
    """The clock on the customer's wall, where their zone is known."""
    try:
        zone = ZoneInfo(customer.zone) if customer.zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    if zone is None:
        return ""
    place = customer.zone.rpartition("/")[2].replace("_", " ")
    return f"{place} {now.astimezone(zone):%H:%M}"
