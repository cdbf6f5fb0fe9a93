"""Junk comes back with its waiting time; what could not be read is kept, and read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from keepword import service
from keepword.channels.models import InboundRecord
from keepword.conversations.models import Conversation, Message
from keepword.events.models import Event
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY

Writes = Callable[..., Message]
RAW = b"From: ana@example.org\r\n\r\n\xff\xfe"


def test_junk_says_who_said_so_and_why(ana_writes: Writes, bo: Agent, as_bo: Client) -> None:
    service.junk(ana_writes(subject="A prize").conversation, by=bo, why="It sells prizes", at=MONDAY)
    page = as_bo.get("/junk/").text
    assert "A prize" in page
    assert "Bo says so: It sells prizes" in page


def test_not_junk_brings_it_back_with_its_waiting_time(ana_writes: Writes, bo: Agent, as_bo: Client) -> None:
    conversation = ana_writes().conversation
    due = conversation.promises.get().due_at
    service.junk(conversation, by=bo, at=MONDAY)
    as_bo.post(f"/junk/{conversation.pk}/restoration/")
    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == (Conversation.OPEN, MONDAY)
    assert conversation.promises.open().get().due_at == due
    assert as_bo.get("/junk/").context["conversations"] == []
    again = as_bo.post(f"/junk/{conversation.pk}/restoration/", headers={"HX-Request": "true"})
    assert (again.status_code, "<html" in again.text) == (200, False)


def test_the_junk_of_another_team_is_invisible(
    ana_writes: Writes, cy: Agent, as_bo: Client, as_cy: Client, cy_inbox: Inbox
) -> None:
    conversation = ana_writes(inbox=cy_inbox).conversation
    service.junk(conversation, by=cy, at=MONDAY)
    assert as_bo.get("/junk/").context["conversations"] == []
    assert as_cy.get("/junk/").context["conversations"] == [conversation]
    assert as_bo.post(f"/junk/{conversation.pk}/restoration/").status_code == 404


@pytest.fixture
def unread(inbox: Inbox) -> InboundRecord:
    return InboundRecord.objects.create(
        inbox=inbox,
        key="k",
        via="smtp",
        received_at=MONDAY,
        state=InboundRecord.QUARANTINED,
        error="ValueError: <no sense>",
        tries=4,
        envelope={"from": "ana@example.org", "to": inbox.address},
        size=len(RAW),
        raw=RAW,
    )


def test_quarantine_says_why_and_gives_the_bytes_to_who_leads(
    unread: InboundRecord, as_bo: Client, as_di: Client
) -> None:
    page = as_bo.get("/quarantine/").text
    assert "ValueError: &lt;no sense&gt;" in page
    assert "/letter/" not in page
    assert as_bo.get(f"/quarantine/{unread.pk}/letter/").status_code == 403
    letter = as_di.get(f"/quarantine/{unread.pk}/letter/")
    assert letter.content == RAW
    assert letter["Content-Type"] == "application/octet-stream"
    assert letter["Content-Disposition"].startswith("attachment")


def test_it_is_read_again_once(unread: InboundRecord, as_bo: Client) -> None:
    for _ in range(2):
        as_bo.post(f"/quarantine/{unread.pk}/reading/")
    unread.refresh_from_db()
    assert (unread.state, unread.tries, unread.next_at) == (InboundRecord.WAITING, 0, MONDAY)
    assert Event.objects.filter(code="inbound.read_again").count() == 1
    assert as_bo.get("/quarantine/").context["records"] == []


def test_what_another_teams_inbox_could_not_read_is_invisible(
    unread: InboundRecord, cy_inbox: Inbox, as_bo: Client
) -> None:
    InboundRecord.objects.update(inbox=cy_inbox)
    assert as_bo.get("/quarantine/").context["records"] == []
    assert as_bo.post(f"/quarantine/{unread.pk}/reading/").status_code == 404
