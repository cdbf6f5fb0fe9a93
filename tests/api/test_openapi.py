"""What the API describes is what happens: the answers of all tests here are held against the description."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from keepword.conversations.models import Attachment, Message
from keepword.service import ArrivedFile
from keepword.staff.models import Inbox
from tests.api import description
from tests.api.conftest import Program

Writes = Callable[..., Message]


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """All that is described: its id → (verb, path, description)."""
    return {
        described["operationId"]: (verb, path.removeprefix(description.ROOT), described)
        for path, verbs in description.description()["paths"].items()
        for verb, described in verbs.items()
    }


def test_it_needs_no_token_and_is_openapi() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.json()["info"]["title"] == "Keepword"


def test_every_address_of_the_contract_is_described() -> None:
    paths = {path for _verb, path, _described in operations().values()}
    assert {
        "/conversations",
        "/conversations/{conversation_id}",
        "/conversations/{conversation_id}/messages",
        "/conversations/{conversation_id}/resolution",
        "/conversations/{conversation_id}/snooze",
        "/conversations/{conversation_id}/merge",
        "/conversations/{conversation_id}/split",
        "/conversations/{conversation_id}/hand-over",
        "/conversations/{conversation_id}/junk",
        "/messages/{message_id}",
        "/customers",
        "/promises",
        "/promises/{promise_id}/keeping",
        "/promises/{promise_id}/renegotiation",
        "/promises/{promise_id}/withdrawal",
        "/standards",
        "/hours",
        "/teams",
        "/agents",
        "/inboxes",
        "/tags",
        "/search",
        "/events",
        "/health",
    } <= paths


def test_every_operation_says_how_it_refuses() -> None:
    for name, (verb, path, described) in operations().items():
        answers = described["responses"]
        wanted = {"422", "default"}
        assert described["security"][-1] == {"Token": []}, name
        assert ({} in described["security"]) == (name == "health")
        wanted |= {"401", "403", "429"}
        wanted |= {"404"} if "{" in path else set()
        wanted |= {"400", "413"} if "requestBody" in described else set()
        wanted |= {"409"} if verb != "get" else set()
        assert wanted <= set(answers), name
        for status, answer in answers.items():
            if status == "default" or int(status) >= 400:
                assert answer["content"] == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }, (name, status)
        assert described["summary"], name
        assert described["description"], name
        headers = {p["name"] for p in described["parameters"] if p["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (verb == "post"), name


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(description.description())
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    schemas = description.description()["components"]["schemas"]
    assert named <= set(schemas)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in schemas)
    bodies = [d["requestBody"] for _verb, _path, d in operations().values() if "requestBody" in d]
    for body in bodies:
        name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert schemas[name]["additionalProperties"] is False, name


def test_every_operation_does_what_it_describes(
    ana_writes: Writes, inbox: Inbox, bos: Program, dis: Program
) -> None:
    """One walk over all of them; `Program` holds each answer against the description."""
    first = ana_writes(files=(ArrivedFile("a.txt", "text/plain", b"a"),))
    second = ana_writes("Another")
    apart = ana_writes("And a lamp", in_reply_to=(second.letter_id,))
    one, two = f"/conversations/{first.conversation_id}", f"/conversations/{second.conversation_id}"
    customer = dis.post("/customers", {"name": "Olga"}).json()["id"]
    pledge = {"customer": customer, "what": "call", "kind": "callback", "due_at": "2099-01-01T00:00:00Z"}
    kept, moved, gone = (dis.post("/promises", pledge).json()["id"] for _each in range(3))
    late = dis.post("/promises", {**pledge, "kind": "repair"}).json()["id"]
    unlike = {"evidence": "Seen", "as_described": False, "complete": True, "at_place": True}
    dis.post(f"/promises/{late}/keeping", unlike)
    standard = dis.get("/standards").json()["items"][0]["id"]
    token = dis.post("/tokens", {"name": "x"}).json()["id"]
    letter = {"inbox": str(inbox.pk), "customer": str(first.customer_id), "subject": "Hello", "text": "Hello"}
    me = next(row["id"] for row in dis.get("/agents").json()["items"] if row["is_me"])
    steps: dict[str, tuple[str, Any]] = {
        "list_conversations": ("/conversations", None),
        "start_conversation": ("/conversations", letter),
        "get_conversation": (one, None),
        "change_conversation": (one, {"fault": "theirs", "tags": ["a"]}),
        "list_messages": (f"{one}/messages", None),
        "write_message": (f"{one}/messages", {"kind": "reply", "text": "Soon"}),
        "get_message": (f"/messages/{first.pk}", None),
        "get_attachment": (f"/attachments/{Attachment.objects.get().pk}", None),
        "resolve_conversation": (f"{one}/resolution", {"outcome": "Told"}),
        "reopen_conversation": (f"{one}/resolution", None),
        "snooze_conversation": (f"{one}/snooze", {"until": "2099-01-01T00:00:00Z"}),
        "wake_conversation": (f"{one}/snooze", None),
        "hand_over_conversation": (f"{one}/hand-over", {"to": me, "note": "Yours"}),
        "junk_conversation": (f"{two}/junk", {"why": "spam"}),
        "unjunk_conversation": (f"{two}/junk", None),
        "split_conversation": (f"{two}/split", {"messages": [str(apart.pk)]}),
        "merge_conversation": (f"{two}/merge", {"into": str(first.conversation_id)}),
        "list_customers": ("/customers", None),
        "make_customer": ("/customers", {"name": "Eve"}),
        "get_customer": (f"/customers/{customer}", None),
        "change_customer": (f"/customers/{customer}", {"company": "Tables"}),
        "list_promises": ("/promises", None),
        "make_promise": ("/promises", pledge),
        "get_promise": (f"/promises/{kept}", None),
        "keep_promise": (f"/promises/{kept}/keeping", {"evidence": "Called"}),
        "renegotiate_promise": (
            f"/promises/{moved}/renegotiation",
            {"due_at": "2099-02-01T00:00:00Z", "agreed_by": "Olga"},
        ),
        "withdraw_promise": (f"/promises/{gone}/withdrawal", {"reason": "No more"}),
        "make_promise_good": (f"/promises/{late}/making-good", {"note": "Repaired"}),
        "list_standards": ("/standards", None),
        "set_standard": ("/standards", {"inbox": str(inbox.pk), "minutes": 30}),
        "change_standard": (f"/standards/{standard}", {"minutes": 120}),
        "list_hours": ("/hours", None),
        "list_teams": ("/teams", None),
        "list_agents": ("/agents", None),
        "list_inboxes": ("/inboxes", None),
        "list_tags": ("/tags", None),
        "search": ("/search?q=chair", None),
        "list_events": ("/events?limit=200", None),
        "list_tokens": ("/tokens", None),
        "make_token": ("/tokens", {"name": "y"}),
        "revoke_token": (f"/tokens/{token}", None),
        "health": ("/health", None),
    }
    described = operations()
    assert set(steps) == set(described)
    for name, (path, body) in steps.items():
        verb, _path, _described = described[name]
        answer = dis.ask(verb, path, body)
        wanted = {"post": 201, "delete": 204}.get(verb, 200)
        assert answer.status_code == wanted, (name, answer.content)


def test_an_answer_that_differs_is_noticed() -> None:
    schema = {"$ref": "#/components/schemas/TagOut"}
    assert description.differences({"id": "1", "name": "a"}, schema, "$") == []
    assert description.differences({"id": 1, "name": "a"}, schema, "$") == ["$.id: 1 is no string"]
    assert description.differences({"id": "1"}, schema, "$") == ["$: name is missing"]
    extra = {"id": "1", "name": "a", "color": "red"}
    assert description.differences(extra, schema, "$") == ["$: color is not described"]
