"""What an agent is writing: from the form to the draft and back. No word is lost between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import formataddr, getaddresses
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from keepword.conversations.models import Attachment, Conversation, Draft, Message
from keepword.lib import times
from keepword.lib.html import to_text
from keepword.service.answer import reply_goes_to
from keepword.staff.models import Agent

from . import words

KINDS = (Message.REPLY, Message.NOTE, Message.FORWARD)


@dataclass(slots=True)
class Composer:
    """The form as it is shown; `kind` is empty while it is closed."""

    kind: str = ""
    draft: Draft | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""
    cc: str = ""
    bcc: str = ""
    seen: int = 0
    files: Sequence[Attachment] = ()
    forwarded: Message | None = None
    agents: Sequence[Agent] = ()
    problem: str = ""
    everybody: str = ""
    """The others to whom the last letter went, for 'reply to all'."""

    @property
    def text(self) -> str:
        return str(self.content.get("text", ""))

    @property
    def html(self) -> str:
        return str(self.content.get("html", ""))

    @property
    def promises(self) -> list[dict[str, Any]]:
        """The promises so far, each with `when` in words."""
        language, zone = words.reader()
        return [{**row, "when": _when(row, zone, language)} for row in self.content.get("promises", [])]


def _when(row: Mapping[str, Any], zone: str, language: str) -> str:
    if not row.get("due_at"):
        return ""
    due = datetime.fromisoformat(row["due_at"])
    # Seen from another season of the same year, so that a chip says the day and never 'in 12 min'.
    return times.said(due, due.replace(month=1 if due.month > 6 else 12, day=15), zone, language)


def opened(agent: Agent, conversation: Conversation, drafts: Iterable[Draft], kind: str) -> Composer:
    """The composer for `kind`, else for what was being written last, else closed."""
    writing = {draft.kind: draft for draft in drafts if draft.next_at is None}
    going_out = {draft.kind for draft in drafts if draft.next_at is not None}
    if conversation.state == Conversation.JUNK or conversation.merged_into_id:
        return Composer()
    if kind not in KINDS:
        latest = sorted(writing.values(), key=lambda draft: draft.updated_at)
        kind = latest[-1].kind if latest else ""
    if not kind or kind in going_out:
        return Composer()
    return compose(agent, conversation, kind, writing.get(kind))


def compose(
    agent: Agent, conversation: Conversation, kind: str, draft: Draft | None, problem: str = ""
) -> Composer:
    """The open composer with what its draft holds; an empty one is addressed to whom it would go."""
    content = draft.content if draft else _beginning(conversation, kind)
    to = people_text(content.get("to") or [])
    if kind == Message.REPLY and not to:
        to = people_text([person.to_json() for person in reply_goes_to(conversation)])
    forwarded = content.get("forward_of") if kind == Message.FORWARD else None
    return Composer(
        kind=kind,
        draft=draft,
        content=content,
        to=to,
        cc=people_text(content.get("cc") or []),
        bcc=people_text(content.get("bcc") or []),
        seen=conversation.last_message,
        files=list(draft.attachments.all()) if draft else (),
        forwarded=conversation.messages.filter(pk=forwarded).first() if forwarded else None,
        agents=list(Agent.objects.at_work().order_by("name").only("name", "email")),
        problem=problem or (draft.problem if draft else ""),
        everybody=_everybody(conversation) if kind == Message.REPLY else "",
    )


def _everybody(conversation: Conversation) -> str:
    last = conversation.messages.filter(kind=Message.INBOUND).order_by("-pk").first()
    ours = {conversation.inbox.address.lower(), last.sender_address.lower() if last else ""}
    others = [*last.to, *last.cc] if last else []
    return people_text(one for one in others if one.get("address") and one["address"].lower() not in ours)


def _beginning(conversation: Conversation, kind: str) -> dict[str, Any]:
    if kind != Message.FORWARD:
        return {}
    last = conversation.messages.exclude(kind=Message.NOTE).order_by("-pk").first()
    if last is None:
        return {}
    head = _("%(name)s <%(address)s> wrote:") % {"name": last.sender_name, "address": last.sender_address}
    lines = "\n".join(f"> {line}" for line in last.said.splitlines())
    return {"text": f"\n\n{head}\n{lines}", "forward_of": last.pk}


def content_of(form: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, as a draft keeps it; promises are added and dropped by themselves, and stay.

    The plain text of a formatted letter is made of it, so that lists and quotes are still such.
    """
    html = form.get("html", "").strip()
    return {
        "text": to_text(html) if html else form.get("text", "").replace("\r\n", "\n"),
        "html": html,
        "to": read_people(form.get("to", "")),
        "cc": read_people(form.get("cc", "")),
        "bcc": read_people(form.get("bcc", "")),
        "seen": _number(form.get("seen", "")),
        "forward_of": _number(form.get("forward_of", "")),
        "promises": list(before.get("promises", [])),
    }


def is_empty(content: Mapping[str, Any]) -> bool:
    """Whether nothing was written that anybody would miss."""
    return not content["text"].strip() and not content["promises"]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def read_people(text: str) -> list[dict[str, str]]:
    """Addresses as people type them: commas or semicolons between, with or without names (RFC 5322 §3.4)."""
    found = getaddresses([text.replace(";", ",").replace("\n", ",")])
    return [{"name": name, "address": address.strip()} for name, address in found if address.strip()]


def people_text(people: Iterable[Mapping[str, str]]) -> str:
    """The same, to type on."""
    return ", ".join(_person(one.get("name", ""), one["address"]) for one in people)


def _person(name: str, address: str) -> str:
    try:
        return formataddr((name, address))
    except UnicodeError:
        return address
