"""Letters that go out by themselves: once, as they are now, and never silently not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from keepword import service
from keepword.config import clock
from keepword.conversations import actions as conversations
from keepword.conversations.models import Draft, Message
from keepword.lib.problems import Problem
from keepword.lib.work import claim
from keepword.notices.models import Notice
from keepword.staff.models import Agent
from tests.conftest import MONDAY

SOON = MONDAY + timedelta(seconds=8)
CONTENT = {"text": "On Thursday", "html": "", "to": [], "cc": [], "bcc": [], "promises": []}


@pytest.fixture
def held(ana_writes: Callable[..., Message], bo: Agent) -> Draft:
    draft = conversations.save_draft(ana_writes().conversation, bo, "reply", CONTENT, at=MONDAY)
    conversations.hold(draft, SOON, at=MONDAY)
    return draft


def test_undo_says_so_when_the_letter_is_out(held: Draft) -> None:
    seen = Draft.objects.get(pk=held.pk)
    service.send_draft(held, now=SOON)
    with pytest.raises(Problem) as refused:
        conversations.hold(seen, None, at=SOON)
    assert refused.value.code == "is_out"


def test_a_letter_put_off_again_waits_although_the_clock_had_it_already(held: Draft) -> None:
    (claimed,) = claim(Draft.objects.all(), now=SOON, lease=timedelta(minutes=2), limit=50)
    conversations.hold(held, None, at=SOON)
    conversations.hold(held, SOON + timedelta(hours=1), at=SOON)
    assert service.send_draft(claimed, now=SOON) is None
    assert not Message.objects.filter(kind=Message.REPLY).exists()


def test_a_letter_thrown_away_meanwhile_is_no_failure(held: Draft) -> None:
    claimed = Draft.objects.get(pk=held.pk)
    conversations.discard(held)
    assert service.send_draft(claimed, now=SOON) is None


def test_who_wrote_a_letter_that_cannot_be_sent_is_told_in_the_end(held: Draft, bo: Agent) -> None:
    Draft.objects.update(content={**CONTENT, "to": "no list of people"})
    now = timezone.now()  # by which the clock reckons when to try again
    for _try in range(8):
        clock.tick("clock", now)
        now += timedelta(hours=1)
    assert Notice.objects.get(kind="draft_stopped").recipient == bo
    stopped = Draft.objects.get()
    assert stopped.next_at is None
    assert stopped.problem
