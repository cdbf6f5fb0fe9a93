"""What an agent must hear."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from keepword.notices import actions
from keepword.notices.models import Notice

from ..middleware import AgentRequest
from ..notice_words import Told, told
from .found import number_in

UNREAD, SEEN = 100, 30


def _lists(request: AgentRequest) -> dict[str, list[Told]]:
    mine = Notice.objects.filter(recipient=request.agent).order_by("-at", "-pk")
    unread = list(mine.filter(read_at=None)[:UNREAD])
    seen = list(mine.exclude(read_at=None)[:SEEN])
    sentences = told([*unread, *seen])
    return {"unread": sentences[: len(unread)], "seen": sentences[len(unread) :]}


@require_GET
def show(request: AgentRequest) -> HttpResponse:
    """The unread, then those seen lately; the list alone when only it is asked for."""
    template = "desk/notices/list.html" if request.htmx.target == "notices" else "desk/notices/page.html"
    return render(request, template, {"here": "notices", **_lists(request)})


@require_POST
def read(request: AgentRequest) -> HttpResponse:
    """All are seen, or the one that is named."""
    named = request.POST.get("notice")
    actions.read(request.agent, notice=(number_in(named) or 0) if named else None)
    if request.htmx:
        return render(request, "desk/notices/list.html", {"here": "notices", **_lists(request)})
    return redirect("notices")
