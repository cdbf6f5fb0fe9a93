"""One promise: its page, what is done about it, and a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from keepword.conversations.models import Conversation
from keepword.customers.models import Customer
from keepword.lib.problems import Problem
from keepword.promises import actions, ledger
from keepword.promises.models import Promise

from ..forms.promises import NewPromiseForm, PromiseForm
from ..middleware import AgentRequest
from ..verbs import VERBS, Verb
from .found import given, sent


@require_GET
def page(request: AgentRequest, number: int) -> HttpResponse:
    """A promise with its history."""
    return _page(request, _promise(request, number))


@require_http_methods(["GET", "POST"])
def act(request: AgentRequest, number: int, noun: str) -> HttpResponse:
    """The form of a verb; sent, the verb: keep, renegotiate, withdraw or make good."""
    promise, verb = _promise(request, number), VERBS[noun]
    if promise.source == "standard":
        raise Problem("standard", _("What the standard promises is kept by an answer, in the conversation."))
    form = verb.form(promise, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = verb.do(promise, by=request.agent, at=timezone.now(), **_arguments(form))
        except Problem as problem:
            form.refuse(problem)
        else:
            return _done(request, promise, done)
    return _page(request, promise, verb, form, status=422 if form.errors else 200)


def _arguments(form: PromiseForm) -> dict[str, Any]:
    cleaned = dict(form.cleaned_data)
    if cleaned.get("due_at") is None and "due_at" in cleaned:
        raise Problem("no_due", _("Say by when."), status=422, errors={"due_at": _("Say by when.")})
    return cleaned


def _promise(request: AgentRequest, number: int) -> Promise:
    visible = ledger.with_people(Promise.objects.visible_to(request.agent))
    promise: Promise = get_object_or_404(visible.select_related("kept_by", "made_by"), pk=number)
    return promise


def _done(request: AgentRequest, promise: Promise, done: Promise) -> HttpResponse:
    if request.htmx:
        return render(request, "desk/promises/row.html", {"promise": _promise(request, promise.pk)})
    return redirect("promise", done.pk)


def _page(
    request: AgentRequest,
    promise: Promise,
    verb: Verb | None = None,
    form: PromiseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"here": "ledger", "promise": promise, "verb": verb, "form": form}
    if request.htmx:
        return render(request, "desk/promises/row.html", context, status=status)
    context["chain"] = list(ledger.chain(promise))
    return render(request, "desk/promises/page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """A promise that was made elsewhere, to whoever the address names or the form says."""
    asked = request.POST or request.GET
    conversation = given(Conversation.objects.visible_to(request.agent), asked.get("conversation"))
    customer = (
        None if conversation else given(Customer.objects.visible_to(request.agent), asked.get("customer_id"))
    )
    form = NewPromiseForm(request.agent, sent(request), conversation=conversation, customer=customer)
    if request.method == "POST" and form.is_valid():
        to = {"conversation": conversation, "customer": customer, **form.cleaned_data}
        try:
            promise = actions.make(by=request.agent, at=timezone.now(), **to)
        except Problem as problem:
            form.refuse(problem)
        else:
            return redirect("promise", promise.pk)
    context = {"here": "ledger", "form": form, "conversation": conversation, "customer": customer}
    return render(request, "desk/promises/new.html", context, status=422 if form.errors else 200)
