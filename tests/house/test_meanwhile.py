"""What came between somebody's look at a page and their deed is never overwritten by what they had seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Message
from keepword.lib.problems import Problem
from keepword.staff.models import Agent
from tests.conftest import MONDAY

LATER = MONDAY + timedelta(hours=2)


@pytest.fixture
def answered(ana_writes: Callable[..., Message], bo: Agent) -> Conversation:
    """Ana has her answer, and waits for nothing."""
    conversation = ana_writes().conversation
    service.answer(conversation, by=bo, text="On Thursday", at=MONDAY + timedelta(hours=1))
    return Conversation.objects.get(pk=conversation.pk)


def ana_asks_again(ana_writes: Callable[..., Message], conversation: Conversation) -> None:
    """In the same thread, while `conversation` is on somebody's screen."""
    first = conversation.messages.earliest("pk")
    ana_writes("And the table?", at=LATER, in_reply_to=(first.letter_id,))


VERBS: dict[str, Callable[[Conversation, Agent], object]] = {
    "snooze": lambda seen, bo: conversations.snooze(seen, LATER + timedelta(days=1), by=bo, at=LATER),
    "junk": lambda seen, bo: service.junk(seen, by=bo, why="Sells lamps", at=LATER),
    "change": lambda seen, bo: conversations.change(seen, by=bo, subject="A table"),
    "give": lambda seen, bo: conversations.give(seen, None, by=bo),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_a_mail_that_comes_meanwhile_goes_on_waiting(
    answered: Conversation,
    ana_writes: Callable[..., Message],
    bo: Agent,
    verb: Callable[[Conversation, Agent], object],
) -> None:
    ana_asks_again(ana_writes, answered)
    verb(answered, bo)
    assert Conversation.objects.get(pk=answered.pk).waiting_since == LATER


def test_a_mail_that_comes_during_a_merge_goes_on_waiting(
    answered: Conversation, ana_writes: Callable[..., Message], bo: Agent
) -> None:
    into = ana_writes("A new matter", at=MONDAY).conversation
    service.answer(into, by=bo, text="Done", at=LATER - timedelta(minutes=1))
    into = Conversation.objects.get(pk=into.pk)
    ana_asks_again(ana_writes, answered)
    service.merge(answered, into=into, by=bo, at=LATER)
    into = Conversation.objects.get(pk=into.pk)
    assert (into.waiting_since, into.state) == (LATER, Conversation.OPEN)


def test_what_was_merged_meanwhile_is_neither_reopened_nor_snoozed(
    answered: Conversation, ana_writes: Callable[..., Message], bo: Agent
) -> None:
    into = ana_writes("A new matter", at=MONDAY).conversation
    service.merge(Conversation.objects.get(pk=answered.pk), into=into, by=bo, at=LATER)
    seen_before = answered
    with pytest.raises(Problem):
        service.reopen(seen_before, by=bo, at=LATER)
    with pytest.raises(Problem):
        conversations.snooze(seen_before, LATER + timedelta(days=1), by=bo, at=LATER)
    with pytest.raises(Problem):
        service.junk(seen_before, by=bo, why="Sells lamps", at=LATER)
    assert Conversation.objects.get(pk=answered.pk).state == Conversation.RESOLVED


def test_who_snoozes_again_just_before_the_clock_comes_round_is_not_woken(
    answered: Conversation, bo: Agent
) -> None:
    conversations.snooze(answered, LATER, by=bo, at=MONDAY)
    claimed = Conversation.objects.get(pk=answered.pk)
    conversations.snooze(answered, LATER + timedelta(days=1), by=bo, at=LATER)
    assert not conversations.wake(claimed, at=LATER)
    assert Conversation.objects.get(pk=answered.pk).state == Conversation.SNOOZED


def test_a_note_from_a_page_that_was_merged_meanwhile_is_not_written_where_nobody_looks(
    answered: Conversation, ana_writes: Callable[..., Message], bo: Agent
) -> None:
    into = ana_writes("A new matter", at=MONDAY).conversation
    service.merge(Conversation.objects.get(pk=answered.pk), into=into, by=bo, at=LATER)
    with pytest.raises(Problem) as refused:
        service.note(answered, by=bo, text="She is in a hurry", at=LATER)
    assert refused.value.code == "is_merged"
