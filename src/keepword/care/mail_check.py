"""'Test it': read one mail, send one, see whether plus-addresses arrive, and what DNS says of the domain."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from keepword.channels.email import imap
from keepword.channels.email.check import Step, check_account, check_mailbox
from keepword.channels.email.imap import Access, ImapTrouble

from .dns import LiveResolver, Record, Resolver, sending

PATIENCE = 8.0
"""Seconds for which the test letter to the plus-address is looked for; a person waits before the screen."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect, and as whom. `security` is `tls`, `starttls` or `plain`."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the test found; a part that was not asked for is None."""

    reading: list[Step] | None = None
    sending: list[Step] | None = None
    plus_addresses: bool | None = None
    records: list[Record] | None = None

    @property
    def ok(self) -> bool:
        """Whether all that was tried went well."""
        return all(step.ok for steps in (self.reading, self.sending) if steps for step in steps)


def try_out(
    address: str, incoming: Server | None, outgoing: Server | None, *, resolver: Resolver | None = None
) -> Findings:
    """Try what is given with `address`. Takes some seconds and never raises for what a server does."""
    reading = _read(incoming) if incoming else None
    plus = _plus(address)
    sent = _send(address, plus, outgoing) if outgoing else None
    both = incoming is not None and reading and reading[-1].ok and sent and sent[-1].ok
    return Findings(
        reading=reading,
        sending=sent,
        plus_addresses=_arrives(incoming, plus) if both and incoming else None,
        records=sending(
            address.rpartition("@")[2], resolver or LiveResolver(), by=outgoing.host if outgoing else ""
        ),
    )


def _plus(address: str) -> str:
    """An address with a part behind the plus (RFC 5233) that nobody else has."""
    name, _, domain = address.rpartition("@")
    return f"{name}+keepword-{secrets.token_hex(4)}@{domain}"


def _read(server: Server) -> list[Step]:
    return check_mailbox(
        server.host, server.port, server.security, server.username, server.password, server.folder
    )


def _send(address: str, plus: str, server: Server) -> list[Step]:
    """To the plus-address; where that is refused, to the plain one: it is the sending that has to work."""
    for recipient in (plus, address):
        steps = check_account(
            server.host,
            server.port,
            server.security,
            server.username,
            server.password,
            sender=address,
            recipient=recipient,
        )
        if steps[-1].ok or steps[-1].name != "send":
            break
    return steps


def _arrives(server: Server, plus: str) -> bool:
    """Whether the letter to the plus-address lies in the mailbox soon."""
    access = Access(
        server.host, server.port, server.security, server.username, server.password, server.folder
    )
    until = time.monotonic() + PATIENCE
    try:
        client = imap.connect(access)
        try:
            imap.log_in(client, access)
            while True:
                imap.select(client, access.folder, readonly=True)
                with imap.step("read"):
                    if client.search(["TO", plus]):
                        return True
                if time.monotonic() > until:
                    return False
                time.sleep(0.5)
        finally:
            client.shutdown()
    except ImapTrouble:
        return False
