"""What was put away as no customer's, and how it comes back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from keepword import service
from keepword.conversations.models import Conversation

from ..middleware import AgentRequest
from .found import number_in

ROWS = 50


@require_GET
def show(request: AgentRequest) -> HttpResponse:
    """Junk, the newest first: who said so, and why."""
    rows = Conversation.objects.visible_to(request.agent).filter(state=Conversation.JUNK)
    if (before := number_in(request.GET.get("before"))) is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("customer", "junk_by", "inbox").order_by("-pk")[: ROWS + 1])
    further = found[ROWS - 1].pk if len(found) > ROWS else None
    context = {"here": "junk", "conversations": found[:ROWS], "further": further}
    return render(request, "desk/junk/page.html", context)


@require_POST
def restore(request: AgentRequest, number: int) -> HttpResponse:
    """It was a customer's after all: open again, waiting since they wrote."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.agent), pk=number)
    service.not_junk(conversation, by=request.agent)
    if request.htmx:
        return render(request, "desk/junk/restored.html", {"conversation": conversation})
    return redirect(f"/conversations/{number}/")
