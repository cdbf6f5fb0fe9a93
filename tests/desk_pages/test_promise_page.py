"""Keeping, renegotiating, withdrawing and making good, as a person does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from keepword.conversations.models import Message
from keepword.customers.models import Customer
from keepword.promises import actions
from keepword.promises.models import Promise
from keepword.service import Person
from keepword.staff.models import Agent
from tests.conftest import MONDAY
from tests.desk_pages.conftest import Promises

HTMX = {"HX-Request": "true"}


def said(
    client: Client, promise: Promise, noun: str, data: dict[str, Any], headers: dict[str, str] | None = None
) -> Any:
    answer = client.post(f"/promises/{promise.pk}/{noun}/", data, headers=headers)
    promise.refresh_from_db()
    return answer


def test_a_call_is_kept_with_its_evidence(bo_promises: Promises, as_bo: Client, bo: Agent) -> None:
    promise = bo_promises()
    answer = said(as_bo, promise, "keeping", {"evidence": "Talked to her at ten"})
    assert answer["Location"] == f"/promises/{promise.pk}/"
    assert (promise.state, promise.kept_by, promise.on_time) == ("kept", bo, True)
    assert "Talked to her at ten" in as_bo.get(f"/promises/{promise.pk}/").text


def test_without_evidence_it_is_not_kept_and_the_field_says_so(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    answer = said(as_bo, promise, "keeping", {"evidence": " "})
    assert (answer.status_code, promise.state) == (422, "open")
    assert "Say how you know." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_delivery_is_checked_for_each_thing_that_was_said(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises(kind="delivery")
    answer = said(as_bo, promise, "keeping", {"evidence": "The carrier's note", "complete": "yes"})
    assert (answer.status_code, promise.state) == (422, "open")
    assert answer.text.count("Yes or no?") == 2
    assert "The carrier&#x27;s note" in answer.text
    said(
        as_bo,
        promise,
        "keeping",
        {"evidence": "The carrier's note", "complete": "yes", "as_described": "no", "at_place": "yes"},
    )
    assert (promise.state, promise.broken_because, promise.complete) == ("broken", "not_as_described", True)


def test_another_time_is_typed_as_one_says_it(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    said(as_bo, promise, "renegotiation", {"when": "fri 15:00", "agreed_by": "Friday is fine, by phone"})
    assert promise.state == "renegotiated"
    new = promise.replaced_by
    assert new.due_at == MONDAY + timedelta(days=4, hours=5)  # 15:00 in Zagreb
    history = as_bo.get(f"/promises/{new.pk}/").text
    assert "Friday is fine, by phone" in history
    assert f'href="/promises/{promise.pk}/"' in history


def test_a_day_without_a_time_is_the_whole_day(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    said(as_bo, promise, "renegotiation", {"when": "tomorrow", "agreed_by": "Tomorrow is fine"})
    new = promise.replaced_by
    assert (new.precision, new.due_at) == (
        "day",
        (MONDAY + timedelta(days=1)).replace(hour=22, minute=59, second=59),
    )


def test_another_time_is_picked_in_the_agents_zone(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    said(as_bo, promise, "renegotiation", {"picked": "2026-03-12T12:00", "agreed_by": "Thursday, by phone"})
    assert promise.replaced_by.due_at == MONDAY + timedelta(days=3, hours=2)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"when": "some day", "agreed_by": "yes"}, "That is no time I know"),
        ({"when": "1.3.2026", "agreed_by": "yes"}, "That time is past already"),
        ({"agreed_by": "yes"}, "Say by when."),
        ({"picked": "2026-03-01T12:00", "agreed_by": "yes"}, "That time is past already"),
        ({"when": "fri 15:00"}, "Say what the customer agreed to."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(
    bo_promises: Promises, as_bo: Client, typed: dict[str, str], sentence: str
) -> None:
    promise = bo_promises()
    answer = said(as_bo, promise, "renegotiation", typed)
    assert (answer.status_code, promise.state) == (422, "open")
    assert sentence in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text
    assert Promise.objects.filter(replaces=promise).count() == 0


def test_once_it_is_due_it_can_no_longer_be_put_off(
    bo_promises: Promises, as_bo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = bo_promises()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY + timedelta(hours=3))
    answer = said(as_bo, promise, "renegotiation", {"when": "fri 15:00", "agreed_by": "fine"})
    assert answer.status_code == 422
    assert "It was due already" in answer.text
    assert "renegotiation" not in as_bo.get(f"/promises/{promise.pk}/").text


def test_withdrawing_needs_a_reason(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    assert said(as_bo, promise, "withdrawal", {}).status_code == 422
    said(as_bo, promise, "withdrawal", {"reason": "She no longer wants it"})
    assert (promise.state, promise.withdrawn_reason) == ("withdrawn", "She no longer wants it")


def test_what_was_broken_is_made_good_and_stays_broken(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    actions.look(promise, now=MONDAY + timedelta(hours=3))
    said(as_bo, promise, "making-good", {"note": "Called and said sorry"})
    assert (promise.state, promise.made_good_note) == ("broken", "Called and said sorry")


def test_doing_it_twice_says_that_it_is_settled(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    said(as_bo, promise, "keeping", {"evidence": "Talked to her"})
    again = said(as_bo, promise, "keeping", {"evidence": "Talked to her again"})
    assert again.status_code == 422
    assert "settled already" in again.text
    assert promise.evidence == "Talked to her"


def test_the_fragment_is_the_row_alone(bo_promises: Promises, as_bo: Client) -> None:
    promise = bo_promises()
    form = as_bo.get(f"/promises/{promise.pk}/keeping/", headers=HTMX).text
    assert form.lstrip().startswith("<article")
    assert "<textarea" in form
    done = said(as_bo, promise, "keeping", {"evidence": "Talked to her"}, HTMX)
    assert done.text.lstrip().startswith("<article")
    assert "<form" not in done.text
    assert promise.state == "kept"


def test_what_the_standard_promised_is_kept_by_an_answer_only(
    ana_writes: Callable[..., Message], as_bo: Client
) -> None:
    promise = ana_writes().conversation.promises.get()
    page = as_bo.get(f"/promises/{promise.pk}/").text
    assert "keeping/" not in page
    for noun in ("keeping", "renegotiation", "withdrawal", "making-good"):
        answer = said(as_bo, promise, noun, {"evidence": "x", "reason": "x", "when": "2h", "agreed_by": "x"})
        assert (answer.status_code, promise.state) == (409, "open")


def test_a_promise_of_the_phone_is_made_to_who_is_named(
    ana_writes: Callable[..., Message], as_bo: Client, bo: Agent
) -> None:
    ana = ana_writes().conversation.customer
    typed = {
        "customer": "ana@example.org",
        "what": "a new screw",
        "kind": "send",
        "when": "2h",
        "owner": bo.pk,
    }
    as_bo.post("/promises/new/", typed)
    promise = Promise.objects.get(source="person")
    assert (promise.customer, promise.kind, promise.due_at) == (ana, "send", MONDAY + timedelta(hours=2))


def test_a_promise_belongs_to_the_conversation_that_the_address_names(
    ana_writes: Callable[..., Message], as_bo: Client, bo: Agent
) -> None:
    conversation = ana_writes().conversation
    assert "To whom" not in as_bo.get(f"/promises/new/?conversation={conversation.pk}").text
    typed = {
        "what": "a call",
        "kind": "callback",
        "when": "2h",
        "owner": bo.pk,
        "conversation": conversation.pk,
    }
    as_bo.post("/promises/new/", typed)
    assert conversation.promises.get(source="person").customer == conversation.customer
    assert as_bo.get("/promises/new/?conversation=999").status_code == 404


def test_who_is_meant_is_asked_when_it_is_not_clear(
    ana_writes: Callable[..., Message], as_bo: Client, bo: Agent
) -> None:
    ana_writes()
    ana_writes(sender=Person("ana@example.com", "Ana"))
    typed = {"customer": "ana", "what": "a call", "kind": "callback", "when": "2h", "owner": bo.pk}
    answer = as_bo.post("/promises/new/", typed)
    assert answer.status_code == 422
    assert "Ana &lt;ana@example.com&gt;" in answer.text
    assert 'value="a call"' in answer.text
    nobody = as_bo.post("/promises/new/", {**typed, "customer": "zebedee"})
    assert "No customer is called so" in nobody.text
    assert Promise.objects.filter(source="person").count() == 0
    assert Customer.objects.count() == 2
