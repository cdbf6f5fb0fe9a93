"""The large sample is what it says, and its facts agree."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db.models import Count

from keepword import service
from keepword.care import reconciler
from keepword.care.demo import large
from keepword.care.demo.large.plan import Plan
from keepword.conversations import index
from keepword.conversations.models import Conversation, Delivery, Message
from keepword.events.models import Event
from keepword.promises.models import Promise
from keepword.staff.models import Agent

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [1, 5, 41, 42, 100, 1000])
def test_messages_are_numbered_without_gaps(size: int) -> None:
    plan = Plan(size, NOW)
    shapes = [plan.shape(number) for number in range(1, size + 1)]
    expected = 1
    for shape in shapes:
        assert shape.first_message == expected
        expected += shape.messages
    assert plan.messages == expected - 1


def test_a_hundred_thousand_have_their_round_figures() -> None:
    plan = Plan(100_000, NOW)
    assert plan.messages == 220_000
    states = Counter(plan.shape(number).state for number in range(1, 100_001))
    assert 1_900 <= states["open"] <= 2_100
    assert states["resolved"] > 95_000


@pytest.mark.django_db
def test_it_holds_what_is_measured() -> None:
    large.build(300, now=NOW)
    assert Conversation.objects.count() == 300
    assert Message.objects.count() == 660
    assert Message.objects.filter(text__contains="invoice").count() == 198
    rare, params = index.messages.matching("quixolite")
    assert Message.objects.extra(where=[f"id IN ({rare})"], params=params).count() == 3
    longest = Conversation.objects.get(pk=42)
    assert (longest.state, longest.messages.count()) == ("open", 10)
    assert reconciler.gaps(NOW) == []
    every_conversation_has_its_story()
    one_can_work_on_from_there()


def every_conversation_has_its_story() -> None:
    assert not Conversation.objects.annotate(n=Count("messages")).filter(n=0).exists()
    assert Event.objects.filter(code="conversation.started").values("conversation").distinct().count() == 300
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert not Promise.objects.filter(state="open", due_at__lt=NOW).exists()


def one_can_work_on_from_there() -> None:
    waiting = Conversation.objects.exclude(waiting_since=None).latest("pk")
    sent = service.answer(waiting, by=Agent.objects.get(name="Di"), text="On Thursday.", at=NOW)
    assert sent.pk > 660
    assert waiting.promises.filter(source="standard").latest("pk").state in ("kept", "broken")
