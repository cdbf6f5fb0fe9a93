"""The letter that a message becomes (RFC 5322, RFC 2045): the same bytes at every try, for every recipient
alike.

The fields are written by `headers`, the parts by the standard library; a boundary is derived from the
Message-ID, so that nothing about a letter is left to chance.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import cast

from keepword.conversations.models import Attachment, Message
from keepword.conversations.tokens import reply_token
from keepword.lib import files
from keepword.staff.models import Inbox

from . import headers
from .wording import Wording

_POLICY = policy.SMTP.clone(max_line_length=76)
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes over the wire: the bytes, and from which address the transport says they come."""

    sender: str
    raw: bytes


def letter(message: Message, *, quote: bool = True) -> Mail:
    """The mail of an outbound message; `quote` False leaves out what was written before (for who may not see
    it).
    """
    inbox = message.conversation.inbox
    words = Wording(message, quote=quote)
    inline, attached = _files(message, words.html)
    body = _body(words, inline, attached)
    _bound(body, message.letter_id)
    sender = return_address(message)
    return Mail(sender, _fields(message, inbox) + body.as_bytes(policy=_POLICY))


def return_address(message: Message) -> str:
    """Where answers and bounces go: the inbox, with the signed tag if plus-addresses arrive there."""
    inbox = message.conversation.inbox
    if not inbox.plus_addresses:
        return str(inbox.address)
    local, at, host = inbox.address.rpartition("@")
    return f"{local}+{reply_token(message.conversation_id)}{at}{host}"


def _fields(message: Message, inbox: Inbox) -> bytes:
    """The letter's own fields; those of its parts follow."""
    name = f"{message.sender_name} ({inbox.name})" if message.sender_name else inbox.name
    references = headers.ids(message.references.split())
    answered = headers.ids([message.in_reply_to])
    written = [
        ("Date", format_datetime(message.at)),
        ("From", headers.person(name, inbox.address)),
        ("Reply-To", headers.person(inbox.name, return_address(message)) if inbox.plus_addresses else ""),
        ("To", headers.people(message.to)),
        ("Cc", headers.people(message.cc)),
        ("Subject", headers.text("Subject", message.subject)),
        ("Message-ID", headers.ids([message.letter_id])),
        ("In-Reply-To", answered),
        ("References", references or answered),
        ("MIME-Version", "1.0"),
    ]
    return "".join(headers.field(name, value) for name, value in written if value).encode()


def _body(words: Wording, inline: Sequence[Attachment], attached: Sequence[Attachment]) -> EmailMessage:
    body = EmailMessage(policy=_POLICY)
    body.set_content(words.text, subtype="plain", charset="utf-8", cte="quoted-printable")
    body.add_alternative(words.html_page, subtype="html", charset="utf-8", cte="quoted-printable")
    page = cast(EmailMessage, body.get_payload(1))
    for file in inline:
        _add(page, file, cid=f"<{headers.calm(file.content_id)}>")
    for file in attached:
        _add(body, file)
    return _bare(body)


def _add(part: EmailMessage, file: Attachment, *, cid: str | None = None) -> None:
    main, _, sub = media_type(file.type).partition("/")
    name = headers.calm(file.name) or "file"
    data = files.fetch(file.digest)
    if cid:
        part.add_related(data, main, sub, filename=name, cid=cid, disposition="inline")
    else:
        part.add_attachment(data, main, sub, filename=name)


def media_type(declared: str) -> str:
    """The type to declare: what was said, if it is one; mails and multiparts may not be encoded, so go as
    bytes.
    """
    declared = declared.strip().lower()
    usable = _TYPE.fullmatch(declared) and not declared.startswith(("message/", "multipart/"))
    return declared if usable else "application/octet-stream"


def _bare(body: EmailMessage) -> EmailMessage:
    """Without the fields that stand among the letter's own."""
    for part in body.walk():
        del part["MIME-Version"]
    return body


def _bound(body: EmailMessage, letter_id: str) -> None:
    for number, part in enumerate(body.walk()):
        if part.is_multipart():
            digest = hashlib.sha256(f"{number}:{letter_id}".encode()).hexdigest()
            part.set_boundary(f"=_{digest[:40]}")


def _files(message: Message, html: str) -> tuple[list[Attachment], list[Attachment]]:
    """(shown in the text, attached): its own files, and what a letter that is passed on had."""
    own = list(message.attachments.all()) if message.has_files else []
    if message.forward_of is not None:
        have = {file.digest for file in own}
        own += [file for file in message.forward_of.attachments.all() if file.digest not in have]
    shown = set(_content_ids(html))
    inline = [file for file in own if file.content_id and file.content_id in shown]
    return inline, [file for file in own if file not in inline]


def _content_ids(html: str) -> Iterable[str]:
    return re.findall(r'src="cid:([^"]+)"', html)
