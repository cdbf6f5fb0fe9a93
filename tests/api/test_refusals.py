"""What the API does not take, and how it says so (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError

from keepword.api.resources import tokens
from keepword.conversations.models import Message
from keepword.customers.models import Customer
from tests.api.conftest import Program

Writes = Callable[..., Message]


def check(answer: Any, status: int, code: str) -> dict[str, Any]:
    """It is a problem document of this status and code; returns it."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = dict(answer.json())
    assert problem["type"] == f"urn:keepword:problem:{code}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("order_by=owner__password", "order_by"),
        ("filter[owner__email__startswith]=b", "filter[owner__email__startswith]"),
        ("owner__password=x", "owner__password"),
        ("offset=10", "offset"),
        ("state=open&state=junk", "state"),
    ],
)
def test_an_unknown_parameter_is_not_ignored(bos: Program, query: str, name: str) -> None:
    problem = check(bos.get(f"/conversations?{query}"), 422, "unknown_parameter")
    assert list(problem["errors"]) == [name]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/conversations?order=owner__password", "order"),
        ("/conversations?order=-password", "order"),
        ("/conversations?limit=201", "limit"),
        ("/conversations?limit=0", "limit"),
        ("/conversations?state=deleted", "state"),
        ("/conversations?waiting=perhaps", "waiting"),
        ("/conversations?cursor=AAAA", "cursor"),
        ("/promises?due_before=tomorrow", "due_before"),
        ("/promises?due_before=2026-03-09", "due_before"),
        ("/promises?due_before=0001-01-01T00:00:00%2B14:00", "due_before"),
        ("/events?after=x", "after"),
        ("/search", "q"),
        ("/search?q=x&cursor=y", "cursor"),
        ("/customers?order=notes", "order"),
    ],
)
def test_a_parameter_has_to_be_one_of_those_known(bos: Program, path: str, name: str) -> None:
    assert list(check(bos.get(path), 422, "invalid")["errors"]) == [name]


def test_a_known_parameter_of_another_address_is_unknown_here(bos: Program) -> None:
    check(bos.get("/teams?state=open"), 422, "unknown_parameter")
    check(Program().get("/health?verbose=1"), 422, "unknown_parameter")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid"),
        (b"{", 400, "not_json"),
        (b"\xff\xfe", 400, "not_json"),
        (b'{"name": NaN}', 400, "not_json"),
        (b'{"name": "a\\u0000b"}', 400, "bad_text"),
        (b'{"name": "\\ud800"}', 400, "bad_text"),
        (b'{"attributes": {"\\u0000": 1}}', 400, "bad_text"),
        (b"[1]", 422, "invalid"),
        (b'"name"', 422, "invalid"),
        (b'{"attributes": ' + b'{"a":' * 40 + b"1" + b"}" * 41, 400, "too_deep"),
        (b"[" * 10_000 + b"]" * 10_000, 400, "too_deep"),
        (b"[" + b"[]," * 200_000 + b"1]", 413, "too_complex"),
        (b'{"attributes": {"a": ' + b"9" * 5000 + b"}}", 400, "not_json"),
    ],
)
def test_a_body_that_cannot_be_read(bos: Program, body: bytes, status: int, code: str) -> None:
    check(bos.post("/customers", body), status, code)
    assert Customer.objects.count() == 0


def test_a_body_that_is_too_big_is_not_read(bos: Program) -> None:
    answer = bos.client.post(
        "/api/v1/customers",
        data=b"{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {bos.token}"},
        CONTENT_LENGTH=str(64 * 1024 * 1024 + 1),
    )
    check(answer, 413, "too_large")


def test_a_body_without_its_length_is_refused_and_not_taken_for_empty(bos: Program) -> None:
    answer = bos.client.generic(
        "POST",
        "/api/v1/customers",
        headers={"Authorization": f"Bearer {bos.token}", "Transfer-Encoding": "chunked"},
    )
    check(answer, 411, "length_required")


def test_nothing_that_is_told_is_kept_on_the_way(bos: Program) -> None:
    for path in ("/conversations", "/conversations/1", "/health"):
        assert bos.get(path)["Cache-Control"] == "no-store"


def test_what_is_not_there(bos: Program) -> None:
    for path in ("/nothing", "/conversations/", "/conversations/1/2/3", "/"):
        check(bos.get(path), 404, "not_found")
    check(Program().post("/nothing"), 404, "not_found")


def test_a_verb_that_is_not_there(bos: Program) -> None:
    answer = bos.delete("/conversations")
    check(answer, 405, "method_not_allowed")
    assert set(answer["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


def test_a_fault_of_ours_is_logged_and_not_explained(
    bos: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(tokens, "page", fail)
    answer = bos.get("/tokens")
    check(answer, 500, "failed")
    assert b"swordfish" not in answer.content
    assert "swordfish" in caplog.text


def test_a_database_that_cannot_be_had_is_worth_another_try(
    bos: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_values: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(tokens, "page", fail)
    answer = bos.get("/tokens")
    check(answer, 503, "busy")
    assert answer["Retry-After"] == "1"


def test_a_template_in_a_name_is_a_name(bos: Program) -> None:
    made = bos.post("/customers", {"name": "{{ settings.SECRET_KEY }}"}).json()
    assert made["name"] == "{{ settings.SECRET_KEY }}"
