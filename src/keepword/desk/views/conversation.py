"""One conversation: what was said, what is owed, and where to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft

from .. import composing, presence, queues, thread
from ..middleware import AgentRequest
from .finding import conversation_of
from .queue import list_context

WRITING = timedelta(minutes=5)
"""Whoever saved a draft so lately is taken to be writing."""


@require_GET
def conversation(request: AgentRequest, number: int) -> HttpResponse:
    """The page; beside the list only the pane, and only the thread when it is stale."""
    found = conversation_of(request, number)
    if found.merged_into_id and "merged" not in request.GET:
        return redirect("conversation", found.merged_into_id)
    if request.htmx.target == "thread":
        return render_thread(request, found)
    context = pane_context(request, found)
    if request.htmx.target == "pane":
        return render(request, "desk/conversation/pane.html", context)
    name = request.GET.get("in", "due")
    name = name if name in queues.QUEUES else "due"
    if request.htmx.target == "list":
        return render(request, "desk/queue/list.html", list_context(request, name))
    return render(
        request, "desk/conversation/page.html", {**context, "here": name, "queue": queues.QUEUES[name]}
    )


def render_thread(request: AgentRequest, found: Conversation, status: int = 200) -> HttpResponse:
    """The part of the pane that live hints make stale."""
    return render(request, "desk/conversation/thread.html", thread_context(request, found), status=status)


def redirect_or_thread(request: AgentRequest, number: int) -> HttpResponse:
    """After something was done: the thread as it stands now, or back to the page."""
    if not request.htmx:
        return redirect("conversation", number)
    answer = render_thread(request, conversation_of(request, number))
    answer["HX-Retarget"], answer["HX-Reswap"] = "#thread", "keep"
    return answer


def thread_context(request: AgentRequest, found: Conversation) -> dict[str, Any]:
    """Messages, events, promises, and who else is writing. Whoever looks has seen it."""
    now = timezone.now()
    if (getattr(found, "seen_up_to", None) or 0) < found.last_message:
        conversations.see(found, request.agent)
    drafts = list(Draft.objects.filter(conversation=found).select_related("agent"))
    writing = [
        draft
        for draft in drafts
        if draft.agent_id != request.agent.pk and draft.next_at is None and draft.updated_at > now - WRITING
    ]
    names = {draft.agent.name for draft in writing}
    mine = [draft for draft in drafts if draft.agent_id == request.agent.pk]
    return {
        "conversation": found,
        "customer": found.customer,
        "thread": thread.read(found, everything="all" in request.GET),
        "promises": _promises(found),
        "drafts": mine,
        "held": [draft for draft in mine if draft.next_at is not None],
        "others": writing,
        "looking": [name for name in presence.look(found, request.agent) if name not in names],
        "now": now,
        "back": queues.QUEUES.get(request.GET.get("in", ""), queues.QUEUES["due"]),
    }


def pane_context(request: AgentRequest, found: Conversation) -> dict[str, Any]:
    """The whole pane: the thread, and the composer as it was left."""
    context = thread_context(request, found)
    composer = composing.opened(request.agent, found, context["drafts"], request.GET.get("write", ""))
    return {**context, "composer": composer}


def _promises(found: Conversation) -> list[Any]:
    rows = found.promises.owed().select_related("owner").order_by("due_at", "pk")
    return list(rows[:20])
