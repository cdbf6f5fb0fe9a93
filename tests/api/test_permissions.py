"""Bo does not see the inbox of Cy's team: not by id, in no list, search or event, and by no id that he sends.

The addresses come from the API's own description, so a new one is asked for too (T57, T58, T67).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from keepword import service
from keepword.api.urls import urlpatterns
from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.promises import actions as promises
from keepword.promises.models import Promise, Standard
from keepword.service import ArrivedFile, Person
from keepword.staff.models import Agent, Inbox
from tests.api import description
from tests.api.conftest import Program

Writes = Callable[..., Message]
SECRET = "wardrobe"


@pytest.fixture
def hidden(ana_writes: Writes, cy: Agent, cy_inbox: Inbox) -> dict[str, str]:
    """What is in the inbox of Cy's team only: the id for each parameter of a path."""
    message = ana_writes(
        f"The {SECRET} fell",
        subject=f"My {SECRET}",
        inbox=cy_inbox,
        sender=Person("olga@example.org", "Olga"),
        files=(ArrivedFile("photo.jpg", "image/jpeg", b"jpeg"),),
    )
    conversation = message.conversation
    conversations.retag(conversation, [SECRET], by=cy)
    service.note(conversation, by=cy, text=f"A {SECRET}, @Cy")
    now = timezone.now()
    promise = promises.make(
        what=f"a new {SECRET}",
        kind="other",
        due_at=now + timedelta(days=1),
        by=cy,
        at=now,
        customer=conversation.customer,
    )
    standard = promises.set_standard(10, inbox=cy_inbox)
    token = cy.tokens.create(name="Cy's", digest="x")
    return {
        "conversation_id": str(conversation.pk),
        "message_id": str(message.pk),
        "attachment_id": str(Attachment.objects.get().pk),
        "customer_id": str(conversation.customer_id),
        "promise_id": str(promise.pk),
        "standard_id": str(standard.pk),
        "token_id": str(token.pk),
    }


def routes() -> Iterator[str]:
    """The API's paths as Django knows them."""
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if pattern.name not in (None, "api-root", "openapi-json"):
            yield "/" + route.replace("<", "{").replace(">", "}")


def described() -> list[tuple[str, str]]:
    """Every (verb, path) of the description."""
    paths = description.description()["paths"]
    return [(verb, path.removeprefix(description.ROOT)) for path, verbs in paths.items() for verb in verbs]


BODIES: dict[str, dict[str, Any]] = {
    "/conversations/{conversation_id}": {"fault": "ours"},
    "/conversations/{conversation_id}/messages": {"kind": "note", "text": "x"},
    "/conversations/{conversation_id}/snooze": {"until": "2099-01-01T00:00:00Z"},
    "/conversations/{conversation_id}/merge": {"into": "1"},
    "/conversations/{conversation_id}/split": {"messages": ["1"]},
    "/conversations/{conversation_id}/hand-over": {"to": "1"},
    "/promises/{promise_id}/renegotiation": {"due_at": "2099-01-01T00:00:00Z", "agreed_by": "x"},
    "/promises/{promise_id}/withdrawal": {"reason": "x"},
    "/promises/{promise_id}/making-good": {"note": "x"},
    "/standards/{standard_id}": {"minutes": 60},
}


def test_no_address_leads_there(hidden: dict[str, str], bos: Program) -> None:
    by_id = [route for route in set(routes()) if "{" in route]
    assert len(by_id) > 15
    before = [Conversation.objects.values().get(), list(Promise.objects.values()), Message.objects.count()]
    for route in by_id:
        for verb in ("get", "post", "patch", "put", "delete"):
            body = BODIES.get(route, {}) if verb in ("post", "patch", "put") else None
            answer = bos.ask(verb, route.format(**hidden), body)
            wanted = {403, 405} if "standard" in route else {404, 405}
            assert answer.status_code in wanted, (verb, route, answer.status_code, answer.content)
            assert SECRET not in answer.content.decode()
    assert [
        Conversation.objects.values().get(),
        list(Promise.objects.values()),
        Message.objects.count(),
    ] == before


def test_no_address_answers_without_a_token_nor_writes_with_one_that_reads(
    hidden: dict[str, str], di: Agent, program_of: Callable[..., Program]
) -> None:
    reader = program_of(di, "read")
    for verb, path in described():
        if path != "/health":
            assert Program().ask(verb, path.format(**hidden)).status_code == 401, (verb, path)
        if verb != "get":
            refused = reader.ask(verb, path.format(**hidden), BODIES.get(path, {}))
            assert refused.status_code == 403, (verb, path)


def test_no_list_shows_it(hidden: dict[str, str], bos: Program, dis: Program) -> None:
    lists = [route for route in set(routes()) if "{" not in route and route != "/health"]
    assert len(lists) > 10
    for route in lists:
        asked = f"{route}?q={SECRET}" if route == "/search" else f"{route}?limit=50"
        answer = bos.get(asked)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode(), route
    assert SECRET in dis.get(f"/search?q={SECRET}").content.decode()
    assert SECRET in dis.get("/events").content.decode()


def test_no_event_names_it(hidden: dict[str, str], bos: Program, dis: Program) -> None:
    def named(program: Program) -> set[tuple[str, str]]:
        events = program.get("/events?limit=200").json()["items"]
        return {
            (field, event[field])
            for event in events
            for field in ("conversation", "customer", "promise")
            if event[field] is not None
        }

    there = {
        (name.removesuffix("_id"), hidden[name]) for name in ("conversation_id", "customer_id", "promise_id")
    }
    assert there <= named(dis)
    assert not there & named(bos)


def test_no_id_that_is_sent_binds_it(
    hidden: dict[str, str], bos: Program, ana_writes: Writes, inbox: Inbox, cy_inbox: Inbox
) -> None:
    own = ana_writes().conversation
    conversation, customer = hidden["conversation_id"], hidden["customer_id"]
    letter = {"subject": "x", "text": "x"}
    soon = {"what": "x", "kind": "other", "due_at": "2099-01-01T00:00:00Z"}
    forward = {"kind": "forward", "text": "x", "to": [{"address": "bo@example.com"}]}
    for path, body, field in (
        (f"/conversations/{own.pk}/merge", {"into": conversation}, "into"),
        (f"/conversations/{own.pk}/messages", {**forward, "forward_of": hidden["message_id"]}, "forward_of"),
        (f"/conversations/{own.pk}/split", {"messages": [hidden["message_id"]]}, "messages"),
        ("/conversations", {**letter, "inbox": str(cy_inbox.pk), "customer": str(own.customer_id)}, "inbox"),
        ("/conversations", {**letter, "inbox": str(inbox.pk), "customer": customer}, "customer"),
        ("/promises", {**soon, "conversation": conversation}, "conversation"),
        ("/promises", {**soon, "customer": customer}, "customer"),
    ):
        refused = bos.post(path, body)
        assert (refused.status_code, list(refused.json()["errors"])) == (404, [field]), path
    for query in (
        f"/conversations?customer={customer}",
        f"/promises?customer={customer}",
        f"/promises?conversation={conversation}",
        f"/events?conversation={conversation}",
        f"/events?customer={customer}",
        f"/events?promise={hidden['promise_id']}",
    ):
        assert bos.get(query).status_code == 404, query
    assert own.messages.count() == 1


@pytest.mark.parametrize("name", ["0", "-1", "1e3", "99999999999999999999", "٣", "me", "1 OR 1=1"])
def test_what_is_no_id_is_not_found(name: str, bos: Program, ana_writes: Writes) -> None:
    ana_writes()
    assert bos.get(f"/conversations/{name}").status_code == 404
    assert bos.get(f"/messages/{name}").status_code == 404
    assert bos.post("/promises", {"customer": name, "what": "x", "kind": "other"}).status_code == 404


def test_a_standard_of_a_hidden_inbox_is_in_no_list(hidden: dict[str, str], bos: Program) -> None:
    assert Standard.objects.count() == 2
    assert [row["inbox"] for row in bos.get("/standards").json()["items"]] == [None]


def test_cy_sees_both(hidden: dict[str, str], ana_writes: Writes, cys: Program) -> None:
    own = ana_writes().conversation
    numbers = {row["id"] for row in cys.get("/conversations").json()["items"]}
    assert numbers == {hidden["conversation_id"], str(own.pk)}
