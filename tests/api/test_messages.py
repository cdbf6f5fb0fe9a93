"""Saying something through the API, and reading what was said."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from keepword import service
from keepword.conversations.models import Conversation, Draft, Message
from keepword.promises.models import Promise
from keepword.service import ArrivedFile
from tests.api.conftest import Program

Writes = Callable[..., Message]


def test_what_she_wrote_is_read(ana_writes: Writes, bos: Program) -> None:
    message = ana_writes(
        "Where is it?\n> old",
        reply_text="Where is it?",
        files=(ArrivedFile("a.txt", "text/plain", b"hello"),),
    )
    listed = bos.get(f"/conversations/{message.conversation_id}/messages").json()
    assert listed["next"] is None
    said = listed["items"][0]
    assert (said["kind"], said["reply_text"], said["trust"]) == ("inbound", "Where is it?", "unverified")
    assert said["author"] == {
        "type": "customer",
        "id": str(message.customer_id),
        "name": "Ana",
        "address": "ana@example.org",
    }
    assert said["at"] == "2026-03-09T09:00:00Z"
    assert bos.get(f"/messages/{said['id']}").json() == said
    file = said["attachments"][0]
    assert (file["name"], file["size"], file["sha256"]) == ("a.txt", 5, hashlib.sha256(b"hello").hexdigest())
    download = bos.get(f"/attachments/{file['id']}")
    assert download.content == b"hello"
    assert download["Content-Type"] == "application/octet-stream"
    assert download["Content-Disposition"] == 'attachment; filename="a.txt"'


def test_a_reply_goes_at_once_with_its_file_and_its_promise(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    due = timezone.now() + timedelta(days=2)
    answered = bos.post(
        f"/conversations/{conversation.pk}/messages",
        {
            "kind": "reply",
            "text": "It leaves on Thursday.",
            "attachments": [
                {"name": "label.pdf", "type": "application/pdf", "content": base64.b64encode(b"PDF").decode()}
            ],
            "promises": [{"what": "send the chair", "kind": "send", "due_at": due.isoformat()}],
        },
    )
    assert answered.status_code == 201
    said = answered.json()
    assert [(d["address"], d["state"]) for d in said["deliveries"]] == [("ana@example.org", "waiting")]
    assert [(a["name"], a["size"]) for a in said["attachments"]] == [("label.pdf", 3)]
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    promise = conversation.promises.get(source="person")
    assert (promise.what, promise.due_at) == ("send the chair", due)


def test_who_has_not_seen_the_latest_is_refused(ana_writes: Writes, bos: Program) -> None:
    first = ana_writes()
    second = ana_writes("It came!", in_reply_to=(first.letter_id,))
    refused = bos.post(
        f"/conversations/{first.conversation_id}/messages",
        {"kind": "reply", "text": "It will come", "seen": str(first.pk)},
    )
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    problem = refused.json()
    assert problem["type"] == "urn:keepword:problem:newer_message"
    assert problem["errors"] == {"newer": [str(second.pk)]}
    assert first.conversation.messages.count() == 2


def test_a_forward_passes_a_message_of_this_conversation_on(ana_writes: Writes, bos: Program) -> None:
    message = ana_writes()
    place = f"/conversations/{message.conversation_id}/messages"
    body = {"kind": "forward", "text": "Please see", "to": [{"address": "supplier@example.com"}]}
    forwarded = bos.post(place, {**body, "forward_of": str(message.pk)})
    assert forwarded.status_code == 201
    assert forwarded.json()["forward_of"] == str(message.pk)
    other = ana_writes("Another matter")
    assert bos.post(place, {**body, "forward_of": str(other.pk)}).status_code == 404


def test_a_note_goes_to_nobody(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    noted = bos.post(
        f"/conversations/{conversation.pk}/messages", {"kind": "note", "html": "<p>Who <b>knows</b>?</p>"}
    )
    assert noted.status_code == 201
    assert (noted.json()["text"], noted.json()["deliveries"]) == ("Who knows?", [])
    addressed = {"kind": "note", "text": "x", "cc": [{"address": "ana@example.org"}]}
    assert bos.post(f"/conversations/{conversation.pk}/messages", addressed).status_code == 422


def test_a_reply_can_wait_for_its_hour(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    later = timezone.now() + timedelta(hours=3)
    body = {
        "kind": "reply",
        "text": "Good morning",
        "send_at": later.isoformat(),
        "attachments": [{"name": "a", "content": "QQ=="}],
    }
    held = bos.post(f"/conversations/{conversation.pk}/messages", body)
    assert held.status_code == 201
    draft = Draft.objects.get()
    assert (draft.next_at, draft.content["text"], draft.attachments.get().size) == (later, "Good morning", 1)
    again = bos.post(f"/conversations/{conversation.pk}/messages", body)
    assert (again.status_code, again.json()["type"]) == (409, "urn:keepword:problem:draft_exists")
    past = bos.post(f"/conversations/{conversation.pk}/messages", {**body, "send_at": "2020-01-01T00:00:00Z"})
    assert past.json()["errors"].keys() == {"send_at"}


def test_what_waited_goes_out_as_it_was_said(ana_writes: Writes, bos: Program) -> None:
    message = ana_writes()
    later = timezone.now() + timedelta(hours=3)
    due = later + timedelta(days=1)
    held = bos.post(
        f"/conversations/{message.conversation_id}/messages",
        {
            "kind": "forward",
            "html": "<p>Please <b>look</b></p><script>alert(1)</script>",
            "to": [{"address": "supplier@example.com", "name": "Supplier"}],
            "forward_of": str(message.pk),
            "send_at": later.isoformat(),
            "attachments": [{"name": "a.txt", "content": "QQ=="}],
            "promises": [
                {"what": "ask", "kind": "information", "due_at": due.isoformat(), "precision": "day"}
            ],
        },
    )
    assert held.status_code == 201
    assert "script" not in Draft.objects.get().content["html"]
    sent = service.send_draft(Draft.objects.get(), now=later)
    assert sent is not None
    said = bos.get(f"/messages/{sent.pk}").json()
    assert (said["kind"], said["forward_of"], said["text"]) == ("forward", str(message.pk), "Please look")
    assert said["to"] == [{"name": "Supplier", "address": "supplier@example.com"}]
    assert [file["name"] for file in said["attachments"]] == ["a.txt"]
    promise = Promise.objects.get(source="person")
    assert (promise.what, promise.due_at, promise.precision) == ("ask", due, "day")
    assert not Draft.objects.exists()


def test_nothing_empty_and_nothing_to_nobody_is_held(ana_writes: Writes, bos: Program) -> None:
    place = f"/conversations/{ana_writes().conversation_id}/messages"
    later = {"send_at": "2099-01-01T00:00:00Z"}
    for body, field in (({"kind": "reply"}, "text"), ({"kind": "forward", "text": "x"}, "to")):
        refused = bos.post(place, {**body, **later})
        assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "inbound"}, "kind"),
        ({"to": [{"address": "not an address"}]}, "to.0"),
        ({"to": [{"address": "a@example.com", "name": "A\r\nBcc: b@example.com"}]}, "to.0.name"),
        ({"attachments": [{"name": "a", "content": "%%%"}]}, "attachments.0"),
        ({"send_at": "2030-01-01T10:00:00"}, "send_at"),
        ({"is_staff": True}, "is_staff"),
        ({"text": ""}, "text"),
    ],
)
def test_what_cannot_be_said_is_refused_by_field(
    ana_writes: Writes, bos: Program, change: dict[str, object], field: str
) -> None:
    conversation: Conversation = ana_writes().conversation
    refused = bos.post(
        f"/conversations/{conversation.pk}/messages", {"kind": "reply", "text": "Hello", **change}
    )
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == [field]
    assert conversation.messages.count() == 1
