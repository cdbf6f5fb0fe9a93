"""Customers: all of them, one of them, a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from keepword.conversations.models import Conversation
from keepword.customers import actions
from keepword.customers.models import Customer
from keepword.lib.problems import Problem
from keepword.promises import ledger
from keepword.promises.models import Promise, PromiseQuerySet
from keepword.service.search import MOST, find_customers

from ..forms.customers import CustomerForm
from ..middleware import AgentRequest
from .found import number_in, sent

ROWS = 50
CONVERSATIONS = 100


@require_GET
def show_all(request: AgentRequest) -> HttpResponse:
    """The newest first, or those with the words that are searched for."""
    words = request.GET.get("q", "").strip()
    further = None
    if words:
        found = find_customers(request.agent, words, MOST)
    else:
        rows = Customer.objects.visible_to(request.agent).filter(merged_into=None)
        if (before := number_in(request.GET.get("before"))) is not None:
            rows = rows.filter(pk__lt=before)
        rows = rows.select_related("company").prefetch_related("addresses").order_by("-pk")
        found = list(rows[: ROWS + 1])
        further = found[ROWS - 1].pk if len(found) > ROWS else None
    context = {"here": "customers", "customers": found[:ROWS], "words": words, "further": further}
    return render(request, "desk/customers/list.html", context)


@require_GET
def card(request: AgentRequest, number: int) -> HttpResponse:
    """All that is known of a customer, and all that was said and promised."""
    customer = _customer(request, number)
    if customer.merged_into_id:
        return redirect("customer", customer.merged_into_id)
    return render(request, "desk/customers/card.html", _card(request, customer))


@require_http_methods(["GET", "POST"])
def particulars(request: AgentRequest, number: int) -> HttpResponse:
    """Edit what is known, in its place."""
    customer = _customer(request, number)
    form = CustomerForm(sent(request), customer=customer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(customer, by=request.agent, **form.cleaned_data)
        except Problem as problem:
            customer = _customer(request, number)
            form.refuse(problem)
        else:
            if not request.htmx:
                return redirect("customer", number)
            return render(request, "desk/customers/particulars.html", _card(request, customer))
    status = 422 if form.errors else 200
    if request.htmx:
        context = {"customer": customer, "form": form, "zones": sorted(available_timezones())}
        return render(request, "desk/customers/form.html", context, status=status)
    return render(
        request, "desk/customers/card.html", {**_card(request, customer), **_form(form)}, status=status
    )


def _form(form: CustomerForm) -> dict[str, Any]:
    return {"form": form, "zones": sorted(available_timezones())}


def _customer(request: AgentRequest, number: int) -> Customer:
    rows = Customer.objects.visible_to(request.agent).select_related("company").prefetch_related("addresses")
    customer: Customer = get_object_or_404(rows, pk=number)
    return customer


def _card(request: AgentRequest, customer: Customer) -> dict[str, Any]:
    conversations = Conversation.objects.visible_to(request.agent).filter(customer=customer)
    promises: PromiseQuerySet = Promise.objects.visible_to(request.agent).filter(customer=customer)
    owed = ledger.with_people(promises.owed()).order_by("due_at", "pk")[: ledger.MOST]
    settled = promises.exclude(pk__in=promises.owed().values("pk"))
    return {
        "here": "customers",
        "customer": customer,
        "local": _local(customer.zone, timezone.now()),
        "conversations": conversations.select_related("owner").order_by("-updated_at", "-pk")[:CONVERSATIONS],
        "said": conversations.count(),
        "owed": owed,
        "settled": ledger.with_people(settled).order_by("-made_at", "-pk")[:20],
    }


def _local(zone: str, now: datetime) -> datetime | None:
    try:
        return now.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@require_http_methods(["GET", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """A customer who has not written yet."""
    form = CustomerForm(sent(request), initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            customer = actions.make(by=request.agent, **_made_of(form.cleaned_data))
        except Problem as problem:
            form.refuse(problem)
        else:
            if zone := form.cleaned_data["zone"]:
                actions.change(customer, by=request.agent, zone=zone)
            return redirect("customer", customer.pk)
    context = {"here": "customers", **_form(form)}
    return render(request, "desk/customers/new.html", context, status=422 if form.errors else 200)


def _made_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cleaned.items() if name != "zone"}
