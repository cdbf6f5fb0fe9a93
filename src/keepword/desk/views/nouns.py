"""What can be done with a conversation: a small noun each, GET for its form, POST to do it.

A refusal shows the form again with what was typed and the reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Tag
from keepword.lib.problems import Problem
from keepword.staff.models import Agent, Team

from .. import whenever, words
from ..middleware import AgentRequest
from .conversation import redirect_or_thread
from .finding import conversation_of

Do = Callable[[AgentRequest, Conversation], None]
Choices = Callable[[AgentRequest, Conversation], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Noun:
    """How it is done, and what its form offers."""

    do: Do
    choices: Choices = lambda request, conversation: {}


def _resolve(request: AgentRequest, conversation: Conversation) -> None:
    form = request.POST
    service.resolve(
        conversation,
        by=request.agent,
        outcome=form.get("outcome", ""),
        no_answer_needed_because=form.get("no_answer_needed_because", ""),
    )


def _reopen(request: AgentRequest, conversation: Conversation) -> None:
    service.reopen(conversation, by=request.agent)


def _snooze(request: AgentRequest, conversation: Conversation) -> None:
    now = timezone.now()
    until = whenever.start(request.POST.get("preset") or request.POST.get("until", ""), request.agent, now)
    if until is None:
        why = _("Say until when: “tomorrow”, “mon 9:00”, “3h”. The time must be still to come.")
        raise Problem("not_understood", why, status=422, errors={"until": why})
    conversations.snooze(conversation, until, by=request.agent, at=now)


def _junk(request: AgentRequest, conversation: Conversation) -> None:
    why = request.POST.get("why", "").strip()
    if not why:
        sentence = _("Say why it is junk, so that somebody else can judge it too.")
        raise Problem("no_why", sentence, status=422, errors={"why": sentence})
    service.junk(conversation, by=request.agent, why=why)


def _not_junk(request: AgentRequest, conversation: Conversation) -> None:
    service.not_junk(conversation, by=request.agent)


def _own(request: AgentRequest, conversation: Conversation) -> None:
    chosen = request.POST.get("owner", "")
    owner = get_object_or_404(Agent.objects.at_work(), pk=chosen) if chosen.isdecimal() else None
    conversations.give(conversation, owner, by=request.agent)


def _to_team(request: AgentRequest, conversation: Conversation) -> None:
    chosen = request.POST.get("team", "")
    team = get_object_or_404(Team, pk=chosen) if chosen.isdecimal() else None
    conversations.change(conversation, by=request.agent, team=team, clear_team=team is None)


def _tag(request: AgentRequest, conversation: Conversation) -> None:
    conversations.retag(conversation, request.POST.get("tags", "").split(","), by=request.agent)


def _fault(request: AgentRequest, conversation: Conversation) -> None:
    conversations.change(conversation, by=request.agent, fault=request.POST.get("fault", ""))


def _subject(request: AgentRequest, conversation: Conversation) -> None:
    subject = request.POST.get("subject", "").strip()
    if not subject:
        sentence = _("A subject is a few words; this is none.")
        raise Problem("no_subject", sentence, status=422, errors={"subject": sentence})
    conversations.change(conversation, by=request.agent, subject=subject)


def _merge(request: AgentRequest, conversation: Conversation) -> None:
    number = request.POST.get("into", "").strip().lstrip("#")
    rows = Conversation.objects.visible_to(request.agent)
    into = rows.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if into is None:
        sentence = _("There is no conversation with this number that you can see.")
        raise Problem("no_such", sentence, status=422, errors={"into": sentence})
    service.merge(conversation, into=into, by=request.agent)


def _owners(_request: AgentRequest, conversation: Conversation) -> dict[str, Any]:
    """Whoever sees the inbox can own what is in it."""
    agents = Agent.objects.at_work().order_by("name")
    if conversation.inbox.team_id is not None:
        agents = agents.filter(role__in=(Agent.OWNER, Agent.LEAD)) | agents.filter(
            teams=conversation.inbox.team_id
        )
    return {"agents": agents.distinct()}


NOUNS = {
    "resolution": Noun(_resolve),
    "reopening": Noun(_reopen),
    "snooze": Noun(_snooze),
    "junk": Noun(_junk),
    "not-junk": Noun(_not_junk),
    "owner": Noun(_own, _owners),
    "team": Noun(_to_team, lambda request, conversation: {"teams": Team.objects.order_by("name")}),
    "tags": Noun(
        _tag,
        lambda request, conversation: {
            "tags": ", ".join(conversation.tags.values_list("name", flat=True)),
            "known": Tag.objects.order_by("name")[:200],
        },
    ),
    "fault": Noun(_fault, lambda request, conversation: {"faults": words.FAULTS.items()}),
    "subject": Noun(_subject),
    "merge": Noun(
        _merge,
        lambda request, conversation: {
            "others": Conversation.objects.visible_to(request.agent)
            .filter(customer=conversation.customer_id, merged_into=None)
            .exclude(pk=conversation.pk)
            .exclude(state=Conversation.JUNK)
            .order_by("-updated_at")[:5]
        },
    ),
}


@require_http_methods(["GET", "POST"])
def noun(request: AgentRequest, number: int, name: str) -> HttpResponse:
    """The form of a noun, or the deed."""
    if name not in NOUNS:
        raise Http404
    found = conversation_of(request, number)
    if request.method == "GET":
        return _form(request, found, name)
    try:
        NOUNS[name].do(request, found)
    except Problem as problem:
        return _form(request, found, name, problem)
    return redirect_or_thread(request, number)


def _form(
    request: AgentRequest, found: Conversation, name: str, problem: Problem | None = None
) -> HttpResponse:
    context = {
        "conversation": found,
        "customer": found.customer,
        "noun": name,
        "problem": problem,
        "errors": problem.errors if problem else {},
        "form": request.POST,
        "form_template": f"desk/nouns/{name}.html",
        **NOUNS[name].choices(request, found),
    }
    template = f"desk/nouns/{name}.html" if request.htmx else "desk/nouns/page.html"
    answer = render(request, template, context, status=problem.status if problem else 200)
    if problem and request.htmx:
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#{name}-form", "outerHTML"
    return answer
