"""A request that is repeated with its Idempotency-Key does nothing again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from keepword.api.models import IdempotentAnswer
from keepword.conversations.models import Message
from keepword.customers.models import Customer
from keepword.staff import actions as staff
from tests.api.conftest import Program

Writes = Callable[..., Message]
ANA = {"name": "Ana", "addresses": [{"value": "ana@example.org"}]}


def make(program: Program, key: str, body: dict[str, Any] | None = None, path: str = "/customers") -> Any:
    """Make a customer under a key."""
    return program.post(path, ANA if body is None else body, **{"Idempotency-Key": key})


def test_the_repetition_is_answered_the_same(bos: Program) -> None:
    first, again = make(bos, "one"), make(bos, "one")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Customer.objects.count() == 1


def test_a_reply_goes_out_once(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    for _each in range(3):
        said = make(bos, "r", {"kind": "reply", "text": "Soon"}, f"/conversations/{conversation.pk}/messages")
        assert said.status_code == 201
    assert conversation.messages.filter(kind="reply").count() == 1


def test_the_same_key_for_something_else_is_a_mistake(bos: Program) -> None:
    make(bos, "one")
    for other in (make(bos, "one", {"name": "Eve"}), make(bos, "one", {"name": "Ana"}, "/tokens")):
        assert (other.status_code, other.json()["type"]) == (422, "urn:keepword:problem:key_reused")
    assert Customer.objects.count() == 1


def test_a_key_is_its_tokens_own(bos: Program, cys: Program) -> None:
    make(bos, "one", {"name": "Ana"})
    assert "Idempotent-Replayed" not in make(cys, "one", {"name": "Ana"})
    assert Customer.objects.count() == 2


def test_what_failed_may_be_tried_again(bos: Program) -> None:
    make(bos, "one")
    refused = make(bos, "two")
    assert refused.status_code == 409
    assert make(bos, "two", {"name": "Eve"}).status_code == 201


def test_after_a_day_it_is_another_request(bos: Program) -> None:
    make(bos, "one", {"name": "Ana"})
    IdempotentAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert "Idempotent-Replayed" not in make(bos, "one", {"name": "Ana"})
    assert (Customer.objects.count(), IdempotentAnswer.objects.count()) == (2, 1)


def test_a_fresh_token_is_not_kept_readable(bos: Program) -> None:
    first = make(bos, "t", {"name": "reports"}, "/tokens")
    assert make(bos, "t", {"name": "reports"}, "/tokens").json() == first.json()
    assert first.json()["token"] not in IdempotentAnswer.objects.get().body


def test_a_key_has_to_be_one(bos: Program) -> None:
    refused = make(bos, "x" * 201)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["Idempotency-Key"])


@pytest.mark.django_db(transaction=True)
def test_repetitions_at_the_same_time_do_it_once(bos: Program) -> None:
    programs = [Program(bos.token) for _each in range(6)]
    start = threading.Barrier(len(programs))
    answers: list[tuple[int, str]] = []

    def run(program: Program) -> None:
        try:
            start.wait(10)
            answer = make(program, "one", {"name": "Ana"})
            answers.append((answer.status_code, answer.json()["id"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Customer.objects.count() == 1
    assert answers == [(201, str(Customer.objects.get().pk))] * len(programs)


def test_without_a_key_it_is_done_each_time(bos: Program) -> None:
    for _each in range(2):
        bos.post("/customers", {"name": "Ana"})
    assert (Customer.objects.count(), IdempotentAnswer.objects.count()) == (2, 0)


def test_a_revoked_token_is_not_answered_from_memory(bos: Program) -> None:
    make(bos, "one")
    token = IdempotentAnswer.objects.get().token
    staff.revoke_token(token, by=token.agent)
    assert make(bos, "one").status_code == 401
