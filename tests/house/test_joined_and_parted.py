"""Merging and splitting say nothing about whom anybody trusts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keepword import service
from keepword.channels.email.quoting import may_quote
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft, Message
from keepword.service import Person
from keepword.staff.models import Agent
from tests.conftest import MONDAY

STRANGER = Person("stranger@example.org", "A Stranger")
Writes = Callable[..., Message]


def merged(ana_writes: Writes, bo: Agent) -> Conversation:
    source, into = ana_writes(cc=(STRANGER,)).conversation, ana_writes().conversation
    return service.merge(source, into=into, by=bo)


def parted(ana_writes: Writes, bo: Agent) -> Conversation:
    first = ana_writes(cc=(STRANGER,))
    second = ana_writes("And the table?", in_reply_to=(first.letter_id,))
    return service.split(first.conversation, [second], by=bo)


@pytest.mark.parametrize("deed", [merged, parted])
def test_who_came_in_by_a_cc_reads_no_history_after_it(
    ana_writes: Writes, bo: Agent, deed: Callable[[Writes, Agent], Conversation]
) -> None:
    conversation = deed(ana_writes, bo)
    assert conversation.participants.filter(address=STRANGER.address).exists()
    reply = service.answer(
        conversation, by=bo, text="On Thursday", to=[Person("ana@example.org")], cc=[STRANGER]
    )
    quoted = {delivery.address: may_quote(delivery) for delivery in reply.deliveries.all()}
    assert quoted == {"ana@example.org": True, STRANGER.address: False}


def test_what_is_being_written_comes_along(ana_writes: Writes, bo: Agent) -> None:
    source, into = ana_writes().conversation, ana_writes().conversation
    draft = conversations.save_draft(source, bo, "reply", {"text": "On Thurs", "promises": []}, at=MONDAY)
    conversations.attach(draft, name="plan.pdf", type="application/pdf", data=b"plan")
    service.merge(source, into=into, by=bo)
    kept = Draft.objects.get()
    assert (kept.conversation, kept.content["text"]) == (into, "On Thurs")
    assert kept.attachments.exists()


def test_what_is_being_written_in_both_loses_no_word(ana_writes: Writes, bo: Agent) -> None:
    source, into = ana_writes().conversation, ana_writes().conversation
    pledge = {"what": "I call", "kind": "callback", "due_at": None, "precision": "none"}
    draft = conversations.save_draft(
        source, bo, "reply", {"text": "The chair", "html": "", "promises": [pledge]}, at=MONDAY
    )
    conversations.attach(draft, name="plan.pdf", type="application/pdf", data=b"plan")
    conversations.save_draft(into, bo, "reply", {"text": "The table", "html": "<p>The table</p>"}, at=MONDAY)
    service.merge(source, into=into, by=bo)
    kept = Draft.objects.get()
    assert kept.conversation == into
    assert kept.content["text"] == "The table\n\nThe chair"
    assert kept.content["html"] == "<p>The table</p><p>The chair</p>"
    assert kept.content["promises"] == [pledge]
    assert kept.attachments.exists()
