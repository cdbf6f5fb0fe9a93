"""Writing to a customer first."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keepword import service
from keepword.conversations.models import Message
from keepword.customers.actions import recognise
from keepword.customers.models import Customer
from keepword.lib.problems import Problem

from ..forms.conversations import NewConversationForm
from ..middleware import AgentRequest
from .found import given, sent


@require_http_methods(["GET", "POST"])
def start(request: AgentRequest) -> HttpResponse:
    """Pick the inbox and the customer, and write."""
    customer = given(Customer.objects.visible_to(request.agent), request.GET.get("customer"))
    form = NewConversationForm(request.agent, sent(request), customer=customer)
    if request.method == "POST" and form.is_valid():
        try:
            message = _start(request, form)
        except Problem as problem:
            form.refuse(problem)
        else:
            return redirect(f"/conversations/{message.conversation_id}/")
    context = {"here": "", "form": form, "customer": customer}
    return render(request, "desk/conversations/new.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _start(request: AgentRequest, form: NewConversationForm) -> Message:
    said = form.cleaned_data
    to = said["to"]
    customer = to if isinstance(to, Customer) else recognise(to)
    return service.start(
        said["inbox"], customer, by=request.agent, subject=said["subject"], text=said["text"]
    )
