"""Storing what came in: durably, and once."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from django.db import IntegrityError, transaction

from keepword.events import live
from keepword.lib import files
from keepword.staff.models import Inbox

from .models import InboundRecord

IN_A_ROW = 256 * 1024
"""Longer mails lie among the files: a table of short rows stays quick to scan and to back up."""

_IDENTITY = re.compile(rb"^(message-id|date|from|subject)[ \t]*:((?:[^\n]*\n)(?:[ \t][^\n]*\n)*)", re.IGNORECASE | re.MULTILINE)


def key_of(inbox: Inbox, raw: bytes) -> str:
    """The same letter has the same key, whichever way it came; two letters with one Message-ID have two.

    Transports add headers (Received, Return-Path) and change line ends, so only what the writer set counts: Message-ID,
    Date, From, Subject and the body.
    """
    text = raw.replace(b"\r\n", b"\n")
    head, _blank, body = text.partition(b"\n\n")
    digest = hashlib.sha256(b"%d\n" % inbox.pk)
    for name, value in sorted((m[1].lower(), b" ".join(m[2].split())) for m in _IDENTITY.finditer(head + b"\n")):
        digest.update(name + b":" + value + b"\n")
    digest.update(b"\n" + body.rstrip(b"\n"))
    return digest.hexdigest()


def store(
    inbox: Inbox,
    raw: bytes,
    *,
    via: str,
    at: datetime,
    envelope: dict[str, str] | None = None,
    is_history: bool = False,
) -> tuple[InboundRecord, bool]:
    """Commit the bytes, and only then return: (the record, whether it is new). Storing a copy again is harmless.

    Raises what the database or the disk raises; the caller then tells the sender to try again.
    """
    long = len(raw) > IN_A_ROW
    record = InboundRecord(
        inbox=inbox,
        key=key_of(inbox, raw),
        via=via,
        received_at=at,
        next_at=at,
        envelope=envelope or {},
        is_history=is_history,
        size=len(raw),
        stored_as=files.keep(raw) if long else "",
        raw=b"" if long else raw,
    )
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        known = InboundRecord.objects.defer("raw").filter(key=record.key).first()
        if known is None:
            raise
        return known, False
    live.publish(live.Hint(0, "inbound.stored", None, None, inbox.pk))
    return record, True
