"""A conversation's messages and the quiet lines between them, ready to show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise as LazyText
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Attachment, Conversation, Delivery, Message
from keepword.events.models import Event
from keepword.staff.models import Agent

from . import texts, timeline, words

SHOWN = 50
"""Messages shown at first; of a longer conversation the newest ones."""

TRUST = {
    Message.VERIFIED: _("verified sender"),
    Message.UNVERIFIED: _("sender not verified"),
    Message.SUSPECT: _("suspect: may not be from this sender"),
}


@dataclass(slots=True)
class Said:
    """A message."""

    message: Message
    body: SafeString
    quoted: SafeString | None
    label: str | LazyText
    trust: str | LazyText
    files: Sequence[Attachment] = ()
    deliveries: Sequence[Delivery] = ()
    troubles: Sequence[Delivery] = field(default_factory=list)

    kind = "message"

    @property
    def who(self) -> str:
        """Who said it."""
        return self.message.sender_name or self.message.sender_address

    @property
    def initials(self) -> str:
        """The letters on their face."""
        return words.initials(self.who)

    @property
    def tint(self) -> int:
        """The colour of their face."""
        return words.tint(self.message.sender_name)

    @property
    def is_out(self) -> bool:
        """Whether it left the house."""
        return self.message.kind in Message.OUTBOUND

    @property
    def at(self) -> datetime:
        return self.message.at

    @property
    def is_folded(self) -> bool:
        """What no person wrote is folded to a line."""
        return bool(self.label)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened between messages."""

    pk: int
    at: datetime
    text: str
    tone: str

    kind = "line"


@dataclass(frozen=True, slots=True)
class Thread:
    """What is shown of a conversation, and how many older messages are not."""

    items: Sequence[Said | Line]
    earlier: int


def read(conversation: Conversation, *, everything: bool = False) -> Thread:
    """The newest messages (or all) with their files and deliveries, and the events among them."""
    rows = conversation.messages.order_by("-pk")
    newest = list(rows) if everything else list(rows[: SHOWN + 1])
    earlier = 0
    if not everything and len(newest) > SHOWN:
        earlier = conversation.messages.count() - SHOWN
        newest = newest[:SHOWN]
    messages = newest[::-1]
    since = messages[0].at if earlier else None
    items: list[Said | Line] = [*_said(messages), *_lines(conversation, since)]
    return Thread(sorted(items, key=lambda item: item.at), earlier)


def _said(messages: Sequence[Message]) -> Iterable[Said]:
    files, deliveries = defaultdict(list), defaultdict(list)
    for file in Attachment.objects.filter(message__in=[m.pk for m in messages if m.has_files]):
        files[file.message_id].append(file)
    for delivery in Delivery.objects.filter(
        message__in=[m.pk for m in messages if m.kind in Message.OUTBOUND]
    ):
        deliveries[delivery.message_id].append(delivery)
    for message in messages:
        found = deliveries[message.pk]
        yield Said(
            message,
            _body(message),
            _quoted(message),
            _label(message),
            TRUST.get(message.trust, "") if message.kind == Message.INBOUND else "",
            files[message.pk],
            found,
            [one for one in found if one.state in (Delivery.FAILED, Delivery.UNCERTAIN)],
        )


def _body(message: Message) -> SafeString:
    ours = message.kind != Message.INBOUND
    return texts.simple(message.html) if ours and message.html else texts.plain(message.said)


def _quoted(message: Message) -> SafeString | None:
    rest = texts.quoted_part(message.text, message.reply_text)
    return texts.plain(rest) if rest else None


def _label(message: Message) -> str | LazyText:
    if message.is_bounce:
        return _("A letter came back")
    if message.is_auto_reply:
        return _("Automatic reply")
    return _("Mailing list") if message.is_list else ""


def _lines(conversation: Conversation, since: datetime | None) -> Iterable[Line]:
    events = Event.objects.filter(conversation=conversation.pk, code__in=timeline.SENTENCES).order_by("pk")
    found = list(events.filter(at__gte=since) if since else events)
    wanted: set[int] = set().union(*(timeline.agents_in(event) for event in found))
    names = dict(Agent.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    for event in found:
        if event.code == "promise.kept" and event.data.get("source") == "standard":
            continue  # the answer itself stands there
        tone = "broken" if event.code == "promise.broken" else ""
        yield Line(event.pk, event.at, timeline.sentence(event, names), tone)
