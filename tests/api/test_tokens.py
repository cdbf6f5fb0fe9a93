"""Whose token it is, what it may, and how often."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from keepword.api import auth
from keepword.api.rate import SlidingWindow
from keepword.channels.models import InboundRecord
from keepword.conversations.models import Message
from keepword.staff.models import Agent, ApiToken, Inbox
from tests.api.conftest import Program

Writes = Callable[..., Message]
ProgramOf = Callable[..., Program]


def test_without_a_working_token_nothing_is_told(bo: Agent, bos: Program) -> None:
    for program in (Program(), Program("made-up"), Program("")):
        refused = program.get("/conversations")
        assert refused.status_code == 401
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["WWW-Authenticate"].startswith("Bearer")
    basic = Program().get("/conversations", Authorization=f"Basic {bos.token}")
    assert basic.status_code == 401
    bo.is_active = False
    bo.save()
    assert bos.get("/conversations").status_code == 401


def test_a_token_that_reads_does_not_write(bo: Agent, program_of: ProgramOf, ana_writes: Writes) -> None:
    conversation = ana_writes().conversation
    reader, writer = program_of(bo, "read"), program_of(bo, "write")
    assert reader.get("/conversations").status_code == 200
    refused = reader.post(f"/conversations/{conversation.pk}/messages", {"kind": "note", "text": "x"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:keepword:problem:scope")
    assert reader.patch(f"/conversations/{conversation.pk}", {"fault": "ours"}).status_code == 403
    assert reader.delete(f"/conversations/{conversation.pk}/junk").status_code == 403
    assert writer.get("/conversations").status_code == 403
    assert conversation.messages.count() == 1


def test_tokens_are_ones_own(bos: Program, cys: Program, cy: Agent) -> None:
    made = bos.post("/tokens", {"name": "reports", "scopes": ["read"]})
    assert made.status_code == 201
    reports = Program(made.json()["token"])
    listed = {row["name"]: row for row in reports.get("/tokens").json()["items"]}
    assert {name: (row["scopes"], row["is_this"]) for name, row in listed.items()} == {
        "test": (["read", "write"], False),
        "reports": (["read"], True),
    }
    assert not any("token" in row for row in listed.values())
    assert cys.delete(f"/tokens/{made.json()['id']}").status_code == 404
    assert bos.delete(f"/tokens/{made.json()['id']}").status_code == 204
    assert reports.get("/tokens").status_code == 401
    assert ApiToken.objects.get(name="reports").revoked_at is not None


def test_a_token_gives_no_scope_that_it_lacks(bo: Agent, program_of: ProgramOf) -> None:
    refused = program_of(bo, "write").post("/tokens", {"name": "more", "scopes": ["read"]})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:keepword:problem:scope")


def test_too_much_at_once_is_put_off(bos: Program, cys: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "limits", SlidingWindow(3, 10.0))
    assert [bos.get("/tags").status_code for _each in range(4)] == [200, 200, 200, 429]
    refused = bos.get("/tags")
    assert refused.json()["status"] == 429
    assert 1 <= int(refused["Retry-After"]) <= 10
    assert cys.get("/tags").status_code == 200


def test_six_hundred_in_ten_seconds() -> None:
    window = SlidingWindow(auth.MOST_REQUESTS, auth.WINDOW)
    assert all(window.wait(1, now / 100) == 0 for now in range(600))
    assert window.wait(1, 6.0) == 4
    assert window.wait(2, 6.0) == 0
    assert window.wait(1, 9.99) == 1
    assert window.wait(1, 10.0) == 0


def test_health_tells_the_stranger_little_and_the_token_more(
    inbox: Inbox, bos: Program, ana_writes: Writes
) -> None:
    assert Program().get("/health").json() == {"status": "ok"}
    assert Program("made-up").get("/health").status_code == 401
    assert bos.get("/health").json()["unaccounted"] == 0
    InboundRecord.objects.create(
        inbox=inbox, key="1", via="smtp", state="read", received_at=timezone.now(), size=1, raw=b"x"
    )
    told = bos.get("/health").json()
    assert told["unaccounted"] == 1
    assert told["queues"]["inbound"] == {"waiting": 0, "oldest_seconds": 0.0}
    assert set(told["queues"]) == {"inbound", "deliveries", "notices"}
