"""Whose is it, and which conversation? Two questions, answered before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from keepword.conversations.models import Conversation, Message
from keepword.conversations.tokens import read_reply_token
from keepword.customers.models import Address
from keepword.lib.addresses import normal, without_tag
from keepword.lib.remember import once
from keepword.staff.models import Inbox

from .arrival import Arrival, Person

_LIKE_OURS = re.compile(r"[0-9a-f]{32}@")
"""How `answer.new_letter_id` writes: a letter called otherwise cannot be one of ours come back."""
_NO_REPLY = re.compile(r"^(?:no|do[._-]?not|donot)[._-]?reply|^noreply|^mailer-daemon", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an arrival belongs."""

    conversation: Conversation | None = None
    claims: Conversation | None = None
    """It refers to this one, but its sender takes no part there: a new conversation, with a hint."""
    newcomer: bool = False
    """Admitted by the signed reply address: not to be taken for a known person."""
    ours: Message | None = None
    """Our own letter, come back to us: nothing new."""


def sender_of(arrival: Arrival) -> tuple[Person | None, bool]:
    """Who wrote it, and whether that is merely claimed.

    A mail from one of our own addresses or from a no-reply (every web form) belongs to its Reply-To, and
    anybody can write anything there.
    """
    sender, other = arrival.sender, next(iter(arrival.reply_to), None)
    if other is None or is_ours(other.address):
        return sender, False
    if sender is None or not sender.address:
        return other, True
    if _NO_REPLY.search(sender.address) or is_ours(sender.address):
        return Person(other.address, other.name or sender.name), True
    return sender, False


def is_ours(address: str) -> bool:
    """Whether mail to this address comes to us."""
    if not address:
        return False
    bare = without_tag(address)[0]
    return once(("is ours", bare), lambda: Inbox.objects.at_address(bare).exists())


def place(arrival: Arrival, sender: Person | None) -> Place:
    """Which conversation it belongs to.

    A reference threads only for somebody who takes part; a signed reply address admits a newcomer; never a
    number in the subject. What merely claims to belong becomes a new conversation with a hint.
    """
    known = _referred(arrival)
    own = known.get(arrival.letter_id) if arrival.letter_id else None
    if own is not None and own.kind in Message.OUTBOUND:
        return Place(ours=own)
    by_token = _by_token(arrival)
    if by_token is not None:
        return Place(by_token, newcomer=not takes_part(by_token, sender))
    claims: Conversation | None = None
    for letter in arrival.refers_to:
        message = known.get(letter)
        if message is None:
            continue
        conversation = latest(message.conversation)
        if takes_part(conversation, sender) or (arrival.is_bounce and message.kind in Message.OUTBOUND):
            return Place(conversation)
        claims = claims or conversation
    return Place(claims=claims)


def _referred(arrival: Arrival) -> dict[str, Message]:
    ids = arrival.refers_to[:50]
    if _LIKE_OURS.match(arrival.letter_id):
        ids.append(arrival.letter_id)
    if not ids:
        return {}
    # Only said so does SQLite see that its partial index serves. Most ids are unknown: asked cheaply first.
    known = list(Message.objects.filter(letter_id__in=ids).exclude(letter_id="").values_list("pk", flat=True))
    if not known:
        return {}
    found = Message.objects.filter(pk__in=known).select_related(
        "conversation__inbox", "conversation__customer"
    )
    return {message.letter_id: message for message in found.order_by("pk")}


def _by_token(arrival: Arrival) -> Conversation | None:
    number = read_reply_token(arrival.reply_token) if arrival.reply_token else None
    if number is None:
        return None
    found = Conversation.objects.select_related("inbox", "customer").filter(pk=number).first()
    return latest(found) if found else None


def latest(conversation: Conversation) -> Conversation:
    """Where it was merged into, if it was."""
    for _step in range(20):
        if conversation.merged_into is None:
            break
        conversation = conversation.merged_into
    return conversation


def takes_part(conversation: Conversation, sender: Person | None) -> bool:
    """Whether the sender is the customer, or an address that was written to or admitted."""
    if sender is None or not sender.address:
        return False
    address = normal(sender.address)
    mine = Q(kind="email", value=address, customer=conversation.customer_id)
    return conversation.participants.filter(address=address).exists() or Address.objects.filter(mine).exists()
