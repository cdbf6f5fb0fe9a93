"""The protocol at our doors: SMTP (RFC 5321) and LMTP (RFC 2033), by aiosmtpd, with what real mail asks of
it.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, syntax
from django.conf import settings

TOO_BUSY = "421 4.7.0 Too many connections; please try again"
MOST_CONNECTIONS = 200


class Cover(Envelope):
    """An envelope that knows for which of our inboxes it is."""

    def __init__(self) -> None:
        super().__init__()
        self.inboxes: list[tuple[str, int, str]] = []
        """(address as said, inbox, what stood behind its plus) of each recipient."""


class Door(SMTP):
    """One SMTP connection; `connections` are all that are open."""

    # Real mails have lines far beyond the 998 characters of RFC 5321 §4.5.3.1.6; none is lost for that.
    line_length_limit = 4 * 1024 * 1024
    answers_each = False
    """Whether the end of DATA is answered once for each recipient (RFC 2033 §4.2)."""

    def __init__(self, keeper: object, connections: set[Door]) -> None:
        super().__init__(
            keeper,
            data_size_limit=settings.MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname=socket.gethostname() or "localhost",
            ident="Keepword",
            loop=asyncio.get_running_loop(),
        )
        self._connections = connections
        self._answers = 0

    def connection_made(self, transport: Any) -> None:
        """Begin, unless too many have begun."""
        if len(self._connections) >= MOST_CONNECTIONS:
            transport.write(TOO_BUSY.encode() + b"\r\n")
            transport.close()
            return
        self._connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """The other side has gone, or we have."""
        if self in self._connections:
            self._connections.discard(self)
            super().connection_lost(error)

    @property
    def is_busy(self) -> bool:
        """Whether a mail is on its way in."""
        return bool(self.envelope and self.envelope.rcpt_tos)

    def _create_envelope(self) -> Cover:
        return Cover()

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds it by this name
        """Take the mail in; aiosmtpd ends it at CRLF.CRLF only, so a bare LF smuggles no second one in."""
        recipients = len(self.envelope.rcpt_tos) if self.envelope else 0
        self._answers = max(1, recipients) if self.answers_each else 1
        try:
            await super().smtp_DATA(arg)
        finally:
            self._answers = 0

    async def push(self, status: str) -> None:  # type: ignore[override] # nobody pushes bytes
        """Answer; to DATA in our own words, and by LMTP for each recipient."""
        if self._answers and not status.startswith("354"):
            status = "\r\n".join([_worded(status)] * self._answers)
        await super().push(status)


class LmtpDoor(Door):
    """One LMTP connection."""

    answers_each = True
    show_smtp_greeting = False

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802
        """The greeting of LMTP (RFC 2033 §4.1)."""
        await super().smtp_EHLO(arg)

    @syntax("LHLO hostname")
    async def smtp_HELO(self, _arg: str) -> None:  # noqa: N802
        """Not LMTP."""
        await self.push("500 5.5.1 This is LMTP: say LHLO")

    smtp_EHLO = smtp_HELO  # noqa: N815


def _worded(answer: str) -> str:
    if answer.startswith("552"):
        limit = settings.MAX_MAIL_BYTES // (1024 * 1024)
        return f"552 5.3.4 The mail is too large: {limit} MB are taken at most, attachments as they travel"
    if answer.startswith("500 Line"):
        return "554 5.6.0 A line of the mail is too long to be read"
    return answer
