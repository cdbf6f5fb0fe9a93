"""What the margin fetches after the page: its figures, and the list of keys."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ..middleware import AgentRequest
from ..queues import counts as count


@require_GET
def keys(request: AgentRequest) -> HttpResponse:
    """The list of keys."""
    return render(request, "desk/parts/keys.html")


@require_GET
def counts(request: AgentRequest) -> HttpResponse:
    """How many are due, mine, my team's, and unread notices: out of band into the margin."""
    return render(request, "desk/counts.html", {"counts": count(request.agent, timezone.now())})
