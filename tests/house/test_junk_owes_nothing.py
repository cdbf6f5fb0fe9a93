"""Junk owes nobody an answer, however long it lay there before somebody said so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.staff.models import Agent
from tests.conftest import MONDAY

NEXT_DAY = MONDAY + timedelta(days=1)


@pytest.fixture
def late(ana_writes: Callable[..., Message]) -> Conversation:
    """Nobody answered within the standard's time, so its promise is broken."""
    conversation = ana_writes().conversation
    promises.look(conversation.promises.get(), now=NEXT_DAY)
    return Conversation.objects.get(pk=conversation.pk)


def test_a_broken_answer_to_junk_is_owed_no_more(late: Conversation, bo: Agent) -> None:
    service.junk(late, by=bo, why="Sells lamps", at=NEXT_DAY)
    assert not Promise.objects.owed().exists()
    assert Promise.objects.get().state == "broken"


def test_it_is_owed_again_when_it_was_a_customers(late: Conversation, bo: Agent) -> None:
    service.junk(late, by=bo, why="Sells lamps", at=NEXT_DAY)
    service.not_junk(late, by=bo, at=NEXT_DAY + timedelta(hours=1))
    promise = Promise.objects.owed().get()
    assert (promise.state, promise.made_good_at) == ("broken", None)
    late.refresh_from_db()
    assert (late.waiting_since, late.due_at) == (MONDAY, promise.due_at)
