"""Reading a mail: bytes in, a `Letter` out. Pure and total.

`mime` cuts the tree of parts, `headers`, `charsets` and `addresses` decode, `bodies` tells words from files,
`quotes` finds what was written this time, `automatic` and `bounces` know machines, `trust` who vouches.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Collection
from datetime import UTC, datetime

from keepword.channels.email.letter import Address, Letter

from . import automatic, bodies, bounces, mime, tnef
from .addresses import addresses
from .attachments import attachment, of_bytes
from .charsets import decode_plain
from .headers import Headers
from .mime import Part
from .quotes import reply_text
from .trust import trust

__all__ = ["read"]

_ID = re.compile(r"<([^<>]{1,998})>")
MAX_REFERENCES = 200


def read(raw: bytes, authserv_ids: Collection[str] = ()) -> Letter:
    """What the mail `raw` says. Never raises, whatever the bytes; time and memory grow with them only.

    `authserv_ids` are the names under which our own servers write Authentication-Results (RFC 8601 §2.5);
    with none, no sender counts as verified. What could not be understood is still there, as text or as a
    file, and `problems` names it.
    """
    try:
        return _read(raw, authserv_ids)
    except Exception:  # noqa: BLE001 - a mail must never stop the inbox: it is shown as it is, and says so
        return _unread(raw)


def _read(raw: bytes, authserv_ids: Collection[str]) -> Letter:
    problems: set[str] = set()
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    root = mime.parse(raw, problems)
    headers = root.headers
    fallback = next((part.charset for part in root.walk() if part.charset), None)
    headers.fallback = fallback
    found = bodies.sort_out(root)
    text, html = bodies.texts(found, fallback, problems)
    files = [attachment(part, fallback) for part in found.files]
    text, html, files = tnef.unpack(text, html, files, problems)
    senders, ambiguous = _people(headers, "from")
    author = _author(headers, senders, ambiguous, problems)
    subject = (headers.text("subject") or "").strip()
    own = reply_text(text)
    automatic_reply = automatic.is_auto_reply(headers, subject) or _is_receipt(root)
    from_list = automatic.is_list(headers)
    bounce = bounces.bounce(root, headers, author, subject, text)
    return Letter(
        from_=author,
        sender=next(iter(_people(headers, "sender")[0]), None),
        reply_to=_people(headers, "reply-to")[0],
        to=_people(headers, "to")[0],
        cc=_people(headers, "cc")[0],
        return_path=_return_path(headers),
        subject=subject,
        date=_date(headers.raw("date")),
        message_id=_first_id(headers.raw("message-id")),
        in_reply_to=_first_id(headers.raw("in-reply-to")),
        references=_ids(headers.raw("references")),
        text=text,
        html=html,
        reply_text=own,
        attachments=tuple(files),
        is_auto_reply=automatic_reply,
        is_list=from_list,
        no_auto_answer=automatic_reply
        or from_list
        or bounce is not None
        or automatic.forbids_answers(headers),
        bounce=bounce,
        language=_language(own or text, headers),
        trust=trust(headers, author, authserv_ids, ambiguous or len(senders) != 1),
        junk_mark=automatic.junk_mark(headers),
        problems=tuple(sorted(problems)),
    )


def _unread(raw: bytes) -> Letter:
    """The mail as one text and one file, when reading it failed."""
    text = bodies.normal(decode_plain(raw[: bodies.MAX_TEXT]))
    files = (of_bytes("message.eml", "message/rfc822", raw),)
    return Letter(
        None, None, (), (), (), None, "", None, None, None, (), text, "", text, files,
        False, False, True, None, None, "unverified", None, ("unreadable",),
    )  # fmt: skip


def _people(headers: Headers, name: str) -> tuple[tuple[Address, ...], bool]:
    """The addresses of all fields of that name; a repeated From is as ambiguous as two in one."""
    found: list[Address] = []
    odd = False
    for value in headers.raw_all(name):
        people, strange = addresses(value, headers.fallback)
        found += people
        odd = odd or strange
    return tuple(found), odd


def _author(headers: Headers, senders: tuple[Address, ...], odd: bool, problems: set[str]) -> Address | None:
    """Who is shown as the writer: the first usable From, else where answers are to go."""
    author = next((person for person in senders if person.address), senders[0] if senders else None)
    if not any(person.address for person in senders):
        problems.add("from-missing")
        others = (*_people(headers, "reply-to")[0], *_people(headers, "sender")[0])
        author = author or next((person for person in others if person.address), None)
    if len(senders) > 1:
        problems.add("from-several")
    if odd and senders:
        problems.add("from-ambiguous")
    named = _NAMED_ADDRESS.search(author.name) if author else None
    if author and named and named[0].lower() != author.address.lower():
        problems.add("from-name-claims-address")
    return author


_NAMED_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}")


def _return_path(headers: Headers) -> str | None:
    """The envelope sender as the delivering server noted it; empty for the null sender of reports."""
    value = headers.raw("return-path")
    return None if value is None else value.strip().strip("<>").strip()


def _first_id(value: str | None) -> str | None:
    """The first id of a field, without brackets; what has none is taken as it stands (RFC 5322 §3.6.4)."""
    found = _all_ids(value or "")
    return next((one for one in found if "@" in one), found[0] if found else None)


def _ids(value: str | None) -> tuple[str, ...]:
    """The ids of a field, each once, the last `MAX_REFERENCES` of them."""
    return tuple(dict.fromkeys(_all_ids(value or "")))[-MAX_REFERENCES:]


def _all_ids(value: str) -> list[str]:
    """What stands in angle brackets, without the blanks that folding put in; else the bare words."""
    bracketed = ["".join(one.split()) for one in _ID.findall(value)]
    return [one for one in bracketed if one] or [
        word.strip("<>,")[:998] for word in value.split()[:MAX_REFERENCES]
    ]


def _date(value: str | None) -> datetime | None:
    """The moment that a Date field names, in its own zone; UTC where it names none (RFC 5322 §3.3)."""
    if not value:
        return None
    try:
        parsed = email.utils.parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _is_receipt(root: Part) -> bool:
    """A disposition notification: a machine says that our letter was displayed or deleted (RFC 8098)."""
    return root.type == "multipart/report" and any(
        child.type == "message/disposition-notification" for child in root.children
    )


def _language(text: str, headers: Headers) -> str | None:
    """The language of the writer's own words, one of those that the desk speaks, or None."""
    try:
        from keepword.lib.language import detect
    except ImportError:
        return None
    hint = (headers.raw("content-language") or "").strip().lower()[:2] or None
    found: str | None = detect(text[:5_000], hint)
    return found
