"""Promises, customers, standards, lists of the staff, and search through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from keepword.conversations import actions as conversations
from keepword.conversations.models import Message
from keepword.customers.models import Customer
from keepword.promises import actions as promises
from keepword.promises.models import Promise, Standard
from keepword.service import Person
from keepword.staff.models import Agent, Inbox
from tests.api.conftest import Program
from tests.conftest import MONDAY

Writes = Callable[..., Message]


@pytest.fixture
def soon() -> str:
    """A time that is still to come."""
    return (timezone.now() + timedelta(hours=5)).isoformat()


@pytest.fixture
def promised(ana_writes: Writes, bos: Program, soon: str) -> dict[str, Any]:
    """Bo promised Ana to call her."""
    conversation = ana_writes().conversation
    body = {"conversation": str(conversation.pk), "what": "call her", "kind": "callback", "due_at": soon}
    made = bos.post("/promises", {**body, "quote": "I will call you"})
    assert made.status_code == 201, made.content
    return dict(made.json())


def test_a_promise_is_made_and_kept(promised: dict[str, Any], bos: Program, bo: Agent) -> None:
    assert (promised["state"], promised["owner"], promised["source"]) == ("open", str(bo.pk), "person")
    assert promised["quote"] == "I will call you"
    place = f"/promises/{promised['id']}"
    assert bos.get(place).json() == promised
    refused = bos.post(f"{place}/keeping", {})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["evidence"])
    kept = bos.post(f"{place}/keeping", {"evidence": "Called at noon"})
    assert (kept.status_code, kept.json()["state"], kept.json()["on_time"]) == (201, "kept", True)
    again = bos.post(f"{place}/keeping", {"evidence": "Called at noon"})
    assert (again.status_code, again.json()["type"]) == (409, "urn:keepword:problem:settled")


def test_what_is_delivered_is_checked(ana_writes: Writes, bos: Program, soon: str) -> None:
    customer = str(ana_writes().customer_id)
    made = bos.post(
        "/promises", {"customer": customer, "what": "a red chair", "kind": "delivery", "due_at": soon}
    )
    place = f"/promises/{made.json()['id']}"
    assert bos.post(f"{place}/keeping", {"evidence": "Delivered"}).status_code == 422
    judged = bos.post(
        f"{place}/keeping",
        {"evidence": "Delivered", "as_described": False, "complete": True, "at_place": True},
    ).json()
    assert (judged["state"], judged["broken_because"]) == ("broken", "not_as_described")
    good = bos.post(f"{place}/making-good", {"note": "A red one was brought"})
    assert (good.status_code, good.json()["state"]) == (201, "broken")
    assert good.json()["made_good_note"] == "A red one was brought"


def test_another_time_is_another_promise(promised: dict[str, Any], bos: Program) -> None:
    later = (timezone.now() + timedelta(days=2)).isoformat()
    place = f"/promises/{promised['id']}"
    new = bos.post(f"{place}/renegotiation", {"due_at": later, "agreed_by": "Ana, on the phone"})
    assert (new.status_code, new.json()["state"], new.json()["replaces"]) == (201, "open", promised["id"])
    assert bos.get(place).json()["state"] == "renegotiated"
    gone = bos.post(f"/promises/{new.json()['id']}/withdrawal", {"reason": "She found another shop"})
    assert (gone.json()["state"], gone.json()["withdrawn_reason"]) == ("withdrawn", "She found another shop")


def test_the_ledger_is_filtered(promised: dict[str, Any], bos: Program, bo: Agent) -> None:
    standard = Promise.objects.get(source="standard")
    for query, found in {
        "": [promised["id"], str(standard.pk)],
        "?kind=callback": [promised["id"]],
        "?source=standard": [str(standard.pk)],
        "?owner=me": [promised["id"]],
        "?owner=none": [str(standard.pk)],
        f"?owner={bo.pk}": [promised["id"]],
        "?state=kept": [],
        "?due_before=2026-04-01T00:00:00Z": [str(standard.pk)],
        f"?customer={standard.customer_id}&order=due_at": [str(standard.pk), promised["id"]],
        f"?conversation={standard.conversation_id}&order=-due_at": [promised["id"], str(standard.pk)],
    }.items():
        answer = bos.get(f"/promises{query}").json()
        assert [row["id"] for row in answer["items"]] == found, query


def test_a_promise_without_a_time_comes_last_and_pages_go_on_behind_it(
    promised: dict[str, Any], bos: Program
) -> None:
    body = {"conversation": promised["conversation"], "what": "look", "kind": "other", "precision": "none"}
    timeless = [bos.post("/promises", body).json()["id"] for _once in range(2)]
    seen, cursor = [], ""
    while cursor is not None:
        answer = bos.get(
            f"/promises?source=person&order=due_at&limit=1{cursor and '&cursor=' + cursor}"
        ).json()
        seen += [row["id"] for row in answer["items"]]
        cursor = answer["next"]
    assert seen == [promised["id"], *timeless]


def test_customers_are_made_changed_and_found(bos: Program) -> None:
    made = bos.post(
        "/customers",
        {
            "name": "Ana",
            "addresses": [{"value": "Ana@Example.org"}, {"kind": "phone", "value": "+385 1 234"}],
            "language": "hr",
            "company": "Anas Tables",
            "attributes": {"size": "L"},
        },
    )
    assert made.status_code == 201
    ana = made.json()
    assert ana["addresses"] == [
        {"kind": "email", "value": "ana@example.org"},
        {"kind": "phone", "value": "+3851234"},
    ]
    place = f"/customers/{ana['id']}"
    changed = bos.patch(place, {"notes": "Likes red", "company": None}).json()
    assert (changed["notes"], changed["company"], changed["name"]) == ("Likes red", None, "Ana")
    assert bos.get(place).json() == changed
    for query in ("?q=likes", "?address=ANA@example.org", "?order=name"):
        assert [row["id"] for row in bos.get(f"/customers{query}").json()["items"]] == [ana["id"]], query
    taken = bos.post("/customers", {"name": "Eve", "addresses": [{"value": "ana@example.org"}]})
    assert (taken.status_code, taken.json()["type"]) == (409, "urn:keepword:problem:address_taken")
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "A\r\nB"}, "name"),
        ({"addresses": [{"value": "no address"}]}, "addresses"),
        ({"addresses": [{"kind": "phone", "value": "none"}]}, "addresses"),
        ({"merged_into": "1"}, "merged_into"),
        ({"language": "english please"}, "language"),
    ],
)
def test_what_no_customer_can_have_is_refused(bos: Program, body: dict[str, object], field: str) -> None:
    refused = bos.post("/customers", body)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])


def test_only_who_leads_sets_the_standards(inbox: Inbox, bos: Program, dis: Program) -> None:
    house = bos.get("/standards").json()["items"]
    assert [(row["inbox"], row["minutes"]) for row in house] == [(None, 240)]
    assert bos.post("/standards", {"minutes": 1}).status_code == 403
    assert bos.put(f"/standards/{house[0]['id']}", {"minutes": 1}).status_code == 403
    own = dis.post("/standards", {"inbox": str(inbox.pk), "minutes": 60})
    assert (own.status_code, own.json()["minutes"]) == (201, 60)
    assert dis.put(f"/standards/{own.json()['id']}", {"minutes": None}).json()["minutes"] is None
    assert Standard.of(inbox) is None
    assert dis.put(f"/standards/{own.json()['id']}", {"minutes": 0}).status_code == 422


def test_lists_to_choose_from(
    inbox: Inbox, cy_inbox: Inbox, cy: Agent, bo: Agent, bos: Program, cys: Program, ana_writes: Writes
) -> None:
    assert [row["address"] for row in bos.get("/inboxes").json()["items"]] == ["support@chairs.test"]
    assert len(cys.get("/inboxes").json()["items"]) == 2
    agents = {row["name"]: row for row in bos.get("/agents").json()["items"]}
    assert (agents["Bo"]["is_me"], agents["Cy"]["is_me"]) == (True, False)
    assert agents["Cy"]["teams"] == [str(cy_inbox.team_id)]
    assert [row["name"] for row in bos.get("/teams").json()["items"]] == ["Repairs"]
    hours = bos.get("/hours").json()["items"]
    assert (hours[0]["zone"], hours[0]["week"]["mon"]) == ("Europe/Zagreb", [["09:00", "17:00"]])
    conversations.retag(ana_writes(inbox=cy_inbox).conversation, ["secret"], by=cy)
    conversations.retag(ana_writes().conversation, ["known"], by=bo)
    assert [row["name"] for row in bos.get("/tags").json()["items"]] == ["known"]


def test_search_marks_what_was_searched_for(ana_writes: Writes, bos: Program) -> None:
    message = ana_writes("The hinge of the blue cupboard broke")
    found = bos.get("/search?q=cupboard").json()["items"]
    assert {(row["type"], row["id"]) for row in found} == {
        ("conversation", str(message.conversation_id)),
        ("message", str(message.pk)),
    }
    said = next(row for row in found if row["type"] == "message")
    assert [part["text"] for part in said["highlights"] if part["match"]] == ["cupboard"]
    by_number = bos.get(f"/search?q=%23{message.conversation_id}").json()["items"]
    assert (by_number[0]["type"], by_number[0]["id"]) == ("conversation", str(message.conversation_id))
    person = bos.get("/search?q=ana@example.org").json()["items"]
    assert ("customer", str(message.customer_id)) in {(row["type"], row["id"]) for row in person}


def test_a_search_goes_on_with_older_messages(ana_writes: Writes, bos: Program) -> None:
    ids = [str(ana_writes(f"wobbly {n}", sender=Person(f"w{n}@example.org"), at=MONDAY).pk) for n in range(3)]
    seen, cursor = [], ""
    while cursor is not None:
        answer = bos.get(f"/search?q=wobbly&limit=2{cursor and '&cursor=' + cursor}").json()
        seen += [row["id"] for row in answer["items"] if row["type"] == "message"]
        cursor = answer["next"]
    assert seen == ids[::-1]


def test_keeping_late_is_told_as_broken(ana_writes: Writes, bo: Agent, bos: Program) -> None:
    conversation = ana_writes().conversation
    promise = promises.make(
        what="call",
        kind="callback",
        due_at=MONDAY + timedelta(hours=1),
        by=bo,
        at=MONDAY,
        conversation=conversation,
    )
    judged = bos.post(f"/promises/{promise.pk}/keeping", {"evidence": "Called"}).json()
    assert (judged["state"], judged["broken_because"], judged["on_time"]) == ("broken", "late", False)
