"""Storing what came in: durably, and once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from keepword.events import live
from keepword.lib import files

from .models import InboundRecord

IN_A_ROW = 256 * 1024
"""Longer mails lie among the files: a table of short rows stays quick to scan and to back up."""

_IDENTITY = re.compile(
    rb"^(message-id|date|from|subject)[ \t]*:((?:[^\n]*\n)(?:[ \t][^\n]*\n)*)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes on their way in: for which inbox (its id), by which way, when (UTC)."""

    inbox: int
    raw: bytes
    via: str
    at: datetime
    envelope: Mapping[str, str] = field(default_factory=dict)
    is_history: bool = False

    @property
    def key(self) -> str:
        """By which a second copy is recognised."""
        return key_of(self.inbox, self.raw)


def key_of(inbox: int, raw: bytes) -> str:
    """The same letter has the same key, whichever way it came; two letters with one Message-ID have two.

    Transports add headers (Received, Return-Path) and change line ends, so only what the writer set counts:
    Message-ID, Date, From, Subject and the body.
    """
    text = raw.replace(b"\r\n", b"\n")
    head, _blank, body = text.partition(b"\n\n")
    digest = hashlib.sha256(b"%d\n" % inbox)
    for name, value in sorted(
        (m[1].lower(), b" ".join(m[2].split())) for m in _IDENTITY.finditer(head + b"\n")
    ):
        digest.update(name + b":" + value + b"\n")
    digest.update(b"\n" + body.rstrip(b"\n"))
    return digest.hexdigest()


def store(arrivals: Iterable[Incoming]) -> None:
    """Commit all of them in one transaction, and only then return. Storing a copy again is harmless.

    Raises what the database or the disk raises; then none of them counts as stored, and the caller tells the
    senders to try again.
    """
    rows = [_row(arrival) for arrival in arrivals]
    with transaction.atomic():
        InboundRecord.objects.bulk_create(rows, ignore_conflicts=True)
    live.publish(live.Hint(0, "inbound.stored", None, None, rows[0].inbox_id if rows else None))


def _row(arrival: Incoming) -> InboundRecord:
    long = len(arrival.raw) > IN_A_ROW
    return InboundRecord(
        inbox_id=arrival.inbox,
        key=arrival.key,
        via=arrival.via,
        received_at=arrival.at,
        next_at=arrival.at,
        envelope=dict(arrival.envelope),
        is_history=arrival.is_history,
        size=len(arrival.raw),
        stored_as=files.keep(arrival.raw) if long else "",
        raw=b"" if long else arrival.raw,
    )
