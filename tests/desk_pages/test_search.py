"""What somebody remembers is found, by who may see it and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from keepword import service
from keepword.conversations.models import Message
from keepword.service import Person
from keepword.service.search import Found, search
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY

Writes = Callable[..., Message]


def texts(found: Found) -> list[str]:
    return [hit.message.text for hit in found.messages]


@pytest.mark.parametrize(
    ("said", "asked", "language"),
    [
        ("Štolica je stigla zelena", "stolica", "hr"),
        ("Stolica je stigla", "Štolica", "hr"),
        ("Çok şık bir sandalye", "sik", "tr"),
        ("Das Päckchen, straße", "strasse", ""),
        ("Где мой заказ?", "ЗАКАЗ", "ru"),
        ("Two chairs arrived", "chair", "en"),
        ("My letter to ana@example.org came back", "ana@example.org", "en"),
        ("The invoice is missing", "inv", "en"),
        ("A green chair, not a blue one", '"green chair"', "en"),
    ],
)
def test_what_was_said_is_found_however_it_is_typed(
    ana_writes: Writes, bo: Agent, said: str, asked: str, language: str
) -> None:
    ana_writes("Nothing of the kind", subject="Other")
    ana_writes(said, language=language)
    assert texts(search(bo, asked)) == [said]


def test_all_words_must_be_there(ana_writes: Writes, bo: Agent) -> None:
    ana_writes("A green chair")
    ana_writes("A green table", subject="Table")
    assert texts(search(bo, "green table")) == ["A green table"]
    assert texts(search(bo, '"chair green"')) == []


def test_the_newest_comes_first_and_what_matches_is_marked(ana_writes: Writes, bo: Agent) -> None:
    ana_writes("The first chair")
    ana_writes("The second chair", at=MONDAY + timedelta(hours=1))
    found = search(bo, "chair")
    assert texts(found) == ["The second chair", "The first chair"]
    assert found.messages[0].excerpt == [("The second ", False), ("chair", True)]
    assert found.conversations[0].subject == [("My ", False), ("chair", True)]


def test_messages_of_one_conversation_stand_together(ana_writes: Writes, bo: Agent) -> None:
    first = ana_writes("A zephyr")
    service.answer(first.conversation, by=bo, text="Which zephyr?", at=MONDAY)
    found = search(bo, "zephyr")
    assert [len(conversation.messages) for conversation in found.conversations] == [2]


def test_a_number_jumps_to_its_conversation(
    ana_writes: Writes, bo: Agent, cy: Agent, cy_inbox: Inbox
) -> None:
    mine = ana_writes().conversation
    theirs = ana_writes(inbox=cy_inbox).conversation
    assert search(bo, f"#{mine.number}").exact == mine
    assert search(bo, str(mine.number)).exact == mine
    assert search(bo, f"#{theirs.number}").exact is None
    assert search(cy, f"#{theirs.number}").exact == theirs
    assert search(bo, "9" * 18).exact is None


def test_an_address_finds_the_customer(ana_writes: Writes, bo: Agent) -> None:
    ana = ana_writes().conversation.customer
    ana_writes(sender=Person("ana@example.org.example.com", "Somebody else"))
    assert search(bo, "Ana@Example.org").customers[0].customer == ana
    assert search(bo, "ana@exam").customers[-1].customer == ana


def test_the_inbox_of_another_team_is_invisible(
    ana_writes: Writes, bo: Agent, cy: Agent, di: Agent, cy_inbox: Inbox
) -> None:
    ana_writes("A zephyr in repairs", inbox=cy_inbox, sender=Person("dora@example.com", "Dora"))
    assert not search(bo, "zephyr")
    assert not search(bo, "dora").customers
    assert texts(search(cy, "zephyr")) == texts(search(di, "zephyr")) == ["A zephyr in repairs"]
    assert [hit.customer.name for hit in search(cy, "dora").customers] == ["Dora"]


def test_what_is_old_is_found_behind_many_that_one_may_not_see(
    ana_writes: Writes, bo: Agent, cy_inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keepword.service.search._FIRST_WINDOW", 2)
    ana_writes("The oldest zephyr")
    for count in range(12):
        ana_writes(f"Zephyr {count}", inbox=cy_inbox, sender=Person(f"dora{count}@example.com"))
    assert texts(search(bo, "zephyr", limit=1)) == ["The oldest zephyr"]


def test_the_search_goes_on_where_it_ended(ana_writes: Writes, bo: Agent) -> None:
    for count in range(5):
        ana_writes(f"Zephyr {count}")
    seen: list[str] = []
    before = None
    while True:
        found = search(bo, "zephyr", limit=2, before=before)
        seen += texts(found)
        before = found.older
        if before is None:
            break
    assert seen == [f"Zephyr {count}" for count in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        '"',
        '""',
        "*",
        "' OR 1=1 --",
        "body:chair",
        "NEAR(a b)",
        "a AND",
        "(((",
        "!&|",
        "\x00",
        "😀",
        "-",
        "#",
        "x" * 5000,
    ],
)
def test_no_input_breaks_or_widens_a_search(ana_writes: Writes, bo: Agent, typed: str) -> None:
    ana_writes("Where is it?", subject="")
    assert texts(search(bo, typed)) == []


def test_a_search_takes_few_queries(
    ana_writes: Writes, bo: Agent, di: Agent, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(6):
        ana_writes(f"Zephyr {count}", sender=Person(f"zephyr{count}@example.org"))
    for agent in (bo, di):
        with django_assert_max_num_queries(8):
            found = search(agent, "zephyr")
            [(hit.conversation.customer.name, hit.conversation.owner) for hit in found.conversations]
        assert len(found.conversations) == len(found.customers) == 6
