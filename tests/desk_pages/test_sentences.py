"""Promises and notices read as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from keepword.conversations.models import Message
from keepword.desk import sentences
from keepword.notices.actions import tell
from keepword.promises import actions, rules
from keepword.staff.models import Agent
from tests.conftest import MONDAY
from tests.desk_pages.conftest import Promises

LATE = MONDAY + timedelta(hours=3)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.fixture(autouse=True)
def in_zagreb() -> object:
    with timezone.override("Europe/Zagreb"), translation.override("en"):
        yield


@pytest.mark.parametrize("kind", rules.KINDS)
def test_each_kind_has_its_sentence_in_each_state(bo_promises: Promises, bo: Agent, kind: str) -> None:
    promise = bo_promises(kind=kind)
    will = plain(sentences.sentence(promise, MONDAY))
    assert will.startswith("Bo will ")
    assert will.endswith(" by 12:00")
    assert "Ana" in will
    should = plain(sentences.sentence(promise, LATE))
    assert should.startswith("Bo should have ")
    checks = dict.fromkeys(("as_described", "complete", "at_place"), True)
    actions.keep(promise, by=bo, at=MONDAY, evidence="seen", **checks)
    did = plain(sentences.sentence(promise, LATE))
    assert did.endswith(" today 10:00")
    assert len({will, should, did}) == 3


def test_a_call_by_half_past_two(bo_promises: Promises) -> None:
    promise = bo_promises(due_at=MONDAY.replace(hour=13, minute=30))
    assert plain(sentences.sentence(promise, MONDAY)) == "Bo will call Ana by 14:30"


def test_without_a_time_none_is_said(bo_promises: Promises) -> None:
    promise = bo_promises(due_at=None, precision="none")
    assert plain(sentences.sentence(promise, MONDAY)) == "Bo will call Ana"


def test_what_nobody_owns_is_promised_by_the_business(ana_writes: Callable[..., Message]) -> None:
    promise = ana_writes().conversation.promises.get()
    said = plain(sentences.sentence(promise, MONDAY, "Keepword Chairs"))
    assert said == "Keepword Chairs will answer Ana by 14:00"


def test_names_cannot_bring_markup_or_patterns_with_them(bo_promises: Promises, bo: Agent) -> None:
    promise = bo_promises()
    promise.customer.name = "<script>%(who)s</script>"
    said = sentences.sentence(promise, MONDAY)
    assert "<script>" not in said
    assert "&lt;script&gt;%(who)s&lt;/script&gt;" in said


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (MONDAY + timedelta(minutes=12), "10:12"),
        (MONDAY.replace(hour=22, minute=59, second=59), "today"),
        (MONDAY + timedelta(days=1), "tomorrow 10:00"),
        ((MONDAY + timedelta(days=1)).replace(hour=22, minute=59, second=59), "tomorrow"),
        (MONDAY + timedelta(days=3), "Thu 12 Mar 10:00"),
        (MONDAY - timedelta(days=1), "yesterday 10:00"),
    ],
)
def test_a_time_follows_by(due: datetime, words: str) -> None:
    assert sentences.by_words(due, MONDAY, "Europe/Zagreb", "en") == words


def test_just_after_midnight_it_is_still_another_day() -> None:
    due, now = datetime(2026, 3, 9, 22, 50, tzinfo=UTC), datetime(2026, 3, 9, 23, 10, tzinfo=UTC)
    assert sentences.by_words(due, now, "Europe/Zagreb", "en") == "yesterday 23:50"


def test_notices_are_sentences_that_lead_somewhere(
    bo_promises: Promises, bo: Agent, di: Agent, as_bo: Client
) -> None:
    promise = bo_promises(due_at=MONDAY + timedelta(minutes=20))
    number = promise.conversation_id
    actions.look(promise, now=MONDAY + timedelta(minutes=15))
    actions.look(promise, now=MONDAY + timedelta(minutes=30))
    tell(bo, "given", key="g", conversation=number, by=di.pk, subject="My <chair>")
    tell(bo, "mentioned", key="m", conversation=number, by=di.pk, subject="My chair", text="@Bo help")
    tell(bo, "delivery_failed", key="f", conversation=number, address="ana@example.org", detail="550 no")
    tell(bo, "delivery_uncertain", key="u", conversation=number, address="ana@example.org")
    tell(bo, "draft_stopped", key="d", conversation=number, subject="My chair", why="newer_message")
    tell(bo, "mailbox_failing", key="b", mailbox="support@chairs.test", since=MONDAY.isoformat(), detail="no")
    tell(bo, "from a plugin", key="p")
    page = as_bo.get("/notices/")
    said = {told.notice.kind: plain(told.sentence) for told in page.context["unread"]}
    assert said["promise_soon"] == "Ana was promised: a call about the chair. It is due by 10:20."
    assert said["promise_broken"].endswith("It was due by 10:20 and is not done.")
    assert said["given"] == "Di gave you My &lt;chair&gt;."
    assert said["mentioned"] == "Di mentions you in My chair: “@Bo help”"
    assert said["delivery_failed"].startswith("Your letter to ana@example.org did not arrive")
    assert said["mailbox_failing"].startswith("No mail comes in from support@chairs.test since 10:00.")
    assert said["from a plugin"] == "Something of yours needs a look."
    assert f'href="/promises/{promise.pk}/"' in page.text
    assert f'href="/conversations/{number}/"' in page.text
    assert "My <chair>" not in page.text
