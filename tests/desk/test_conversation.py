"""A conversation on the screen: what was said, what it costs, and what strangers' letters may not do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Delivery, Message
from keepword.desk import files
from keepword.lib.html import clean
from keepword.service import ArrivedFile
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY

Writes = Callable[..., Message]


def page(client: Client, number: int) -> str:
    return client.get(f"/conversations/{number}/").content.decode()


def test_ten_messages_cost_no_more_queries_than_two(
    ana_writes: Writes, bo: Agent, bo_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keepword.care.health.FRESH", 0.0)  # so that each page asks after the house

    def cost() -> int:
        bo_desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            bo_desk.get(address)
        return len(queries)

    first = ana_writes(files=(ArrivedFile("chair.png", "image/png", b"PNG"),))
    address = f"/conversations/{first.conversation_id}/"
    service.answer(first.conversation, by=bo, text="Which colour?")
    two = cost()
    for n in range(4):
        ana_writes(f"Green {n}", in_reply_to=(first.letter_id,))
        service.answer(first.conversation, by=bo, text="Thursday")
    assert cost() == two <= 12


def test_messages_and_what_happened_stand_in_their_order(
    ana_writes: Writes, bo: Agent, di: Agent, bo_desk: Client
) -> None:
    conversation = ana_writes("Where is it?").conversation
    service.answer(conversation, by=bo, text="It is on its way", at=MONDAY + timedelta(hours=1))
    conversation.refresh_from_db()
    conversations.give(conversation, di, by=bo, at=MONDAY + timedelta(hours=2))
    html = page(bo_desk, conversation.pk)
    places = [html.index(words) for words in ("Where is it?", "It is on its way", "Bo made Di the owner")]
    assert places == sorted(places)


def test_a_letter_cannot_act_in_the_page(ana_writes: Writes, bo_desk: Client) -> None:
    text = "<script>alert(1)</script> see https://chairs.test/a?b=1&c=2."
    html = page(bo_desk, ana_writes(text).conversation_id)
    assert "<script>alert(1)" not in html
    assert '<a href="https://chairs.test/a?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">' in html


def test_a_letter_as_it_was_sent_stands_on_a_page_without_rights(ana_writes: Writes, bo_desk: Client) -> None:
    letter = clean('<p>Hello</p><img src="http://tracker.test/p.png"><img src="cid:chair">')
    message = ana_writes(
        "Hello", html=letter, files=(ArrivedFile("c.png", "image/png", b"PNG", True, "chair"),)
    )
    shown = bo_desk.get(f"/messages/{message.pk}/letter/")
    policy = shown["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-same-origin" not in policy
    assert ' src="http://tracker.test' not in shown.content.decode()
    assert 'src="data:image/png;base64,UE5H"' in shown.content.decode()
    asked = bo_desk.get(f"/messages/{message.pk}/letter/?images=1")
    assert ' src="http://tracker.test/p.png"' in asked.content.decode()


def test_what_was_quoted_is_folded_away(ana_writes: Writes, bo_desk: Client) -> None:
    quoted = "It did not come.\n\n> We sent it on Monday."
    html = page(bo_desk, ana_writes(quoted, reply_text="It did not come.").conversation_id)
    assert "What was quoted" in html
    assert html.index("It did not come.") < html.index("We sent it on Monday.")


def test_files_of_strangers_are_downloads_with_a_signed_address(
    ana_writes: Writes, bo_desk: Client, cy_desk: Client
) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    ana_writes(files=(ArrivedFile("chair.svg", "image/svg+xml", svg),))
    file = Attachment.objects.get()
    address = f"/files/{file.pk}/{files.key(file.pk)}/"
    served = bo_desk.get(address)
    assert b"".join(served) == svg
    assert served["Content-Type"] == "application/octet-stream"
    assert served["Content-Disposition"] == 'attachment; filename="chair.svg"'
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    assert bo_desk.get(f"/files/{file.pk}/{'x' * 22}/").status_code == 404


def test_files_of_an_inbox_that_one_does_not_see_are_not_there(
    ana_writes: Writes, cy_inbox: Inbox, bo_desk: Client
) -> None:
    ana_writes(inbox=cy_inbox, files=(ArrivedFile("secret.txt", "text/plain", b"secret"),))
    file = Attachment.objects.get()
    assert bo_desk.get(f"/files/{file.pk}/{files.key(file.pk)}/").status_code == 404


def test_a_letter_that_failed_can_be_sent_again(ana_writes: Writes, bo: Agent, bo_desk: Client) -> None:
    conversation = ana_writes().conversation
    delivery = service.answer(conversation, by=bo, text="Thursday").deliveries.get()
    conversations.failed(delivery, "550 no such user", at=MONDAY)
    assert "did not reach ana@example.org" in page(bo_desk, conversation.pk)
    bo_desk.post(f"/deliveries/{delivery.pk}/", {"what": "again"})
    assert Delivery.objects.get().state == Delivery.WAITING


def test_an_uncertain_letter_is_settled_by_who_knows(ana_writes: Writes, bo: Agent, bo_desk: Client) -> None:
    conversation = ana_writes().conversation
    delivery = service.answer(conversation, by=bo, text="Thursday").deliveries.get()
    conversations.uncertain(delivery, "the line broke", at=MONDAY)
    assert "Nobody knows" in page(bo_desk, conversation.pk)
    bo_desk.post(f"/deliveries/{delivery.pk}/", {"what": "arrived"})
    assert Delivery.objects.get().state == Delivery.SENT


def test_a_long_conversation_shows_its_end_first(ana_writes: Writes, bo: Agent, bo_desk: Client) -> None:
    conversation = ana_writes("The very first").conversation
    for n in range(55):
        service.note(conversation, by=bo, text=f"Note {n}")
    short = page(bo_desk, conversation.pk)
    assert "The very first" not in short.partition('id="side"')[0].partition('id="thread"')[2]
    assert "Show the 6 earlier messages" in short
    everything = bo_desk.get(f"/conversations/{conversation.pk}/?all=1").content.decode()
    assert "The very first" in everything


def test_the_customers_pane_knows_promises_and_conversations(ana_writes: Writes, bo_desk: Client) -> None:
    conversation = ana_writes().conversation
    side = bo_desk.get(f"/conversations/{conversation.pk}/side/").content.decode()
    for words in ("ana@example.org", "Promises to Ana", "An answer", "One conversation"):
        assert words in side


def test_a_merged_conversation_leads_on(ana_writes: Writes, bo: Agent, bo_desk: Client) -> None:
    first, second = ana_writes().conversation, ana_writes().conversation
    service.merge(second, into=first, by=bo)
    assert bo_desk.get(f"/conversations/{second.pk}/")["Location"] == f"/conversations/{first.pk}/"


def test_colleagues_see_who_else_is_looking(ana_writes: Writes, bo_desk: Client, di: Agent) -> None:
    number = ana_writes().conversation_id
    other = Client()
    other.force_login(di)
    assert "looking at this too" not in page(bo_desk, number)
    assert "Bo is looking at this too" in page(other, number)
    assert "Di is looking at this too" in page(bo_desk, number)
