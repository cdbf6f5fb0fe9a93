"""A person of the business answers the customer, or writes to somebody else."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations import rules
from keepword.conversations.actions.say import about, take_part
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.customers.models import Address
from keepword.events.actions import record
from keepword.lib import html as html_of
from keepword.lib.addresses import normal
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.staff.models import Agent, Inbox

from .arrival import Person


@dataclass(frozen=True, slots=True)
class Pledge:
    """What the writer promises in an answer: the composer's promise strip, or the API's `promises`."""

    what: str
    kind: str
    due_at: datetime | None
    owner: Agent | None = None
    precision: str = "minute"
    quote: str = ""


@transaction.atomic
def answer(
    conversation: Conversation,
    *,
    by: Agent,
    text: str = "",
    html: str = "",
    kind: str = Message.REPLY,
    to: Sequence[Person] = (),
    cc: Sequence[Person] = (),
    bcc: Sequence[Person] = (),
    forward_of: Message | None = None,
    attachments: Iterable[Attachment] = (),
    pledges: Iterable[Pledge] = (),
    seen: int | None = None,
    at: datetime | None = None,
) -> Message:
    """Reply to the customer or forward to somebody: the message, its deliveries, the promises, the event, at
    once.

    `seen` is the last message that the writer has seen: when something newer was said, a Problem
    `newer_message` says so and nothing is sent. Without `to`, a reply goes to whoever wrote last. Only a
    reply to the customer ends their waiting and keeps the answer promise.
    """
    now = at or timezone.now()
    # Locked on PostgreSQL; on SQLite the transaction holds the only write lock already.
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    _may_answer(conversation, by, seen)
    html = html_of.clean(html) if html.strip() else ""
    text = text.strip() or html_of.to_text(html)
    files = list(attachments)
    if not text.strip() and not files:
        raise Problem(
            "empty", _("There is nothing written yet."), status=422, errors={"text": _("Write something.")}
        )
    people = _recipients(conversation, kind, to, cc, bcc)
    last = conversation.messages.exclude(kind=Message.NOTE).exclude(letter_id="").order_by("-pk").first()
    message = conversations.write(
        conversation,
        kind,
        at=now,
        agent=by,
        sender_name=by.name,
        sender_address=conversation.inbox.address,
        subject=(rules.reply_subject if kind == Message.REPLY else rules.forward_subject)(
            conversation.subject
        ),
        text=text,
        html=html,
        language=conversation.language,
        letter_id=new_letter_id(conversation.inbox),
        in_reply_to=last.letter_id if last and kind == Message.REPLY else "",
        references=_references(last) if last and kind == Message.REPLY else "",
        forward_of=forward_of,
        attachments=files,
        to=[person.to_json() for person in people["to"]],
        cc=[person.to_json() for person in people["cc"]],
        bcc=[person.to_json() for person in people["bcc"]],
    )
    take_part(conversation, [(p.address, p.name) for those in people.values() for p in those], by=by)
    record(
        "conversation.answered" if kind == Message.REPLY else "conversation.forwarded",
        by=by,
        at=now,
        message=message.pk,
        **about(conversation),
    )
    if kind == Message.REPLY:
        _answered(conversation, message, by=by, at=now)
    for pledge in pledges:
        _pledge(conversation, message, pledge, by=by, at=now)
    return message


def _may_answer(conversation: Conversation, by: Agent, seen: int | None) -> None:
    if conversation.state == Conversation.JUNK:
        raise Problem("is_junk", _("This was put away as junk. Say 'not junk' first."))
    if conversation.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation. Answer there."))
    if seen is None:
        return
    newer = conversation.messages.filter(pk__gt=seen).exclude(agent=by).exclude(kind=Message.NOTE)
    ids = [str(pk) for pk in newer.values_list("pk", flat=True)[:20]]
    if ids:
        raise Problem(
            "newer_message",
            _("Something was said meanwhile. Read it, then send; your text is kept."),
            errors={"newer": ids},
        )


def _recipients(
    conversation: Conversation, kind: str, to: Sequence[Person], cc: Sequence[Person], bcc: Sequence[Person]
) -> dict[str, list[Person]]:
    if not to and kind == Message.REPLY:
        to = reply_goes_to(conversation)
    people = {"to": list(to), "cc": list(cc), "bcc": list(bcc)}
    if not people["to"]:
        raise Problem(
            "no_recipient", _("Say to whom it goes."), status=422, errors={"to": _("An address is missing.")}
        )
    for how, those in people.items():
        for person in those:
            if not is_address(person.address):
                raise Problem(
                    "bad_address",
                    _("%(address)s is no mail address.") % {"address": person.address},
                    status=422,
                    errors={how: person.address},
                )
    return people


_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f]{1,64}@[^\s@<>,;:\"\\()\[\]\x00-\x1f]{1,190}")


def is_address(text: str) -> bool:
    """Whether mail can be sent there: the plain form of RFC 5321 §4.1.2, without quoted oddities or line
    breaks.
    """
    return bool(_ADDRESS.fullmatch(text))


def reply_goes_to(conversation: Conversation) -> list[Person]:
    """To whom a plain reply goes: whoever wrote last (their Reply-To, if they want it there), else the
    customer.
    """
    last = (
        conversation.messages.filter(kind=Message.INBOUND, is_bounce=False)
        .exclude(sender_address="")
        .order_by("-pk")
        .first()
    )
    if last:
        wished = [Person(p["address"], p.get("name", "")) for p in last.reply_to if p.get("address")]
        return wished or [Person(last.sender_address, last.sender_name)]
    address = conversation.customer.addresses.filter(kind="email").first()
    return [Person(address.value, conversation.customer.name)] if address else []


def new_letter_id(inbox: Inbox) -> str:
    """A Message-ID of ours, without brackets (RFC 5322 §3.6.4): unique, and telling nothing."""
    return f"{uuid.uuid4().hex}@{inbox.address.rpartition('@')[2] or 'localhost'}"


def _references(last: Message) -> str:
    """The thread so far, bounded: the first and the latest twenty (RFC 5322 §3.6.4)."""
    ids = list(
        dict.fromkeys(
            [*last.references.split(), *([last.in_reply_to] if not last.references else []), last.letter_id]
        )
    )
    ids = [letter for letter in ids if letter]
    return " ".join(ids if len(ids) <= 21 else [ids[0], *ids[-20:]])


def _answered(conversation: Conversation, message: Message, *, by: Agent, at: datetime) -> None:
    reached = {normal(person["address"]) for _how, person in message.everybody()}
    customers = set(Address.objects.filter(customer=conversation.customer_id).values_list("value", flat=True))
    theirs = set(customers)
    wrote = conversation.messages.filter(kind=Message.INBOUND).order_by("-pk")[:50]
    for said in wrote:
        theirs |= {said.sender_address, *(normal(p["address"]) for p in said.reply_to if p.get("address"))}
    drawn_in = conversation.participants.filter(added_by__isnull=False).exclude(address__in=customers)
    third = set(drawn_in.values_list("address", flat=True))
    if reached & (theirs - third) or (reached & theirs and not _waits_besides(conversation, third)):
        conversations.stop_waiting(conversation)
        promises.keep_answers(conversation, by=by, at=at)
    if conversation.owner_id is None:
        conversations.give(conversation, by, by=by, at=at)


def _waits_besides(conversation: Conversation, third: set[str]) -> bool:
    """Whether somebody waits besides the third parties that a colleague drew in: an answer to a supplier is
    none to the customer.
    """
    if conversation.waiting_since is None:
        return False
    unanswered = conversation.messages.filter(kind=Message.INBOUND, at__gte=conversation.waiting_since)
    return any(said.wants_answer for said in unanswered.exclude(sender_address__in=third))


def _pledge(conversation: Conversation, message: Message, pledge: Pledge, *, by: Agent, at: datetime) -> None:
    promises.make(
        what=pledge.what,
        kind=pledge.kind,
        due_at=pledge.due_at,
        precision=pledge.precision,
        quote=pledge.quote,
        owner=pledge.owner,
        by=by,
        at=at,
        conversation=conversation,
        message=message,
    )
