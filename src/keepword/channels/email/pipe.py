"""`keepword receive`: one mail from a mail server's pipe. Its exit status tells the server what to do
(sysexits.h).

0: we have it. 75 (EX_TEMPFAIL): keep it and try again; so anything unforeseen is 75, as a mail server takes
other numbers for 'never' and sends the mail back. 67 (EX_NOUSER): nobody has this address here. 65
(EX_DATAERR): it can never be taken as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

STORED, BAD_DATA, NOBODY, LATER = 0, 65, 67, 75


def or_later(work: Callable[[], int]) -> int:
    """The status of `work`, or 75 for whatever keeps us from even beginning: no folder, settings that are
    wrong.
    """
    try:
        status = work()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the mail server keeps the mail
        print(f"keepword: the mail could not be taken, try again: {error}", file=sys.stderr)
        return LATER
    return status if status in (STORED, BAD_DATA, NOBODY) else LATER


def receive(mailbox: str, stdin: BinaryIO) -> int:
    """Store the mail on `stdin` for the inbox with the address `mailbox`; returns the exit status."""
    from django.conf import settings

    from keepword.channels import intake

    from .addressees import Addressees

    raw = stdin.read(settings.MAX_MAIL_BYTES + 1)
    if not raw.strip():
        print("keepword: there was nothing on standard input", file=sys.stderr)
        return BAD_DATA
    if len(raw) > settings.MAX_MAIL_BYTES:
        limit = settings.MAX_MAIL_BYTES // (1024 * 1024)
        print(f"keepword: the mail is too large, {limit} MB are taken at most", file=sys.stderr)
        return BAD_DATA
    found = Addressees().find(mailbox)
    if found is None:
        print(f"keepword: nobody has the address {mailbox} here", file=sys.stderr)
        return NOBODY
    inbox, tag = found
    envelope = {"from": "", "to": mailbox, "tag": tag}
    intake.store([intake.Incoming(inbox, raw, "pipe", datetime.now(UTC), envelope)])
    return STORED
