"""What became of a promise stays, whatever somebody's page still showed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword.conversations.models import Message
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.staff.models import Agent
from tests.conftest import MONDAY

DUE = MONDAY + timedelta(hours=3)


@pytest.fixture
def seen(ana_writes: Callable[..., Message], bo: Agent) -> Promise:
    """Bo's promise to call Ana back, as it stands open on two screens."""
    made = promises.make(
        what="I call you back",
        kind="callback",
        due_at=DUE,
        by=bo,
        at=MONDAY,
        conversation=ana_writes().conversation,
    )
    return Promise.objects.get(pk=made.pk)


VERBS: dict[str, Callable[[Promise, Agent], object]] = {
    "keep": lambda promise, bo: promises.keep(promise, by=bo, at=DUE, evidence="Called"),
    "withdraw": lambda promise, bo: promises.withdraw(promise, "No need", by=bo, at=DUE),
    "renegotiate": lambda promise, bo: promises.renegotiate(
        promise,
        due_at=DUE + timedelta(days=1),
        agreed_by="Friday is fine",
        by=bo,
        at=DUE - timedelta(hours=1),
    ),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_what_the_clock_broke_meanwhile_stays_broken(
    seen: Promise, bo: Agent, verb: Callable[[Promise, Agent], object]
) -> None:
    promises.look(Promise.objects.get(pk=seen.pk), now=DUE + timedelta(seconds=1))
    with pytest.raises(Problem) as refused:
        verb(seen, bo)
    assert refused.value.code == "settled"
    assert Promise.objects.get(pk=seen.pk).state == "broken"


def test_what_was_kept_meanwhile_is_not_withdrawn(seen: Promise, bo: Agent) -> None:
    promises.keep(Promise.objects.get(pk=seen.pk), by=bo, at=MONDAY, evidence="Called")
    with pytest.raises(Problem):
        promises.withdraw(seen, "No need", by=bo, at=MONDAY)
    assert Promise.objects.get(pk=seen.pk).state == "kept"


def test_a_click_makes_no_broken_answer_good_while_ana_waits(
    ana_writes: Callable[..., Message], bo: Agent
) -> None:
    conversation = ana_writes().conversation
    answer = conversation.promises.get()
    promises.look(answer, now=MONDAY + timedelta(days=2))
    with pytest.raises(Problem) as refused:
        promises.make_good(answer, "All is well", by=bo, at=MONDAY + timedelta(days=2))
    assert refused.value.code == "standard"
    conversation.refresh_from_db()
    assert conversation.due_at is not None  # she stands in her place in the queue, not at its end
