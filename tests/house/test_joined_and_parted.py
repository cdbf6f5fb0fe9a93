"""Merging and splitting say nothing about whom anybody trusts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keepword import service
from keepword.channels.email.quoting import may_quote
from keepword.conversations.models import Conversation, Message
from keepword.service import Person
from keepword.staff.models import Agent

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
