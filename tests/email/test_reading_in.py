"""From stored bytes to conversations: whose, where, and that no mail is lost or stops another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError

from keepword import service
from keepword.channels import intake
from keepword.channels.models import InboundRecord
from keepword.config import clock
from keepword.conversations.models import Conversation, Delivery, Message, Participant
from keepword.conversations.tokens import reply_token
from keepword.events.models import Event
from keepword.lib.work import claim
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY
from tests.email.conftest import Take, bounce, mail

pytestmark = pytest.mark.django_db

Answer = Callable[..., Message]


def store(inbox: Inbox, *mails: bytes) -> None:
    intake.store([intake.Incoming(inbox.pk, raw, "lmtp", MONDAY) for raw in mails])


def read(rounds: int = 1, after: timedelta = timedelta(seconds=1)) -> None:
    """Let the reading lane work, each round after the last one's leases and pauses."""
    for number in range(rounds):
        clock.tick("reading", now=MONDAY + after + number * timedelta(minutes=2))


def test_a_mail_becomes_a_conversation(take: Take, inbox: Inbox) -> None:
    said = take(mail("Where is it?"))
    assert (said.conversation.subject, said.text.strip()) == ("My chair", "Where is it?")
    assert said.conversation.waiting_since == MONDAY
    record = InboundRecord.objects.get()
    assert (record.state, record.next_at, record.message) == ("read", None, said)


def test_an_answer_to_an_answer_stays_in_its_conversation(take: Take, answer: Answer) -> None:
    sent = answer(take(mail()))
    back = take(mail("Thanks!", letter_id="ana-2@example.org", In_Reply_To=f"<{sent.letter_id}>"))
    assert back.conversation == sent.conversation


def test_one_mail_by_three_ways_is_one_message(take: Take) -> None:
    raw = mail()
    first = take(raw, via="smtp")
    by_pipe = b"Return-Path: <ana@example.org>\r\nDelivered-To: support@chairs.test\r\n" + raw
    assert take(by_pipe, via="pipe") == first
    assert take(raw.replace(b"\r\n", b"\n"), via="imap") == first
    assert Message.objects.count() == 1


def test_two_mails_with_one_id_are_both_kept(take: Take) -> None:
    assert take(mail("One")) != take(mail("Another"))


def test_two_mails_without_an_id_in_one_second_are_both_kept(take: Take) -> None:
    assert take(mail("One", letter_id="")) != take(mail("Another", letter_id=""))


def test_the_tag_is_found_where_the_transport_did_not_say_it(take: Take) -> None:
    first = take(mail())
    tagged = f"support+{reply_token(first.conversation_id)}@chairs.test"
    delivered = f"Delivered-To: {tagged}\r\n".encode() + mail("By phone", letter_id="p@example.net")
    friend = take(delivered.replace(b"ana@example.org", b"friend@example.net"), via="imap")
    assert friend.conversation == first.conversation
    shown = take(mail("Again", letter_id="q@example.net", to=f"Chairs <{tagged}>"), via="pipe")
    assert shown.conversation == first.conversation


def test_a_guessed_tag_opens_nothing(take: Take) -> None:
    first = take(mail())
    guess = f"r{first.conversation_id}-aaaaaaaaaaaaaaaaaaaaa"
    assert take(mail("Hi", sender="Eve <eve@example.net>"), tag=guess).conversation != first.conversation


def test_an_agents_address_never_speaks_as_the_agent(take: Take, answer: Answer, bo: Agent) -> None:
    sent = answer(take(mail()))
    claims = mail("Refund it!", sender="Bo <bo@chairs.test>", In_Reply_To=f"<{sent.letter_id}>")
    said = take(claims)
    assert (said.kind, said.agent, said.trust) == ("inbound", None, "unverified")
    assert said.conversation != sent.conversation
    assert Delivery.objects.count() == 1


def test_a_number_in_the_subject_is_only_a_claim(take: Take) -> None:
    first = take(mail())
    other = take(mail(subject=f"[#{first.conversation_id}] mine", sender="eve@example.net", letter_id="e@x"))
    assert other.conversation != first.conversation


def test_five_hundred_in_cc_do_not_all_take_part(take: Take) -> None:
    everybody = ", ".join(f"guest{n}@example.net" for n in range(500))
    said = take(mail(Cc=everybody))
    assert Participant.objects.filter(conversation=said.conversation).count() <= 50
    assert len(said.cc) == 500


@pytest.mark.parametrize("returned", ["full", "headers", "plain"])
def test_a_bounce_is_news_of_its_delivery(take: Take, answer: Answer, returned: str) -> None:
    sent = answer(take(mail()))
    report = take(bounce(sent.letter_id, returned=returned), at=MONDAY + timedelta(hours=2))
    assert report.conversation == sent.conversation
    assert report.is_bounce
    delivery = sent.deliveries.get()
    assert delivery.state == "failed"
    assert "No such person" in delivery.detail
    assert Delivery.objects.count() == 1


def test_a_vacation_reply_wakes_nobody(take: Take, answer: Answer) -> None:
    sent = answer(take(mail()))
    away = take(
        mail(
            "Away",
            letter_id="v@example.org",
            In_Reply_To=f"<{sent.letter_id}>",
            Auto_Submitted="auto-replied",
        )
    )
    assert away.conversation == sent.conversation
    assert away.conversation.waiting_since is None
    assert Delivery.objects.count() == 1


def break_receive(monkeypatch: pytest.MonkeyPatch, error: Exception, subject: str = "poison") -> None:
    """Taking in a mail of that subject fails, as a mistake of ours would make it."""
    real = service.receive

    def receive(arrival: service.Arrival) -> Message:
        message = real(arrival)
        if arrival.subject == subject:
            raise error
        return message

    monkeypatch.setattr(service, "receive", receive)


def test_a_mail_that_fails_stops_no_other_and_is_shown_in_the_end(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = mail("x", subject="poison", letter_id="poison@example.org")
    break_receive(monkeypatch, ValueError("a mistake of ours"))
    store(inbox, poison, *(mail(letter_id=f"{n}@example.org", subject=f"Chair {n}") for n in range(30)))
    read(2)
    assert Conversation.objects.count() == 30
    assert InboundRecord.objects.get(state="waiting").error == "ValueError: a mistake of ours"
    read(4, after=timedelta(hours=1))
    record = InboundRecord.objects.get(state="quarantined")
    assert record.bytes() == poison
    assert record.message is not None
    assert record.message.problems == ["unreadable"]
    assert record.message.conversation.waiting_since is not None
    (file,) = record.message.attachments.all()
    assert (file.name, file.size) == ("message.eml", len(poison))
    assert "a mistake of ours" in record.error


def test_even_what_cannot_be_shown_is_kept(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def receive(_arrival: service.Arrival) -> Message:
        raise ValueError("nothing works")

    monkeypatch.setattr(service, "receive", receive)
    store(inbox, mail())
    read(6)
    record = InboundRecord.objects.get()
    assert (record.state, record.next_at, record.bytes()) == ("quarantined", None, mail())


def test_a_full_disk_is_no_fault_of_the_mail(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        break_receive(full, OperationalError("database or disk is full"), subject="My chair")
        store(inbox, mail())
        read(10)
        assert InboundRecord.objects.get().state == "waiting"
        assert not Message.objects.exists()
    read(1, after=timedelta(days=1))
    assert InboundRecord.objects.get().state == "read"
    assert Message.objects.get().problems == []


def test_a_mail_in_the_hands_of_a_process_that_died_is_tried_alone(inbox: Inbox) -> None:
    store(inbox, *(mail(letter_id=f"{n}@example.org", subject=f"Chair {n}") for n in range(3)))
    first = MONDAY + timedelta(seconds=1)
    claim(InboundRecord.objects.all(), now=first, lease=timedelta(seconds=20), limit=25)
    clock.tick("reading", now=first + timedelta(seconds=30))
    assert Message.objects.count() == 1
    for _round in range(2):
        clock.tick("reading", now=first + timedelta(seconds=31))
    assert Message.objects.count() == 3


def test_a_mail_that_kills_us_three_times_is_put_away_unread(inbox: Inbox) -> None:
    store(inbox, mail())
    for death in range(3):
        now = MONDAY + death * timedelta(minutes=1)
        claim(InboundRecord.objects.all(), now=now, lease=timedelta(seconds=20), limit=25)
    read(1, after=timedelta(minutes=5))
    record = InboundRecord.objects.get()
    assert record.state == "quarantined"
    assert record.message is not None
    assert record.message.attachments.get().name == "message.eml"


def test_a_mail_that_another_process_took_meanwhile_is_not_doubled(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = service.receive

    def slow(arrival: service.Arrival) -> Message:
        InboundRecord.objects.update(claim="somebody else's")
        return real(arrival)

    monkeypatch.setattr(service, "receive", slow)
    store(inbox, mail())
    read()
    assert not Message.objects.exists()
    assert not Event.objects.filter(code="message.received").exists()


def test_history_owes_nobody_anything(inbox: Inbox) -> None:
    intake.store([intake.Incoming(inbox.pk, mail(), "imap", MONDAY, {}, is_history=True)])
    read()
    said = Message.objects.get()
    assert said.is_history
    assert (said.conversation.waiting_since, said.conversation.state) == (None, "resolved")
    assert not said.conversation.promises.exists()


def test_a_mailing_list_waits_for_nobody(take: Take) -> None:
    said = take(mail(List_Id="Chair lovers <chairs.lists.example.com>"))
    assert said.is_list
    assert said.conversation.waiting_since is None


def test_a_business_whose_address_is_a_group_is_no_mailing_list(take: Take) -> None:
    """A group sends each customer's mail on with its own List-Id: it must not silence everybody."""
    for number, header in enumerate(
        (
            {"List_Id": "<support.chairs.test>"},
            {"List_Post": "<https://groups.test/x>, <mailto:support@chairs.test>"},
        )
    ):
        said = take(mail(letter_id=f"group-{number}@example.org", **header))
        assert not said.is_list
        assert said.conversation.waiting_since is not None
