"""Trying a mailbox or an account for the set-up page: which steps went well, and what the server said where
one did not.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from imapclient import IMAPClient

from . import headers, imap, routes
from .compose import Mail
from .imap import Access, ImapTrouble, step
from .letter import Letter
from .reading import read
from .routes import Route
from .transport import Line


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a check: `name` is `connect`, `tls`, `login`, `folder`, `read` or `send`."""

    name: str
    ok: bool
    detail: str = ""


def check_mailbox(
    host: str, port: int, security: str, username: str, password: str, folder: str = "INBOX"
) -> list[Step]:
    """Get in and read the newest mail, changing nothing. Ends with the first step that fails."""
    access = Access(host, port, security, username, password, folder or "INBOX")
    done: list[Step] = []
    try:
        with _connected(access) as client:
            done.append(Step("connect", ok=True))
            imap.log_in(client, access)
            done.append(Step("login", ok=True))
            imap.select(client, access.folder, readonly=True)
            done.append(Step("folder", ok=True))
            done.append(Step("read", ok=True, detail=_newest(client)))
    except ImapTrouble as trouble:
        done.append(Step(trouble.step, ok=False, detail=trouble.detail))
    return done


@contextmanager
def _connected(access: Access) -> Iterator[IMAPClient]:
    client = imap.connect(access)
    try:
        yield client
    finally:
        client.shutdown()


def _newest(client: IMAPClient) -> str:
    """The newest mail's subject, which shows that it can be read; empty for an empty folder."""
    with step("read"):
        uids = client.search(["ALL"])
        if not uids:
            return ""
        answer = client.fetch([max(uids)], ["BODY.PEEK[]"])
        return letter_in(answer).subject


def letter_in(answer: dict[int, dict[bytes, bytes]]) -> Letter:
    """The letter in a FETCH answer."""
    return read(next((bytes(row.get(b"BODY[]") or b"") for row in answer.values()), b""))


def check_account(
    host: str, port: int, security: str, username: str, password: str, *, sender: str, recipient: str
) -> list[Step]:
    """Log in and send a short letter from `sender` to `recipient`. Ends with the first step that fails."""
    route = Route(host, port, security, username, password)
    try:
        routes.connect(route).quit()
    except ssl.SSLError as error:
        return [Step("tls", ok=False, detail=str(error))]
    except smtplib.SMTPAuthenticationError as error:
        said = (
            error.smtp_error
            if isinstance(error.smtp_error, str)
            else error.smtp_error.decode("utf-8", "replace")
        )
        return [Step("connect", ok=True), Step("login", ok=False, detail=f"{error.smtp_code} {said}")]
    except (OSError, smtplib.SMTPException) as error:
        return [Step("connect", ok=False, detail=str(error) or type(error).__name__)]
    done = [Step("connect", ok=True), Step("login", ok=True)]
    line = Line(route)
    verdict = line.send(_trial(sender, recipient), recipient, lambda: True)
    line.close()
    sent = verdict is not None and verdict.state == "sent"
    return [*done, Step("send", ok=sent, detail=verdict.detail if verdict else "")]


def _trial(sender: str, recipient: str) -> Mail:
    body = EmailMessage(policy=policy.SMTP)
    body.set_content("Keepword can send from this address.\n", charset="utf-8", cte="quoted-printable")
    del body["MIME-Version"]
    fields = [
        ("Date", format_datetime(datetime.now(UTC))),
        ("From", headers.person("Keepword", sender)),
        ("To", headers.person("", recipient)),
        ("Subject", "Keepword can send"),
        ("Message-ID", headers.ids([f"{uuid.uuid4().hex}@{sender.rpartition('@')[2]}"])),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ]
    head = "".join(headers.field(name, value) for name, value in fields)
    return Mail(sender, head.encode() + body.as_bytes())


_SERVER = re.compile(rb"^Authentication-Results:\s*(?:\([^)]*\)\s*)?([\w.-]+)", re.IGNORECASE | re.MULTILINE)


def authserv_of(raw: bytes) -> str:
    """Whose Authentication-Results stand topmost in a mail (RFC 8601 §2.5): to be offered as our own
    server's.
    """
    found = _SERVER.search(raw.partition(b"\r\n\r\n")[0])
    return found[1].decode() if found else ""
