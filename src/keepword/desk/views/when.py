"""What was understood of a time that is being typed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from .. import whenever
from ..middleware import AgentRequest


@require_GET
def when(request: AgentRequest) -> HttpResponse:
    """`?text=` as a due time, or with `as=start` as the time when something begins; the answer in words."""
    fields = ("text", "promise_due", "until", "later", "due")
    text = next((request.GET[name] for name in fields if request.GET.get(name)), "")
    now = timezone.now()
    if request.GET.get("as") == "start":
        at = whenever.start(text, request.agent, now)
    else:
        due = whenever.due(text, request.agent, now)
        at = due.at if due else None
    return render(request, "desk/parts/when.html", {"text": text, "at": at})
