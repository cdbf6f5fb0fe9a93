"""What was a colleague's is nobody's blind spot when they have left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Draft, Message
from keepword.notices.models import Notice
from keepword.staff import actions as staff
from keepword.staff.models import Agent
from tests.conftest import MONDAY

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def his(ana_writes: Callable[..., Message], bo: Agent) -> Conversation:
    """Ana's conversation, which Bo answered and owns."""
    conversation = ana_writes().conversation
    service.answer(conversation, by=bo, text="On Thursday", at=MONDAY)
    return Conversation.objects.get(pk=conversation.pk)


def leaves(agent: Agent, di: Agent) -> None:
    staff.change_agent(agent, by=di, is_active=False)


def test_who_leads_hears_that_a_departed_colleagues_letter_failed(
    his: Conversation, bo: Agent, di: Agent
) -> None:
    leaves(bo, di)
    delivery = his.messages.get(kind=Message.REPLY).deliveries.get()
    conversations.failed(delivery, "550 no such user", at=LATER)
    assert [notice.recipient for notice in Notice.objects.filter(kind="delivery_failed")] == [di]


def test_the_owner_hears_it_when_the_writer_has_left(
    his: Conversation, bo: Agent, di: Agent, cy: Agent
) -> None:
    owner = staff.hire("eve@chairs.test", "Eve")
    conversations.give(his, owner, by=di)
    leaves(bo, di)
    conversations.failed(his.messages.get(kind=Message.REPLY).deliveries.get(), "550 no such user", at=LATER)
    assert [notice.recipient for notice in Notice.objects.filter(kind="delivery_failed")] == [owner]


def test_a_conversation_of_a_departed_colleague_stands_in_everybodys_queue(
    his: Conversation, ana_writes: Callable[..., Message], bo: Agent, di: Agent
) -> None:
    from keepword.desk import queues

    leaves(bo, di)
    ana_writes("And now?", at=LATER, in_reply_to=(his.messages.get(kind=Message.REPLY).letter_id,))
    assert his in queues.conversations(queues.QUEUES["due"], di)


def test_a_letter_for_later_of_a_departed_colleague_stays_and_is_told(
    his: Conversation, bo: Agent, di: Agent
) -> None:
    content = {"text": "The van comes at nine", "html": "", "to": [], "cc": [], "bcc": [], "promises": []}
    draft = conversations.save_draft(his, bo, "reply", content, at=MONDAY)
    conversations.hold(draft, LATER, at=MONDAY)
    leaves(bo, di)
    assert service.send_draft(draft, now=LATER) is None
    assert Draft.objects.get().next_at is None
    assert [notice.recipient for notice in Notice.objects.filter(kind="draft_stopped")] == [di]


def test_a_letter_for_later_does_not_go_out_of_an_inbox_its_writer_no_longer_sees(
    his: Conversation, bo: Agent, di: Agent
) -> None:
    content = {"text": "The van comes at nine", "html": "", "to": [], "cc": [], "bcc": [], "promises": []}
    draft = conversations.save_draft(his, bo, "reply", content, at=MONDAY)
    conversations.hold(draft, LATER, at=MONDAY)
    staff.change_inbox(his.inbox, by=di, team=staff.make_team("Repairs", by=di))
    assert service.send_draft(draft, now=LATER) is None
    assert his.messages.filter(kind=Message.REPLY).count() == 1
