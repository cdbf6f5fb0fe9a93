"""A message of a customer comes in: whose, which conversation, the message, who waits, what is promised, what
happened.
"""

from __future__ import annotations

from django.db import connection, transaction

from keepword.conversations import actions as conversations
from keepword.conversations.actions.say import about, take_part
from keepword.conversations.models import Attachment, Conversation, Delivery, Message
from keepword.customers.actions import make, recognise
from keepword.customers.models import Customer
from keepword.events.actions import record
from keepword.lib import files
from keepword.lib.addresses import normal
from keepword.promises import actions as promises

from .arrival import Arrival, ArrivedFile, Person
from .whose import Place, is_ours, latest, place, sender_of


@transaction.atomic(savepoint=False)
def receive(arrival: Arrival) -> Message:
    """Make an arrival part of its conversation, and return its message (our own letter's, if it came back to
    us).

    Auto-replies, bounces and list mail are kept and shown, but nobody waits for an answer to them and they
    reopen nothing.
    """
    sender, claimed = sender_of(arrival)
    where = place(arrival, sender)
    if where.ours is not None:
        return where.ours
    customer = _customer(arrival, sender, where)
    conversation = _held(where.conversation) if where.conversation else _start(arrival, customer, where)
    message = _write(arrival, conversation, customer, sender, claimed=claimed or where.newcomer)
    if not arrival.is_bounce:
        _let_take_part(conversation, arrival, sender)
    record(
        "message.received",
        by=customer,
        at=arrival.at,
        message=message.pk,
        **about(conversation),
    )
    if arrival.failure:
        _undelivered(arrival)
    if message.wants_answer:
        _await_answer(arrival, conversation, message)
    return message


def _customer(arrival: Arrival, sender: Person | None, where: Place) -> Customer:
    if arrival.is_bounce and where.conversation is not None:
        return where.conversation.customer
    if sender is None or not sender.address:
        return make(name=sender.name if sender else "", addresses=[], at=arrival.at)
    return recognise(sender.address, name=sender.name, language=arrival.language, at=arrival.at)


def _held(conversation: Conversation) -> Conversation:
    """Nobody resolves or merges it until the message is in it; on SQLite the transaction sees to that."""
    if not connection.features.has_select_for_update:
        return conversation
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("inbox", "customer")
    held: Conversation = rows.get(pk=conversation.pk)
    return _held(latest(held)) if held.merged_into_id else held


def _start(arrival: Arrival, customer: Customer, where: Place) -> Conversation:
    conversation = conversations.start(
        arrival.inbox,
        customer,
        subject=arrival.subject,
        at=arrival.at,
        language=arrival.language,
        claims=where.claims,
        by=customer,
    )
    if arrival.is_history:
        conversation.state = Conversation.RESOLVED
        conversation.save(update_fields=["state"])
    return conversation


def _write(
    arrival: Arrival, conversation: Conversation, customer: Customer, sender: Person | None, *, claimed: bool
) -> Message:
    trust = Message.UNVERIFIED if claimed and arrival.trust == Message.VERIFIED else arrival.trust
    return conversations.write(
        conversation,
        Message.INBOUND,
        at=arrival.at,
        dated=arrival.dated,
        customer=customer,
        sender_name=(sender.name if sender else "")[:200],
        sender_address=normal(sender.address)[:254] if sender else "",
        to=[person.to_json() for person in arrival.to],
        cc=[person.to_json() for person in arrival.cc],
        reply_to=[person.to_json() for person in arrival.reply_to],
        subject=arrival.subject[:500],
        text=arrival.text,
        html=arrival.html,
        reply_text="" if arrival.reply_text == arrival.text else arrival.reply_text,
        language=arrival.language,
        letter_id=arrival.letter_id[:400],
        in_reply_to=next(iter(arrival.in_reply_to), "")[:400],
        references=" ".join(arrival.references),
        trust=trust,
        is_auto_reply=arrival.is_auto_reply,
        is_list=arrival.is_list,
        is_bounce=arrival.is_bounce,
        is_history=arrival.is_history,
        problems=list(arrival.problems),
        attachments=[_keep(file) for file in arrival.files],
    )


def _keep(file: ArrivedFile) -> Attachment:
    return Attachment(
        name=file.name[:255],
        type=file.type[:127],
        size=len(file.data),
        digest=files.keep(file.data),
        inline=file.inline,
        content_id=file.content_id[:255],
    )


def _let_take_part(conversation: Conversation, arrival: Arrival, sender: Person | None) -> None:
    people = [sender] if sender else []
    people += [person for person in (*arrival.to, *arrival.cc) if not is_ours(person.address)]
    take_part(conversation, [(person.address, person.name) for person in people if person])


def _await_answer(arrival: Arrival, conversation: Conversation, message: Message) -> None:
    conversations.set_waiting(conversation, arrival.at)
    if conversation.state == Conversation.JUNK:
        return
    if arrival.junk_mark and arrival.inbox.trust_junk_mark and conversation.last_message == message.pk:
        first = not conversation.messages.exclude(pk=message.pk).exists()
        if first:
            conversations.set_junk(conversation, arrival.junk_mark, by=None, at=arrival.at)
            return
    if conversation.state != Conversation.OPEN:
        conversations.set_open(conversation, "conversation.reopened", by=message.customer, at=arrival.at)
    promises.promise_answer(message, at=arrival.at)


def _undelivered(arrival: Arrival) -> None:
    """A bounce is news of a delivery: find the letter that it is about."""
    failure = arrival.failure
    if failure is None or not failure.permanent:
        return
    letters = Message.objects.filter(letter_id__in=arrival.refers_to[:50]).exclude(letter_id="")
    about_letters = Delivery.objects.filter(message__in=letters.values("pk")).select_related(
        "message__conversation", "message__agent"
    )
    named = (
        about_letters.filter(address=normal(failure.recipient)) if failure.recipient else about_letters.none()
    )
    only = list(named) or (list(about_letters) if about_letters.count() == 1 else [])
    for delivery in only:
        if delivery.state != Delivery.FAILED:
            conversations.failed(delivery, f"{failure.status} {failure.reason}".strip(), at=arrival.at)
