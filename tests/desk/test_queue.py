"""The lists: order, weight, pages, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.promises import actions as promises
from keepword.service import Person
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY

Writes = Callable[..., Message]
NUMBER = re.compile(r'id="row-(\d+)"')


def numbers(client: Client, address: str = "/") -> list[int]:
    return [int(number) for number in NUMBER.findall(client.get(address).content.decode())]


@pytest.fixture
def fifty(ana_writes: Writes) -> list[int]:
    """Fifty people wrote, a minute apart; Ana's daughters all."""
    return [
        ana_writes(
            f"Chair {n}?", at=MONDAY + timedelta(minutes=n), sender=Person(f"ana{n}@example.org", "Ana")
        ).conversation_id
        for n in range(50)
    ]


def test_what_is_owed_soonest_stands_first(fifty: list[int], bo_desk: Client) -> None:
    assert numbers(bo_desk) == fifty[:25]


def test_the_next_page_goes_on_where_this_one_ended(fifty: list[int], bo_desk: Client) -> None:
    first = bo_desk.get("/").context["further"]
    second = bo_desk.get(f"/?after={first}")
    assert numbers(bo_desk, f"/?after={first}") == fifty[25:]
    assert second.context["further"] == ""


def test_rows_with_the_same_due_time_are_neither_doubled_nor_lost(
    ana_writes: Writes, bo_desk: Client
) -> None:
    all_at_once = {ana_writes(sender=Person(f"ana{n}@example.org", "Ana")).conversation_id for n in range(30)}
    first = numbers(bo_desk)
    rest = numbers(bo_desk, f"/?after={bo_desk.get('/').context['further']}")
    assert len(first) + len(rest) == 30
    assert {*first, *rest} == all_at_once


@pytest.mark.parametrize("place", ["", "x", "1.2", "1.2.3.4", "9" * 40 + ".1.1", "-1.-1.-1"])
def test_a_place_that_nobody_made_is_no_error(place: str, fifty: list[int], bo_desk: Client) -> None:
    assert bo_desk.get("/", {"after": place}).status_code == 200


def test_a_row_says_who_what_how_long_and_what_is_due(ana_writes: Writes, bo_desk: Client) -> None:
    ana_writes("Where is my chair?", subject="The green one")
    page = bo_desk.get("/").content.decode()
    for words in ("Ana", "The green one", "Where is my chair?", "an answer", "is-new"):
        assert words in page


def test_what_was_read_is_no_longer_new(ana_writes: Writes, bo_desk: Client) -> None:
    number = ana_writes().conversation_id
    bo_desk.get(f"/conversations/{number}/")
    assert "is-new" not in bo_desk.get("/").content.decode()


def test_each_sees_only_their_inboxes(
    ana_writes: Writes, cy_inbox: Inbox, bo_desk: Client, cy_desk: Client, inbox: Inbox
) -> None:
    repairs = ana_writes(inbox=cy_inbox).conversation_id
    assert numbers(bo_desk, "/all/") == []
    assert numbers(cy_desk, "/all/") == [repairs]
    assert bo_desk.get(f"/conversations/{repairs}/").status_code == 404


def test_the_lists_sort_by_owner_team_and_state(ana_writes: Writes, bo: Agent, bo_desk: Client) -> None:
    mine = ana_writes().conversation
    service.answer(mine, by=bo, text="Thursday")
    ended = ana_writes(sender=Person("other.ana@example.org")).conversation
    service.resolve(ended, by=bo, no_answer_needed_because="Only thanks")
    assert numbers(bo_desk, "/mine/") == [mine.pk]
    assert numbers(bo_desk, "/resolved/") == [ended.pk]
    assert numbers(bo_desk, "/snoozed/") == []


def test_fifty_rows_cost_as_many_queries_as_five(
    ana_writes: Writes, bo: Agent, bo_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keepword.care.health.FRESH", 0.0)  # so that each page asks after the house

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            bo_desk.get("/")
        return len(queries)

    for n in range(5):
        ana_writes(sender=Person(f"ana{n}@example.org", "Ana"))
    five = cost()
    for n in range(5, 50):
        said = ana_writes(sender=Person(f"ana{n}@example.org"))
        due = MONDAY + timedelta(days=400)
        promises.make(
            what="a call", kind="callback", due_at=due, by=bo, at=MONDAY, conversation=said.conversation
        )
    assert cost() == five <= 12


def test_the_margin_counts_up_to_a_hundred(ana_writes: Writes, inbox: Inbox, bo_desk: Client) -> None:
    ana = ana_writes().conversation
    rows = [
        Conversation(inbox=inbox, customer=ana.customer, created_at=MONDAY, updated_at=MONDAY)
        for _n in range(120)
    ]
    Conversation.objects.bulk_create(rows)
    assert (
        '<b class="count count-due" id="count-due" hx-swap-oob="true" data-due>99+</b>'
        in bo_desk.get("/counts/").content.decode()
    )
