"""Finding what somebody remembers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from keepword.service.search import search

from ..middleware import AgentRequest
from .found import number_in


@require_GET
def show(request: AgentRequest) -> HttpResponse:
    """What was found; a number that is a conversation's goes straight there."""
    words = request.GET.get("q", "")
    before = number_in(request.GET.get("before"))
    found = search(request.agent, words, before=before)
    if found.exact is not None and not request.htmx:
        return redirect(f"/conversations/{found.exact.number}/")
    return render(
        request, "desk/search/page.html", {"here": "search", "words": words, "found": found, "before": before}
    )
