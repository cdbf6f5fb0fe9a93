"""Conversations through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Message
from keepword.notices.models import Notice
from keepword.service import Person
from keepword.staff import actions as staff
from keepword.staff.models import Agent, Inbox
from tests.api.conftest import Program
from tests.conftest import MONDAY

Writes = Callable[..., Message]


def numbers(program: Program, query: str = "") -> list[int]:
    """The numbers in a list, in its order."""
    answer = program.get(f"/conversations{query}")
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["items"]]


def test_it_looks_as_the_contract_says(ana_writes: Writes, bos: Program, inbox: Inbox) -> None:
    conversation = ana_writes().conversation
    shown = bos.get(f"/conversations/{conversation.pk}").json()
    assert shown == {
        "id": str(conversation.pk),
        "number": conversation.pk,
        "subject": "My chair",
        "state": "open",
        "channel": "email",
        "inbox": str(inbox.pk),
        "customer": str(conversation.customer_id),
        "owner": None,
        "team": None,
        "tags": [],
        "fault": None,
        "waiting_since": "2026-03-09T09:00:00Z",
        "answer_due_at": "2026-03-09T13:00:00Z",
        "snoozed_until": None,
        "language": "en",
        "outcome": "",
        "merged_into": None,
        "created_at": "2026-03-09T09:00:00Z",
        "updated_at": "2026-03-09T09:00:00Z",
    }
    assert bos.get("/conversations").json() == {"items": [shown], "next": None}


def test_each_filter_finds_its_own(ana_writes: Writes, bo: Agent, bos: Program) -> None:
    hers = ana_writes("The blue sofa squeaks").conversation
    other = ana_writes("An armchair", sender=Person("olga@example.org", "Olga"), language="sv").conversation
    junk = ana_writes("Win a prize", sender=Person("prize@example.net", "")).conversation
    service.junk(junk, by=bo)
    team = staff.make_team("Sales")
    conversations.change(other, by=bo, team=team)
    conversations.retag(other, ["late", "urgent"], by=bo)
    service.answer(other, by=bo, text="Soon")
    assert numbers(bos) == [other.pk, hers.pk]
    for query, found in {
        "state=junk": [junk.pk],
        "state=open": [other.pk, hers.pk],
        "owner=me": [other.pk],
        f"owner={bo.pk}": [other.pk],
        "owner=none": [hers.pk],
        f"team={team.pk}": [other.pk],
        "team=none": [hers.pk],
        "channel=email": [other.pk, hers.pk],
        "channel=chat": [],
        f"customer={hers.customer_id}": [hers.pk],
        "waiting=true": [hers.pk],
        "waiting=false": [other.pk],
        "tag=late": [other.pk],
        "q=squeaking+sof": [hers.pk],
        "order=number": [hers.pk, other.pk],
        "order=due_at": [hers.pk, other.pk],
        "order=-updated_at": [other.pk, hers.pk],
        "order=updated_at": [hers.pk, other.pk],
        "waiting=true&tag=late": [],
    }.items():
        assert numbers(bos, f"?{query}") == found, query


def test_what_is_changed_and_what_is_not_sent(ana_writes: Writes, bo: Agent, bos: Program) -> None:
    conversation = ana_writes().conversation
    team = staff.make_team("Sales")
    place = f"/conversations/{conversation.pk}"
    full = {"owner": str(bo.pk), "team": str(team.pk), "tags": ["b", "a"], "subject": "Sofa", "fault": "none"}
    changed = bos.patch(place, full).json()
    assert {name: changed[name] for name in full} == {**full, "tags": ["a", "b"]}
    changed = bos.patch(place, {"fault": None, "team": None}).json()
    assert {name: changed[name] for name in full} == {**full, "tags": ["a", "b"], "fault": None, "team": None}
    assert bos.patch(place, {"owner": None, "tags": []}).json()["owner"] is None
    assert bos.get(place).json()["tags"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject": "A\r\nBcc: x@example.com"}, "subject"),
        ({"subject": ""}, "subject"),
        ({"fault": "hers"}, "fault"),
        ({"tags": ["a\nb"]}, "tags.0"),
        ({"state": "resolved"}, "state"),
        ({"inbox": "1"}, "inbox"),
    ],
)
def test_what_cannot_be_changed_is_refused(
    ana_writes: Writes, bos: Program, change: dict[str, object], field: str
) -> None:
    refused = bos.patch(f"/conversations/{ana_writes().conversation_id}", change)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])


def test_an_owner_who_could_not_see_it_is_refused_and_nothing_changes(
    cy_inbox: Inbox, bo: Agent, ana_writes: Writes, dis: Program
) -> None:
    conversation = ana_writes(inbox=cy_inbox).conversation
    refused = dis.patch(f"/conversations/{conversation.pk}", {"fault": "ours", "owner": str(bo.pk)})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:keepword:problem:owner_cannot_see")
    conversation.refresh_from_db()
    assert (conversation.owner, conversation.fault) == (None, "")


def test_what_is_changed_is_changed_as_a_whole_or_not_at_all(
    ana_writes: Writes, bo: Agent, bos: Program
) -> None:
    conversation = ana_writes().conversation
    refused = bos.patch(f"/conversations/{conversation.pk}", {"owner": str(bo.pk), "team": "999"})
    assert (refused.status_code, list(refused.json()["errors"])) == (404, ["team"])
    conversation.refresh_from_db()
    assert conversation.owner is None


def test_writing_first(inbox: Inbox, bo: Agent, bos: Program) -> None:
    started = bos.post(
        "/conversations",
        {
            "inbox": str(inbox.pk),
            "to": [{"address": "ana@example.org", "name": "Ana"}],
            "subject": "Your chair",
            "text": "It is ready.",
            "promises": [
                {
                    "what": "keep it for her",
                    "kind": "other",
                    "due_at": (timezone.now() + timedelta(days=5)).isoformat(),
                }
            ],
        },
    )
    assert started.status_code == 201
    shown = started.json()
    assert (shown["subject"], shown["owner"], shown["waiting_since"]) == ("Your chair", str(bo.pk), None)
    said = bos.get(f"/conversations/{shown['id']}/messages").json()["items"]
    assert [(m["kind"], m["to"][0]["address"]) for m in said] == [("reply", "ana@example.org")]
    again = bos.post(
        "/conversations",
        {"inbox": str(inbox.pk), "customer": shown["customer"], "subject": "More", "text": "Hello"},
    )
    assert again.json()["customer"] == shown["customer"]
    nobody = bos.post("/conversations", {"inbox": str(inbox.pk), "subject": "More", "text": "Hello"})
    assert (nobody.status_code, list(nobody.json()["errors"])) == (422, ["customer"])


def test_closing_needs_a_reason_while_she_waits(ana_writes: Writes, bos: Program) -> None:
    place = f"/conversations/{ana_writes().conversation_id}/resolution"
    refused = bos.post(place, {"outcome": "Done"})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:keepword:problem:still_waiting")
    closed = bos.post(place, {"no_answer_needed_because": "She thanked us"})
    assert (closed.status_code, closed.json()["state"], closed.json()["waiting_since"]) == (
        201,
        "resolved",
        None,
    )
    assert bos.delete(place).status_code == 204
    assert Conversation.objects.get().state == "open"


def test_putting_off_and_waking(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    place = f"/conversations/{conversation.pk}/snooze"
    snoozed = bos.post(place, {"until": "2099-01-01T10:00:00+01:00"}).json()
    assert (snoozed["state"], snoozed["snoozed_until"]) == ("snoozed", "2099-01-01T09:00:00Z")
    assert snoozed["waiting_since"] == "2026-03-09T09:00:00Z"
    assert bos.delete(place).status_code == 204
    conversation.refresh_from_db()
    assert conversation.state == "open"
    assert bos.post(place, {"until": "2020-01-01T00:00:00Z"}).status_code == 422


def test_merging_moves_what_was_said(ana_writes: Writes, bos: Program) -> None:
    first, second = (
        ana_writes().conversation,
        ana_writes("Again", at=MONDAY + timedelta(hours=1)).conversation,
    )
    merged = bos.post(f"/conversations/{second.pk}/merge", {"into": str(first.pk)})
    assert (merged.status_code, merged.json()["id"]) == (201, str(first.pk))
    assert len(bos.get(f"/conversations/{first.pk}/messages").json()["items"]) == 2
    gone = bos.get(f"/conversations/{second.pk}").json()
    assert (gone["state"], gone["merged_into"]) == ("resolved", str(first.pk))


def test_splitting_gives_the_second_matter_a_conversation_of_its_own(
    ana_writes: Writes, bos: Program
) -> None:
    first = ana_writes()
    lamp = ana_writes("And where is my lamp?", in_reply_to=(first.letter_id,), at=MONDAY + timedelta(hours=1))
    place = f"/conversations/{first.conversation_id}/split"
    made = bos.post(place, {"messages": [str(lamp.pk)], "subject": "A lamp"})
    assert (made.status_code, made.json()["subject"]) == (201, "A lamp")
    assert made.json()["waiting_since"] == "2026-03-09T10:00:00Z"
    assert (
        bos.get(f"/conversations/{first.conversation_id}").json()["waiting_since"] == "2026-03-09T09:00:00Z"
    )
    refused = bos.post(place, {"messages": [str(first.pk)]})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["messages"])


def test_handing_over_gives_it_with_a_note(ana_writes: Writes, bos: Program, di: Agent) -> None:
    conversation = ana_writes().conversation
    handed = bos.post(
        f"/conversations/{conversation.pk}/hand-over", {"to": str(di.pk), "note": "You know her"}
    )
    assert (handed.status_code, handed.json()["owner"]) == (201, str(di.pk))
    assert conversation.messages.filter(kind="note").get().text == "You know her"
    assert Notice.objects.filter(recipient=di, kind="given").exists()
    conversation.refresh_from_db()
    assert conversation.waiting_since == MONDAY


def test_junk_and_back(ana_writes: Writes, bos: Program) -> None:
    conversation = ana_writes().conversation
    place = f"/conversations/{conversation.pk}/junk"
    assert bos.post(place, {"why": "a prize"}).json()["state"] == "junk"
    assert numbers(bos) == []
    assert bos.delete(place).status_code == 204
    shown = bos.get(f"/conversations/{conversation.pk}").json()
    assert (shown["state"], shown["waiting_since"]) == ("open", "2026-03-09T09:00:00Z")
