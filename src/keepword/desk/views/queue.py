"""The lists of conversations."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from .. import queues, rows
from ..middleware import AgentRequest


@require_GET
def queue(request: AgentRequest, name: str) -> HttpResponse:
    """A list with nothing opened beside it; the rows alone when only they are asked for."""
    context = {"here": name, **list_context(request, name)}
    if request.htmx.target == "rows":
        return render(request, "desk/queue/rows.html", context)
    return render(request, "desk/queue/page.html", context)


def list_context(request: AgentRequest, name: str) -> dict[str, Any]:
    """The rows of the list `name` from the place that is asked for on."""
    found = queues.QUEUES[name]
    place = request.GET.get("after", "")
    conversations = queues.after(queues.conversations(found, request.agent), place)
    shown, further = rows.read(conversations, request.agent, timezone.now())
    return {"queue": found, "rows": shown, "further": further, "after": place}
