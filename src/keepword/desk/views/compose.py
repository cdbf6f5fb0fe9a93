"""Writing: each post saves the draft first, so that no refusal loses a word; then it does what was asked."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft, Message
from keepword.lib.files import fetch
from keepword.lib.problems import Problem
from keepword.promises import rules
from keepword.staff.models import Agent

from .. import composing, whenever
from ..middleware import AgentRequest
from .finding import conversation_of
from .found import number_in


@require_GET
def composer(request: AgentRequest, number: int, kind: str = "") -> HttpResponse:
    """The composer for a reply, a note or a forward; without a kind it is closed."""
    if not request.htmx:
        return redirect(f"/conversations/{number}/?write={kind}#composer")
    found = conversation_of(request, number)
    drafts = list(Draft.objects.filter(conversation=found, agent=request.agent)) if kind else []
    shown = composing.opened(request.agent, found, drafts, kind) if kind else composing.Composer()
    return _composer(request, found, shown)


@require_POST
def write(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Save what is written, and send it, promise in it, or put it off, as the button said."""
    found = conversation_of(request, number)
    draft = save(request, found, kind)
    if draft is None:
        raise Problem("going_out", _("It is on its way out. Take it back to change it."))
    for file in request.FILES.getlist("files"):
        conversations.attach(draft, name=file.name or "", type=file.content_type or "", data=file.read())
    then = request.POST.get("then", "")
    try:
        return _then(request, found, draft, then)
    except Problem as problem:
        return _refused(request, found, draft, problem)


@transaction.atomic
def save(request: AgentRequest, found: Conversation, kind: str) -> Draft | None:
    """Keep the draft; None when it is about to go out, since a late save must not hold it up."""
    if kind not in composing.KINDS:
        raise Http404
    mine = Draft.objects.select_for_update().filter(conversation=found, agent=request.agent, kind=kind)
    before = mine.first()
    if before is not None and before.next_at is not None:
        return None
    content = composing.content_of(request.POST, before.content if before else {})
    return conversations.save_draft(found, request.agent, kind, content, at=timezone.now())


def _then(request: AgentRequest, found: Conversation, draft: Draft, then: str) -> HttpResponse:
    now = timezone.now()
    if then == "pledge":
        _pledge(request, draft, now)
        return _pledges(request, found, draft)
    if then.startswith("unpledge-"):
        _unpledge(draft, then.removeprefix("unpledge-"), now)
        return _pledges(request, found, draft)
    if then == "discard":
        conversations.discard(draft)
        return _done(request, found, _("Thrown away."))
    if then in ("send", "resolve", "later"):
        return _send(request, found, draft, then, now)
    return _done(request, found, "", composing.compose(request.agent, found, draft.kind, draft))


def _send(request: AgentRequest, found: Conversation, draft: Draft, then: str, now: datetime) -> HttpResponse:
    if draft.kind == Message.NOTE:
        files = draft.attachments.all()
        content = draft.content
        service.note(
            found, by=request.agent, text=content["text"], html=content["html"], attachments=files, at=now
        )
        conversations.discard(draft)
        return _done(request, found, "")
    if draft.kind == Message.FORWARD and "with_files" in request.POST:
        _take_files_along(found, draft)
    if then == "resolve":
        draft.content["resolve"] = True
        conversations.save_draft(found, request.agent, draft.kind, draft.content, at=now)
    service.rehearse(draft, now=now)
    if then == "later":
        at = whenever.start(request.POST.get("later", ""), request.agent, now)
        if at is None:
            raise Problem(
                "not_understood", _("Say when it shall go out: “tomorrow 9:00”, “fri”, “2h”."), status=422
            )
        conversations.hold(draft, at, at=now)
        return _done(request, found, "")
    conversations.hold(draft, now + timedelta(seconds=settings.UNDO_SECONDS), at=now)
    if not settings.UNDO_SECONDS:
        service.send_draft(draft, now=now)
    return _done(request, found, "")


def _take_files_along(found: Conversation, draft: Draft) -> None:
    original = found.messages.filter(pk=draft.content.get("forward_of") or 0).first()
    have = set(draft.attachments.values_list("digest", flat=True))
    for file in original.attachments.all() if original else ():
        if file.digest not in have:
            conversations.attach(draft, name=file.name, type=file.type, data=fetch(file.digest))


def _pledge(request: AgentRequest, draft: Draft, now: datetime) -> None:
    form, errors = request.POST, {}
    due = whenever.due(form.get("promise_due", ""), request.agent, now)
    what = " ".join(form.get("promise_what", "").split())
    if not what:
        errors["what"] = _("Say what you promise.")
    if due is None:
        errors["due"] = _("Say by when, so that it can be kept: “fri 15:00”, “2h”, “tomorrow”.")
    kind = form.get("promise_kind", "")
    if kind not in rules.KINDS:
        errors["kind"] = _("Choose what kind of promise it is.")
    if errors or due is None:
        raise Problem("bad_promise", next(iter(errors.values())), status=422, errors=errors)
    owner = (
        Agent.objects.at_work().filter(pk=number_in(form.get("promise_owner")) or request.agent.pk).first()
    )
    row = {
        "what": what[:500],
        "kind": kind,
        "due_at": due.at.isoformat(),
        "precision": due.precision,
        "owner": (owner or request.agent).pk,
        "owner_name": (owner or request.agent).name,
        "quote": form.get("promise_quote", "")[:2000],
    }
    content = {**draft.content, "promises": [*draft.content["promises"], row]}
    draft.content = content
    conversations.save_draft(draft.conversation, draft.agent, draft.kind, content, at=now)


def _unpledge(draft: Draft, which: str, now: datetime) -> None:
    rows = [row for at, row in enumerate(draft.content["promises"]) if str(at) != which]
    draft.content = {**draft.content, "promises": rows}
    conversations.save_draft(draft.conversation, draft.agent, draft.kind, draft.content, at=now)


def _pledges(
    request: AgentRequest, found: Conversation, draft: Draft, problem: Problem | None = None
) -> HttpResponse:
    if not request.htmx:
        return redirect(f"/conversations/{found.pk}/?write={draft.kind}#pledges")
    shown = composing.compose(request.agent, found, draft.kind, draft)
    context = {"composer": shown, "conversation": found, "problem": problem, "pledge": request.POST}
    answer = render(request, "desk/composer/pledges.html", context, status=problem.status if problem else 200)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#pledges", "outerHTML"
    return answer


def _refused(request: AgentRequest, found: Conversation, draft: Draft, problem: Problem) -> HttpResponse:
    """Say why at the composer, which keeps its text; what came meanwhile is fetched and counts as seen."""
    if request.POST.get("then") == "pledge" and request.htmx:
        return _pledges(request, found, draft, problem)
    found.refresh_from_db()
    if not request.htmx:
        conversations.hold(draft, None, at=timezone.now(), problem=str(problem))
        return redirect(f"/conversations/{found.pk}/?write={draft.kind}#composer")
    context = {"problem": problem, "seen": found.last_message}
    answer = render(request, "desk/composer/refusal.html", context, status=problem.status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#composer-refusal", "outerHTML"
    answer["HX-Trigger"] = json.dumps({"refetch": {"topic": f"conversation:{found.pk}"}})
    return answer


def _done(
    request: AgentRequest, found: Conversation, say: str, shown: composing.Composer | None = None
) -> HttpResponse:
    if not request.htmx:
        return redirect("conversation", found.pk)
    answer = _composer(request, found, shown or composing.Composer())
    answer["HX-Retarget"], answer["HX-Reswap"] = "#composer", "outerHTML"
    events: dict[str, Any] = {"refetch": {"topic": f"conversation:{found.pk}"}}
    if say:
        events["toast"] = {"text": say}
    answer["HX-Trigger"] = json.dumps(events)
    return answer


def _composer(request: AgentRequest, found: Conversation, shown: composing.Composer) -> HttpResponse:
    context = {"composer": shown, "conversation": found, "customer": found.customer}
    return render(request, "desk/composer/composer.html", context)
