"""Drafts: kept as they are typed, so that no word of anybody is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib import files
from keepword.lib.problems import Problem
from keepword.staff.models import Agent

from ..models import Attachment, Conversation, Draft
from .say import about


@transaction.atomic
def save_draft(
    conversation: Conversation, agent: Agent, kind: str, content: dict[str, Any], *, at: datetime
) -> Draft:
    """Keep what is written so far; saving again replaces it, and takes back what was about to go out."""
    draft, _new = Draft.objects.update_or_create(
        conversation=conversation,
        agent=agent,
        kind=kind,
        defaults={"content": content, "updated_at": at, "next_at": None, "problem": ""},
    )
    return draft


@transaction.atomic
def hold(draft: Draft, until: datetime | None, *, at: datetime, problem: str = "") -> None:
    """Let it go out by itself at `until`; with None it stays a draft (undone, or stopped by `problem`).

    Whoever had claimed it to send it has it no more; raises a Problem when it is out already.
    """
    draft.next_at, draft.problem, draft.updated_at = until, problem[:300], at
    draft.tries, draft.claim = 0, ""
    kept = {name: getattr(draft, name) for name in ("next_at", "problem", "updated_at", "tries", "claim")}
    if not Draft.objects.filter(pk=draft.pk).update(**kept):
        raise Problem("is_out", _("It is out already. Write another letter to put it right."))
    record(
        "draft.held" if until else "draft.kept",
        by=draft.agent,
        at=at,
        until=until.isoformat() if until else None,
        **about(draft.conversation),
    )


def move_drafts(source: Conversation, into: Conversation, *, at: datetime) -> None:
    """What is being written in one conversation is being written in the other; no word of anybody is lost."""
    for draft in source.drafts.select_for_update():
        there = Draft.objects.filter(conversation=into, agent=draft.agent_id, kind=draft.kind).first()
        if there is None:
            Draft.objects.filter(pk=draft.pk).update(conversation=into)
            continue
        both = _joined(there.content, draft.content)
        save_draft(into, draft.agent, draft.kind, both, at=at)
        draft.attachments.update(draft=there)
        discard(draft)


def _joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two drafts as one, addressed as the first."""
    text = "\n\n".join(filter(None, (one.get("text", "") for one in (first, second))))
    html = ""
    if first.get("html") or second.get("html"):
        html = "".join(
            one.get("html") or linebreaks(one.get("text", ""), autoescape=True) for one in (first, second)
        )
    promises = [*first.get("promises", []), *second.get("promises", [])]
    return {**first, "text": text, "html": html, "promises": promises}


def attach(draft: Draft, *, name: str, type: str, data: bytes, inline: bool = False) -> Attachment:  # noqa: A002
    """Keep a file with what is being written; the bytes are on disk before the row says so."""
    digest = files.keep(data)
    return Attachment.objects.create(
        draft=draft,
        name=PurePath(name.replace("\\", "/")).name[:255] or "file",
        type=type[:127] or "application/octet-stream",
        size=len(data),
        digest=digest,
        inline=inline,
    )


def detach(file: Attachment) -> None:
    """Take a file out of what is being written; what was sent already stays."""
    if file.draft_id is not None:
        file.delete()


def discard(draft: Draft) -> None:
    """Throw it away; its files go with it."""
    draft.delete()
