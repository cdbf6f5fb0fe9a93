"""What is said to a customer is kept, broken, renegotiated in time, or withdrawn; the clock sees to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from keepword.config import clock
from keepword.conversations.models import FAR, Conversation, Message
from keepword.lib.problems import Problem
from keepword.notices.models import Notice
from keepword.promises import actions
from keepword.promises.models import Promise
from keepword.staff.models import Agent
from tests.conftest import MONDAY

Writes = Callable[..., Message]
HOUR = timedelta(hours=1)


@pytest.fixture
def promise(ana_writes: Writes, bo: Agent) -> Callable[..., Promise]:
    """Bo promises Ana something, due in two hours unless said otherwise."""

    def make(**terms: Any) -> Promise:
        defaults = {
            "what": "call back",
            "kind": "callback",
            "due_at": MONDAY + 2 * HOUR,
            "by": bo,
            "at": MONDAY,
        }
        return actions.make(conversation=ana_writes().conversation, **{**defaults, **terms})

    return make


def test_kept_in_time_with_evidence(promise: Callable[..., Promise], bo: Agent) -> None:
    kept = actions.keep(promise(), by=bo, at=MONDAY + HOUR, evidence="Spoke with her at 11")
    assert (kept.state, kept.on_time, kept.next_at) == ("kept", True, None)


def test_keeping_asks_how_it_is_known(promise: Callable[..., Promise], bo: Agent) -> None:
    with pytest.raises(Problem) as refusal:
        actions.keep(promise(), by=bo, at=MONDAY + HOUR, evidence=" ")
    assert "evidence" in refusal.value.errors


def test_a_delivery_is_checked_for_place_description_and_completeness(
    promise: Callable[..., Promise], bo: Agent
) -> None:
    delivery = promise(what="a green chair", kind="delivery")
    with pytest.raises(Problem) as refusal:
        actions.keep(delivery, by=bo, at=MONDAY + HOUR, evidence="Signed for", as_described=True)
    assert set(refusal.value.errors) == {"complete", "at_place"}
    broken = actions.keep(
        delivery,
        by=bo,
        at=MONDAY + HOUR,
        evidence="Signed for",
        as_described=False,
        complete=True,
        at_place=True,
    )
    assert (broken.state, broken.on_time, broken.broken_because) == ("broken", True, "not_as_described")


def test_the_clock_warns_once_and_then_breaks_for_good(promise: Callable[..., Promise], bo: Agent) -> None:
    made = promise()
    for minutes in (1, 89, 91, 95, 119, 121, 122, 500):
        clock.tick("clock", MONDAY + timedelta(minutes=minutes))
    made.refresh_from_db()
    assert (made.state, made.broken_because, made.broken_at) == ("broken", "late", made.due_at)
    assert made.warned_at == MONDAY + timedelta(minutes=91)
    kinds = Notice.objects.filter(recipient=bo, promise=made.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["promise_broken", "promise_soon"]
    with pytest.raises(Problem):
        actions.keep(made, by=bo, at=MONDAY + 9 * HOUR, evidence="Called at last")
    good = actions.make_good(made, "Called, and sent flowers", by=bo, at=MONDAY + 9 * HOUR)
    assert (good.state, good.made_good_at) == ("broken", MONDAY + 9 * HOUR)


def test_renegotiated_in_time_it_is_another_promise(promise: Callable[..., Promise], bo: Agent) -> None:
    old = promise()
    new = actions.renegotiate(
        old, due_at=MONDAY + 30 * HOUR, agreed_by="She said Tuesday is fine", by=bo, at=MONDAY + HOUR
    )
    old.refresh_from_db()
    assert (old.state, new.state, new.replaces) == ("renegotiated", "open", old)


def test_after_its_time_nothing_is_renegotiated(promise: Callable[..., Promise], bo: Agent) -> None:
    with pytest.raises(Problem) as refusal:
        actions.renegotiate(
            promise(), due_at=MONDAY + 30 * HOUR, agreed_by="Fine", by=bo, at=MONDAY + 2 * HOUR
        )
    assert refusal.value.code == "already_due"


def test_renegotiating_asks_what_she_agreed_to(promise: Callable[..., Promise], bo: Agent) -> None:
    with pytest.raises(Problem) as refusal:
        actions.renegotiate(promise(), due_at=MONDAY + 30 * HOUR, agreed_by="", by=bo, at=MONDAY)
    assert "agreed_by" in refusal.value.errors


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"what": " "}, "what"),
        ({"kind": "maybe"}, "kind"),
        ({"due_at": MONDAY - HOUR}, "due_at"),
        ({"due_at": None}, "due_at"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_not_made(
    promise: Callable[..., Promise], terms: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as refusal:
        promise(**terms)
    assert field in refusal.value.errors
    assert not Promise.objects.filter(source="person").exists()


def test_what_is_owed_soonest_decides_the_place_in_the_queue(
    promise: Callable[..., Promise], bo: Agent
) -> None:
    made = promise(due_at=MONDAY + HOUR)
    assert made.conversation is not None
    conversation = Conversation.objects.get(pk=made.conversation.pk)
    assert conversation.due_at == conversation.due_order == MONDAY + HOUR
    actions.withdraw(made, "She found it herself", by=bo, at=MONDAY)
    conversation.refresh_from_db()
    assert conversation.due_at == conversation.answer_due_at == MONDAY + 4 * HOUR
    actions.keep_answers(conversation, by=bo, at=MONDAY + HOUR)
    settled = Conversation.objects.get(pk=conversation.pk)
    assert (settled.due_at, settled.due_order) == (None, FAR)


def test_an_answer_that_nobody_owns_rings_for_who_leads(ana_writes: Writes, di: Agent, bo: Agent) -> None:
    ana_writes()
    clock.tick("clock", MONDAY + timedelta(hours=3, minutes=30))
    assert [n.recipient for n in Notice.objects.all()] == [di]


def test_the_answer_is_owed_by_whoever_owns_the_conversation(ana_writes: Writes, bo: Agent) -> None:
    from keepword.conversations import actions as conversations

    conversation = ana_writes().conversation
    conversations.give(conversation, bo, by=bo)
    assert conversation.promises.get().owner == bo


def test_a_second_letter_is_covered_by_the_open_promise_but_not_by_a_broken_one(ana_writes: Writes) -> None:
    first = ana_writes()
    ana_writes("Hello?", in_reply_to=(first.letter_id,), at=MONDAY + HOUR)
    assert first.conversation.promises.count() == 1
    clock.tick("clock", MONDAY + 4 * HOUR + timedelta(minutes=1))
    clock.tick("clock", MONDAY + 4 * HOUR + timedelta(minutes=2))
    ana_writes("Hello??", in_reply_to=(first.letter_id,), at=MONDAY + 5 * HOUR)
    states = first.conversation.promises.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["broken", "open"]


def test_no_click_keeps_or_withdraws_what_an_answer_is_owed_for(ana_writes: Writes, bo: Agent) -> None:
    owed = ana_writes().conversation.promises.get()
    ways: list[Callable[[], object]] = [
        lambda: actions.keep(owed, by=bo, at=MONDAY, evidence="I read it"),
        lambda: actions.withdraw(owed, "Never mind", by=bo, at=MONDAY),
        lambda: actions.renegotiate(owed, due_at=MONDAY + 9 * HOUR, agreed_by="She", by=bo, at=MONDAY),
    ]
    for settle in ways:
        with pytest.raises(Problem) as refusal:
            settle()
        assert refusal.value.code == "standard"
    owed.refresh_from_db()
    assert owed.is_open
