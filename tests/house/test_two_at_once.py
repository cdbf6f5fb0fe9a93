"""Two who do something with one conversation at the same moment, each in a process of their own.

SQLite lets one write at a time; on PostgreSQL the rows are locked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft, Message
from keepword.staff.models import Agent
from tests.conftest import MONDAY

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LATER = MONDAY + timedelta(hours=2)


@pytest.fixture(autouse=True)
def on_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time: `make test-all` asks PostgreSQL")


def meanwhile(deed: Callable[[], object]) -> threading.Thread:
    """Begin `deed` in a connection of its own, and leave it time to come as far as it gets."""

    def run() -> None:
        try:
            deed()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=0.7)
    return thread


def test_a_mail_that_comes_while_bo_resolves_opens_it_again(
    ana_writes: Callable[..., Message], bo: Agent
) -> None:
    first = ana_writes()
    number = first.conversation_id
    service.answer(first.conversation, by=bo, text="On Thursday", at=MONDAY)
    with transaction.atomic():
        service.resolve(Conversation.objects.get(pk=number), by=bo, outcome="Sent", at=LATER)
        mail = meanwhile(lambda: ana_writes("And now?", at=LATER, in_reply_to=(first.letter_id,)))
    mail.join()
    conversation = Conversation.objects.get(pk=number)
    assert (conversation.state, conversation.waiting_since) == (Conversation.OPEN, LATER)


def test_a_mail_that_comes_while_bo_merges_goes_where_the_others_went(
    ana_writes: Callable[..., Message], bo: Agent
) -> None:
    first, into = ana_writes(), ana_writes().conversation
    with transaction.atomic():
        service.merge(first.conversation, into=into, by=bo, at=LATER)
        mail = meanwhile(
            lambda: ana_writes(
                "And now?", at=LATER, letter_id="last@example.org", in_reply_to=(first.letter_id,)
            )
        )
    mail.join()
    assert Message.objects.get(letter_id="last@example.org").conversation == into


def test_a_held_letter_goes_out_once(ana_writes: Callable[..., Message], bo: Agent) -> None:
    content = {"text": "On Thursday", "html": "", "to": [], "cc": [], "bcc": [], "promises": []}
    draft = conversations.save_draft(ana_writes().conversation, bo, "reply", content, at=MONDAY)
    conversations.hold(draft, MONDAY, at=MONDAY)
    other = Draft.objects.get(pk=draft.pk)
    with transaction.atomic():
        service.send_draft(draft, now=MONDAY)
        twin = meanwhile(lambda: service.send_draft(other, now=MONDAY))
    twin.join()
    assert Message.objects.filter(kind=Message.REPLY).count() == 1
