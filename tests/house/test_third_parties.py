"""A third party who was drawn in is not the customer: an answer to them is none to Ana."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.service import Person
from keepword.staff.models import Agent
from tests.conftest import MONDAY

SUPPLIER = Person("legs@example.com", "Supplier")


@pytest.fixture
def asked(ana_writes: Callable[..., Message], bo: Agent) -> Conversation:
    """Ana waits; Bo has asked the supplier, who has replied and so wrote last."""
    conversation = ana_writes().conversation
    sent = service.answer(
        conversation,
        by=bo,
        kind="forward",
        text="When do the legs come?",
        to=[SUPPLIER],
        at=MONDAY + timedelta(minutes=10),
    )
    ana_writes(
        "On Wednesday",
        at=MONDAY + timedelta(minutes=20),
        sender=SUPPLIER,
        letter_id="legs@example.com",
        in_reply_to=(sent.letter_id,),
    )
    return Conversation.objects.get(pk=conversation.pk)


def test_thanks_to_the_supplier_leave_ana_waiting(asked: Conversation, bo: Agent) -> None:
    reply = service.answer(asked, by=bo, text="Thank you", at=MONDAY + timedelta(minutes=30))
    assert [person["address"] for person in reply.to] == [SUPPLIER.address]
    asked.refresh_from_db()
    assert asked.waiting_since == MONDAY
    assert asked.promises.get().state == "open"


def test_an_answer_to_ana_ends_it_whoever_wrote_last(asked: Conversation, bo: Agent) -> None:
    at = MONDAY + timedelta(minutes=30)
    service.answer(asked, by=bo, text="On Thursday", to=[Person("ana@example.org")], at=at)
    asked.refresh_from_db()
    assert asked.waiting_since is None
    assert asked.promises.get().state == "kept"


def test_an_answer_to_the_supplier_ends_their_own_waiting(asked: Conversation, bo: Agent) -> None:
    at = MONDAY + timedelta(minutes=30)
    first = service.answer(asked, by=bo, text="On Thursday", to=[Person("ana@example.org")], at=at)
    service.receive(
        service.Arrival(
            inbox=asked.inbox,
            at=at + timedelta(minutes=5),
            sender=SUPPLIER,
            text="How many legs?",
            in_reply_to=(first.letter_id,),
        )
    )
    asked.refresh_from_db()
    assert asked.waiting_since is not None
    service.answer(asked, by=bo, text="Four", at=at + timedelta(minutes=10))
    asked.refresh_from_db()
    assert asked.waiting_since is None


def test_an_answer_to_both_ends_it_all(asked: Conversation, bo: Agent) -> None:
    everybody = [Person("ana@example.org"), SUPPLIER]
    service.answer(asked, by=bo, text="On Thursday", to=everybody, at=MONDAY + timedelta(minutes=30))
    asked.refresh_from_db()
    assert (asked.waiting_since, asked.answer_due_at) == (None, None)
    assert asked.promises.get().state == "kept"


def test_whoever_ana_brings_along_speaks_for_her(ana_writes: Callable[..., Message], bo: Agent) -> None:
    olga = Person("olga@example.org", "Olga")
    first = ana_writes(cc=(olga,))
    ana_writes("Any news?", at=MONDAY + timedelta(minutes=20), sender=olga, in_reply_to=(first.letter_id,))
    service.answer(first.conversation, by=bo, text="On Thursday", at=MONDAY + timedelta(minutes=30))
    assert Conversation.objects.get(pk=first.conversation_id).waiting_since is None


def test_letters_with_many_copies_make_no_crowd_take_part(ana_writes: Callable[..., Message]) -> None:
    """T21, whether the five hundred come in one letter or in ten."""
    first = ana_writes(cc=tuple(Person(f"one{n}@example.org") for n in range(60)))
    for letter in range(3):
        crowd = tuple(Person(f"many{letter}-{n}@example.org") for n in range(40))
        ana_writes("And?", cc=crowd, in_reply_to=(first.letter_id,))
    assert first.conversation.participants.count() == 50


def test_whom_bo_writes_to_takes_part_also_in_a_crowd(ana_writes: Callable[..., Message], bo: Agent) -> None:
    first = ana_writes(cc=tuple(Person(f"one{n}@example.org") for n in range(60)))
    service.answer(first.conversation, by=bo, kind="forward", text="See below", to=[SUPPLIER])
    assert first.conversation.participants.filter(address=SUPPLIER.address).exists()
