"""Connecting to a mailbox over IMAP (RFC 3501), step by step, so that one hears which step failed."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from keepword.lib import secrets

from .models import Mailbox

TIMEOUT = 30.0
"""Seconds for each answer of the server."""


class ImapTrouble(Exception):
    """A step that failed: `connect`, `tls`, `login`, `folder` or `read`; `detail` is what the server said."""

    def __init__(self, step: str, detail: str) -> None:
        super().__init__(f"{step}: {detail}")
        self.step, self.detail = step, detail


@dataclass(frozen=True, slots=True)
class Access:
    """Where a mailbox is and how to get in. `security` is `tls`, `starttls` or `plain` (for this machine
    only).
    """

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"


def access_to(mailbox: Mailbox) -> Access:
    """The access that is kept with a mailbox; raises ImapTrouble when its password cannot be unsealed."""
    try:
        password = secrets.unseal(mailbox.password)
    except ValueError as error:
        raise ImapTrouble("login", f"the password cannot be read: {error}") from error
    return Access(mailbox.host, mailbox.port, mailbox.security, mailbox.username, password, mailbox.folder)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Whatever goes wrong in here is this step's trouble."""
    try:
        yield
    except ImapTrouble:
        raise
    except ssl.SSLError as error:
        raise ImapTrouble("tls", str(error)) from error
    except (IMAPClientError, OSError, EOFError) as error:
        raise ImapTrouble(name, _said(error)) from error


def _said(error: Exception) -> str:
    text = error.args[0] if error.args else str(error)
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(error)
    return said or type(error).__name__


def connect(access: Access) -> IMAPClient:
    """A secured connection, not logged in. Raises ImapTrouble."""
    if access.security == "plain" and not _is_here(access.host):
        raise ImapTrouble("tls", "a password goes unencrypted only to this machine; choose TLS or STARTTLS")
    context = ssl.create_default_context()
    with step("connect"):
        tls = access.security == "tls"
        client = IMAPClient(
            access.host, port=access.port, ssl=tls, ssl_context=context if tls else None, timeout=TIMEOUT
        )
    client.normalise_times = False
    if access.security == "starttls":
        with step("tls"):
            client.starttls(context)
    return client


def log_in(client: IMAPClient, access: Access) -> None:
    """Raises ImapTrouble."""
    with step("login"):
        client.login(access.username, access.password)


def select(client: IMAPClient, folder: str, *, readonly: bool = False) -> dict[bytes, int]:
    """Open the folder; returns what the server says of it. Raises ImapTrouble."""
    with step("folder"):
        found: dict[bytes, int] = client.select_folder(folder, readonly=readonly)
        return found


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
