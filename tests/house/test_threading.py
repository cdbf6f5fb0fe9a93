"""Which conversation a mail belongs to: by its references and who takes part, never by its subject."""

from __future__ import annotations

from collections.abc import Callable

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.conversations.tokens import reply_token
from keepword.customers.models import Address, Customer
from keepword.service import Failure, Person
from keepword.staff.models import Agent, Inbox

Writes = Callable[..., Message]
MALLORY = Person("mallory@example.net", "Mallory")


def test_her_reply_to_ours_belongs_to_it(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    sent = service.answer(conversation, by=bo, text="Thursday")
    assert ana_writes("Thanks", in_reply_to=(sent.letter_id,)).conversation == conversation


def test_a_reference_further_back_is_enough(ana_writes: Writes) -> None:
    first = ana_writes()
    later = ana_writes("And?", references=(first.letter_id, "lost@example.org"))
    assert later.conversation == first.conversation


def test_who_takes_no_part_gets_a_new_conversation_with_a_hint(ana_writes: Writes) -> None:
    first = ana_writes()
    forged = ana_writes("Send it to me", sender=MALLORY, in_reply_to=(first.letter_id,))
    assert forged.conversation != first.conversation
    assert forged.conversation.claims == first.conversation


def test_a_number_in_the_subject_threads_nothing(ana_writes: Writes) -> None:
    first = ana_writes()
    other = ana_writes("Me too", sender=MALLORY, subject=f"Re: [#{first.conversation_id}] My chair")
    assert other.conversation != first.conversation


def test_a_colleague_in_copy_may_answer_for_her(ana_writes: Writes) -> None:
    first = ana_writes(cc=(Person("accounts@example.org", "Accounts"),))
    second = ana_writes("Paid", sender=Person("Accounts@example.org"), in_reply_to=(first.letter_id,))
    assert second.conversation == first.conversation


def test_a_signed_reply_address_admits_a_newcomer_as_unverified(ana_writes: Writes) -> None:
    first = ana_writes()
    token = reply_token(first.conversation_id)
    newcomer = ana_writes("From my phone", sender=MALLORY, reply_token=token, trust="verified")
    assert newcomer.conversation == first.conversation
    assert newcomer.trust == Message.UNVERIFIED


def test_a_guessed_reply_address_admits_nobody(ana_writes: Writes) -> None:
    first = ana_writes()
    for guess in (f"r{first.conversation_id}-aaaaaaaaaaaaaaaaaaaaa", f"r{first.conversation_id}", "r-", "x"):
        assert ana_writes("Hm", sender=MALLORY, reply_token=guess).conversation != first.conversation


def test_our_own_letter_come_back_is_nothing_new(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    sent = service.answer(conversation, by=bo, text="Thursday", cc=[Person("list@example.com")])
    echo = ana_writes("Thursday", sender=Person("support@chairs.test"), letter_id=sent.letter_id)
    assert echo == sent
    assert conversation.messages.count() == 2


def test_a_web_form_belongs_to_its_reply_to_unverified(ana_writes: Writes) -> None:
    message = ana_writes(
        sender=Person("no-reply@forms.example.com", "Form"),
        reply_to=(Person("ana@example.org", "Ana"),),
        trust="verified",
    )
    assert message.sender_address == "ana@example.org"
    assert message.trust == Message.UNVERIFIED


def test_a_mail_without_any_sender_is_kept(ana_writes: Writes) -> None:
    message = ana_writes(sender=None)
    assert message.conversation.waiting_since is not None
    assert message.conversation.customer.addresses.count() == 0


def test_one_person_writes_with_two_spellings_of_one_address(ana_writes: Writes) -> None:
    ana_writes(sender=Person("Ana@Example.ORG", "Ana"))
    ana_writes()
    assert Customer.objects.count() == Address.objects.count() == 1


def test_a_twin_domain_is_another_person(ana_writes: Writes) -> None:
    ana_writes()
    ana_writes(sender=Person("ana@ехаmple.org", "Ana"))  # with Cyrillic letters
    assert sorted(Address.objects.values_list("value", flat=True))[0] == "ana@example.org"
    assert Address.objects.filter(value__startswith="ana@xn--").exists()


def test_machines_and_lists_wait_for_nothing_and_reopen_nothing(ana_writes: Writes, bo: Agent) -> None:
    first = ana_writes()
    sent = service.answer(first.conversation, by=bo, text="Thursday")
    service.resolve(first.conversation, by=bo)
    for fields in ({"is_auto_reply": True}, {"is_list": True}):
        message = ana_writes("Away", in_reply_to=(sent.letter_id,), **fields)
        assert message.conversation.state == Conversation.RESOLVED
        assert message.conversation.waiting_since is None


def test_a_bounce_is_news_of_its_delivery(ana_writes: Writes, bo: Agent) -> None:
    conversation = ana_writes().conversation
    sent = service.answer(conversation, by=bo, text="Thursday", cc=[Person("gone@example.org")])
    bounce = ana_writes(
        "No such user",
        sender=Person("mailer-daemon@example.org"),
        references=(sent.letter_id,),
        failure=Failure("gone@example.org", "5.1.1", "no such user", permanent=True),
    )
    assert bounce.conversation == conversation
    states = {d.address: (d.state, d.detail) for d in sent.deliveries.all()}
    assert states["gone@example.org"] == ("failed", "5.1.1 no such user")
    assert states["ana@example.org"][0] == "waiting"
    assert bo.notices.filter(kind="delivery_failed").exists()


def test_five_hundred_in_copy_do_not_all_take_part(ana_writes: Writes) -> None:
    many = tuple(Person(f"p{n}@example.com") for n in range(500))
    assert ana_writes(cc=many).conversation.participants.count() == 50


def test_mail_in_a_merged_thread_follows(ana_writes: Writes, bo: Agent) -> None:
    first, second = ana_writes(), ana_writes("The same again")
    service.merge(second.conversation, into=first.conversation, by=bo)
    third = ana_writes("Hello?", in_reply_to=(second.letter_id,))
    assert third.conversation == first.conversation
    assert first.conversation.messages.count() == 3


def test_history_is_shown_and_owed_nothing(ana_writes: Writes, inbox: Inbox) -> None:
    old = ana_writes("From last year", is_history=True).conversation
    assert (old.state, old.waiting_since, old.promises.count()) == (Conversation.RESOLVED, None, 0)


def test_the_mail_servers_junk_mark_is_believed_only_where_wanted(ana_writes: Writes, inbox: Inbox) -> None:
    assert ana_writes("Lamps!", junk_mark="YES").conversation.state == Conversation.OPEN
    inbox.trust_junk_mark = True
    junk = ana_writes("Lamps!", junk_mark="X-Spam-Flag: YES").conversation
    assert (junk.state, junk.junk_by, junk.junk_why) == (Conversation.JUNK, None, "X-Spam-Flag: YES")
    assert junk.promises.count() == 0
    assert junk.waiting_since is not None
