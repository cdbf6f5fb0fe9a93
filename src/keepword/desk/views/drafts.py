"""Drafts while they are typed, their files, and taking one back that was about to go out."""

from __future__ import annotations

import json

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Conversation, Draft
from keepword.events import live
from keepword.lib.problems import Problem

from .. import composing
from ..middleware import AgentRequest
from .compose import save
from .finding import conversation_of


@require_POST
def draft(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Keep what is typed so far; an empty one is thrown away. Colleagues see that somebody is writing."""
    found = conversation_of(request, number)
    is_first = not Draft.objects.filter(conversation=found, agent=request.agent, kind=kind).exists()
    kept = save(request, found, kind)
    if kept is None:
        return HttpResponse(status=204)
    if composing.is_empty(kept.content) and not kept.attachments.exists():
        conversations.discard(kept)
        return HttpResponse(_("Nothing written yet"))
    if is_first:
        _someone_writes(found)
    return HttpResponse(_("Saved"))


def _someone_writes(found: Conversation) -> None:
    hint = live.Hint(0, "conversation.writing", found.pk, None, found.inbox_id)
    transaction.on_commit(lambda: live.publish(hint))


@require_POST
def undo(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Take a letter back that has not gone out; its text is in the composer again."""
    found = conversation_of(request, number)
    mine = Draft.objects.filter(conversation=found, agent=request.agent, kind=kind).first()
    if mine is None:
        raise Problem("is_out", _("It is out already. Write another letter to put it right."))
    conversations.hold(mine, None, at=timezone.now())
    if not request.htmx:
        return redirect(f"/conversations/{number}/?write={kind}#composer")
    shown = composing.compose(request.agent, found, kind, mine)
    context = {"composer": shown, "conversation": found, "customer": found.customer}
    answer = render(request, "desk/composer/composer.html", context)
    answer["HX-Trigger"] = json.dumps({"refetch": {"topic": f"conversation:{number}"}})
    return answer


@require_POST
def files(request: AgentRequest, number: int, kind: str) -> HttpResponse:
    """Keep files with the draft: chosen, dropped or pasted."""
    found = conversation_of(request, number)
    kept = save(request, found, kind)
    if kept is None:
        raise Problem("going_out", _("It is on its way out. Take it back to change it."))
    for file in request.FILES.getlist("files"):
        conversations.attach(kept, name=file.name or "", type=file.content_type or "", data=file.read())
    return _files(request, found, kept)


@require_POST
def file_removal(request: AgentRequest, number: int, kind: str, pk: int) -> HttpResponse:
    """Take a file out of the draft."""
    found = conversation_of(request, number)
    kept = get_object_or_404(Draft, conversation=found, agent=request.agent, kind=kind)
    for file in Attachment.objects.filter(pk=pk, draft=kept):
        conversations.detach(file)
    return _files(request, found, kept)


def _files(request: AgentRequest, found: Conversation, kept: Draft) -> HttpResponse:
    if not request.htmx:
        return redirect(f"/conversations/{found.pk}/?write={kept.kind}#composer")
    shown = composing.Composer(kind=kept.kind, draft=kept, files=list(kept.attachments.all()))
    return render(request, "desk/composer/files.html", {"composer": shown, "conversation": found})
