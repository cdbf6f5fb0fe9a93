"""Lists by pages, and what they cost."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Message
from keepword.service import ArrivedFile, Person
from keepword.staff.models import Agent
from tests.api.conftest import Program
from tests.conftest import MONDAY

Writes = Callable[..., Message]


def pages(program: Program, path: str, between: Callable[[], object] = lambda: None) -> Iterator[list[str]]:
    """The ids of each page of a list; `between` happens after each page."""
    cursor: str | None = ""
    while cursor is not None:
        answer = program.get(path + (f"&cursor={cursor}" if cursor else ""))
        assert answer.status_code == 200, answer.content
        yield [row["id"] for row in answer.json()["items"]]
        cursor = answer.json()["next"]
        between()


def several(ana_writes: Writes, many: int) -> list[str]:
    """Conversations of as many people, two at a time in the same moment; their ids."""
    return [
        str(
            ana_writes(
                at=MONDAY + timedelta(hours=n // 2), sender=Person(f"a{n}@example.org")
            ).conversation_id
        )
        for n in range(many)
    ]


@pytest.mark.parametrize("order", ["number", "-number", "updated_at", "-updated_at", "due_at"])
def test_each_is_given_once_in_any_order(order: str, ana_writes: Writes, bo: Agent, bos: Program) -> None:
    ids = several(ana_writes, 7)
    for answered in Conversation.objects.filter(pk__in=ids[:3]):
        service.answer(answered, by=bo, text="Soon", at=answered.created_at)
    whole = next(pages(bos, f"/conversations?limit=50&order={order}"))
    assert sorted(whole) == sorted(ids)
    for limit in (1, 2, 3, 7):
        found = list(pages(bos, f"/conversations?limit={limit}&order={order}"))
        assert [one for part in found for one in part] == whole
        assert all(len(part) <= limit for part in found)


def test_what_is_added_meanwhile_shifts_nothing(ana_writes: Writes, bos: Program) -> None:
    ids = several(ana_writes, 6)
    number = iter(range(100, 200))

    def another() -> None:
        ana_writes(sender=Person(f"late{next(number)}@example.org"))

    found = [one for part in pages(bos, "/conversations?limit=2", another) for one in part]
    assert found == ids[::-1]


def test_a_full_last_page_is_the_last(ana_writes: Writes, bos: Program) -> None:
    several(ana_writes, 4)
    assert [len(part) for part in pages(bos, "/conversations?limit=2")] == [2, 2]


def cursor_of(*told: object) -> str:
    """A cursor as somebody could make one up."""
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        cursor_of("number", 5),
        cursor_of("-number", "5; DROP TABLE"),
        cursor_of("-number", None),
        cursor_of("-number", [1]),
        cursor_of("-number", 10**30),
        cursor_of("-number", {"at": "2026-01-01T00:00:00"}),
        cursor_of("-number", {"at": datetime(2026, 1, 1, tzinfo=UTC).isoformat()}),
        cursor_of("-number"),
        cursor_of("-number", True),
        "é",
        "%00",
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(cursor: str, ana_writes: Writes, bos: Program) -> None:
    several(ana_writes, 2)
    refused = bos.get(f"/conversations?cursor={cursor}")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["cursor"])


def cost(program: Program, path: str) -> int:
    """How many queries a request makes."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert program.get(path).status_code == 200
    return len(queries)


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    ana_writes: Writes, bo: Agent, bos: Program
) -> None:
    file = (ArrivedFile("a.txt", "text/plain", b"a"),)
    for n in range(12):
        message = ana_writes("a wobbly chair", sender=Person(f"a{n}@example.org", f"A{n}"), files=file)
        conversations.retag(message.conversation, [f"tag {n}", "all"], by=bo)
        service.answer(message.conversation, by=bo, text="Soon", to=[Person(f"a{n}@example.org")])
        bos.post("/tokens", {"name": f"t{n}"})
    for n in range(12):
        ana_writes(
            f"again {n}", sender=Person("a0@example.org"), in_reply_to=(message.letter_id,), files=file
        )
    paths = ["/conversations", "/customers", "/promises", "/agents", "/tags", "/events", "/tokens", "/hours"]
    paths.append(f"/conversations/{message.conversation_id}/messages")
    for path in paths:
        short, long = cost(bos, f"{path}?limit=2"), cost(bos, f"{path}?limit=50")
        assert short == long, path
    assert cost(bos, "/conversations") <= 3
    assert cost(bos, f"/conversations/{message.conversation_id}/messages") <= 5
    assert cost(bos, "/search?q=wobbly&limit=2") == cost(bos, "/search?q=wobbly&limit=12")
