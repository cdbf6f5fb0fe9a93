"""A customer writes, is answered, and what was said is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.lib.problems import Problem
from keepword.staff.models import Agent
from tests.conftest import MONDAY

Writes = Callable[..., Message]


def test_a_mail_becomes_a_conversation_that_waits(ana_writes: Writes) -> None:
    conversation = ana_writes().conversation
    assert conversation.waiting_since == MONDAY
    promise = conversation.promises.get()
    assert (promise.source, promise.kind, promise.due_at) == (
        "standard",
        "answer",
        MONDAY + timedelta(hours=4),
    )


def test_an_answer_ends_the_waiting_and_keeps_the_promise(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    sent = service.answer(conversation, by=bo, text="It leaves on Thursday.", at=MONDAY + timedelta(hours=1))
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert conversation.owner == bo
    assert conversation.promises.get().state == "kept"
    assert [d.address for d in sent.deliveries.all()] == ["ana@example.org"]


def test_a_note_or_a_forward_answers_nobody(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    service.note(conversation, by=bo, text="Who knows about chairs?")
    service.answer(
        conversation, by=bo, text="See below", kind="forward", to=[service.Person("supplier@example.com")]
    )
    conversation.refresh_from_db()
    assert conversation.waiting_since == MONDAY


def test_who_answers_without_having_seen_the_latest_is_told(ana_writes: Writes, bo: Agent) -> None:
    first = ana_writes()
    second = ana_writes("Never mind, it is here!", in_reply_to=(first.letter_id,))
    assert second.conversation == first.conversation
    with pytest.raises(Problem) as refusal:
        service.answer(first.conversation, by=bo, text="It will come", seen=first.pk)
    assert refusal.value.code == "newer_message"
    assert refusal.value.errors == {"newer": [str(second.pk)]}


def test_while_she_waits_it_is_not_closed_without_a_reason(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    with pytest.raises(Problem, match="waits"):
        service.resolve(conversation, by=bo)
    service.resolve(conversation, by=bo, no_answer_needed_because="She thanked us")
    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == (Conversation.RESOLVED, None)
    assert conversation.promises.get().state == "withdrawn"


def test_her_next_mail_reopens_it_with_the_same_owner(ana_writes: Writes, bo: Agent) -> None:
    first = ana_writes()
    sent = service.answer(first.conversation, by=bo, text="Thursday", at=MONDAY)
    service.resolve(first.conversation, by=bo, outcome="Told when")
    again = ana_writes("It did not come", in_reply_to=(sent.letter_id,), at=MONDAY + timedelta(days=4))
    assert again.conversation == first.conversation
    assert (again.conversation.state, again.conversation.owner) == (Conversation.OPEN, bo)
