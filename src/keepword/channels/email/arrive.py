"""From a letter that was read to an `Arrival` that the house takes in. Pure: nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keepword.channels.models import InboundRecord
from keepword.lib.addresses import normal, without_tag
from keepword.service import Arrival, ArrivedFile, Failure, Person
from keepword.staff.models import Inbox

from . import notice_ids
from .letter import Address, Letter
from .reading import read
from .reading.headers import cut

_SENT_TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
"""Where the recipient's address stands when the transport did not say it (by pipe, by IMAP)."""

_OURS = re.compile(rf"(?<![\w-])([0-9a-f]{{32}}@[A-Za-z0-9.-]{{1,190}}|{notice_ids.PATTERN})")
"""How our Message-IDs look (`service.answer.new_letter_id`, `notice_ids`)."""
_LOOKED_AT = 400_000
"""Bytes of a bounce that are searched for the letter that came back."""


def arrival_of(record: InboundRecord, inbox: Inbox, raw: bytes) -> Arrival:
    """What the record's mail says, for the house. Never raises for what a mail contains."""
    letter = read(raw, inbox.authserv_id.split())
    return Arrival(
        inbox=inbox,
        at=record.received_at,
        sender=_person(letter.from_) if letter.from_ else None,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        reply_text=letter.reply_text,
        reply_to=_people(letter.reply_to),
        to=_people(letter.to),
        cc=_people(letter.cc),
        dated=letter.date,
        letter_id=letter.message_id or "",
        in_reply_to=(letter.in_reply_to,) if letter.in_reply_to else (),
        references=(*letter.references, *(_returned(letter, raw) if letter.is_bounce else ())),
        reply_token=_token(record, inbox, raw),
        files=tuple(_files(letter)),
        language=letter.language or "",
        trust=letter.trust,
        is_auto_reply=letter.is_auto_reply,
        is_list=letter.is_list and not _our_own_list(inbox, raw),
        is_history=record.is_history,
        failure=_failure(letter),
        junk_mark=letter.junk_mark or "",
        problems=letter.problems,
    )


def _our_own_list(inbox: Inbox, raw: bytes) -> bool:
    """Whether the list is the inbox itself: a business whose address is a group has each customer's mail sent
    by it as list mail (List-Id RFC 2919, List-Post RFC 2369).
    """
    address = normal(inbox.address)
    headers, _body = cut(raw, 0, min(len(raw), _LOOKED_AT))
    named = f"<{address.replace('@', '.')}>"
    ids = (value.lower() for value in headers.raw_all("list-id"))
    posts = (value.lower() for value in headers.raw_all("list-post"))
    return any(named in value for value in ids) or any(f"mailto:{address}" in value for value in posts)


def _person(address: Address) -> Person:
    return Person(address.address, address.name)


def _people(addresses: tuple[Address, ...]) -> tuple[Person, ...]:
    return tuple(_person(address) for address in addresses if address.address)


def _files(letter: Letter) -> Iterator[ArrivedFile]:
    for file in letter.attachments:
        yield ArrivedFile(file.name, file.type, file.data, file.inline, file.content_id or "")


def _failure(letter: Letter) -> Failure | None:
    if letter.bounce is None:
        return None
    bounce = letter.bounce
    return Failure(bounce.recipient or "", bounce.status or "", bounce.reason or "", bounce.permanent)


def _returned(letter: Letter, raw: bytes) -> tuple[str, ...]:
    """The ids of letters of ours that a bounce brings back, in its decoded parts or in its text."""
    places = [letter.text, raw[:_LOOKED_AT].decode("latin-1")]
    places += [file.data[:_LOOKED_AT].decode("latin-1") for file in letter.attachments[:10]]
    return tuple(dict.fromkeys(found for place in places for found in _OURS.findall(place)))


def _token(record: InboundRecord, inbox: Inbox, raw: bytes) -> str:
    """What stood behind the plus of the address it was sent to: the transport's word for it, else the
    headers'.
    """
    said = record.envelope.get("tag", "")
    if said or b"+" not in raw[:_LOOKED_AT]:
        return str(said)
    headers, _body = cut(raw, 0, min(len(raw), _LOOKED_AT))
    ours, _tag = without_tag(normal(inbox.address))
    local, _at, host = ours.rpartition("@")
    tagged = re.compile(
        rf"(?<![\w.+-]){re.escape(local)}\+([\w.=-]+)@{re.escape(host)}(?![\w-])", re.IGNORECASE
    )
    for name in _SENT_TO:
        for value in headers.raw_all(name):
            found = tagged.search(value)
            if found:
                return found[1].lower()
    return ""
