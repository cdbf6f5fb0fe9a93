"""The mail listeners: SMTP (RFC 5321) and LMTP (RFC 2033), for mail to our own inboxes and nothing else.

A mail is committed before its sender hears 250. Full disk: 452. Anything else that goes wrong with us: 451.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from datetime import UTC, datetime

from aiosmtpd.smtp import SMTP, Session
from django.db import connection

from keepword.channels.group_commit import GroupCommit
from keepword.channels.intake import Incoming

from .addressees import Addressees
from .doors import Cover, Door, LmtpDoor

log = logging.getLogger(__name__)

STORED = "250 2.0.0 Ok, stored"
NOT_OURS = "550 5.1.1 Nobody has this address here"
TOO_MANY = "452 4.5.3 Too many recipients in one go; send the rest in another"
LATER = "451 4.3.0 It could not be stored just now; please try again"
FULL = "452 4.3.1 There is no room to store it just now; please try again"

PATIENCE = 10.0
"""Seconds that a sender waits for our database before it is asked to try again."""
MOST_RECIPIENTS = 100
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class Keeper:
    """What happens with recipients and mails: aiosmtpd calls its methods by their names."""

    def __init__(self, via: str, addressees: Addressees, intake: GroupCommit) -> None:
        self._via, self._addressees, self._intake = via, addressees, intake

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Cover, address: str, _options: list[str]
    ) -> str:
        """Take the recipient if it is an inbox of ours, with or without something behind a plus."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        found = self._addressees.known(address)
        if found is None:
            try:
                found = await asyncio.to_thread(_in_thread, self._addressees, address)
            except Exception as error:  # noqa: BLE001 - whatever it is, the sender keeps the mail
                log.warning("the inboxes could not be looked up: %s", error)
                return LATER
        if found is None:
            return NOT_OURS
        envelope.rcpt_tos.append(address)
        envelope.inboxes.append((address, *found))
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Cover) -> str:  # noqa: N802
        """Commit one record for each of our inboxes that it is for, then say so."""
        stored = self._intake.put(self._mails(envelope))
        try:
            await asyncio.wait_for(asyncio.shield(stored), PATIENCE)
        except TimeoutError:
            # It may be committed yet; the copy that the sender then sends is recognised.
            stored.add_done_callback(lambda future: future.exception())
            return LATER
        except Exception as error:  # noqa: BLE001 - logged where it was raised
            return FULL if no_room(error) else LATER
        return STORED

    async def handle_exception(self, error: Exception) -> str:
        """Whatever goes wrong with us, the sender keeps the mail and tries again."""
        log.error("a mail connection failed", exc_info=error)
        return LATER

    def _mails(self, envelope: Cover) -> list[Incoming]:
        raw, now = envelope.original_content or b"", datetime.now(UTC)
        mails: dict[int, Incoming] = {}
        for address, inbox, tag in envelope.inboxes:
            if inbox not in mails or tag:
                said = {"from": envelope.mail_from or "", "to": address, "tag": tag}
                mails[inbox] = Incoming(inbox, raw, self._via, now, said)
        return list(mails.values())


def _in_thread(addressees: Addressees, address: str) -> tuple[int, str] | None:
    try:
        return addressees.find(address)
    finally:
        connection.close()


def no_room(error: BaseException) -> bool:
    """Whether an error says that the disk is full (or must not be written to)."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    said = str(error)
    return "disk is full" in said or "No space left" in said or "readonly database" in said


class Listener:
    """A listening socket and its connections."""

    def __init__(self, sock: socket.socket, kind: str) -> None:
        self._sock, self._kind = sock, kind
        self._intake = GroupCommit()
        self._keeper = Keeper(kind, Addressees(), self._intake)
        self._open: set[Door] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Accept from now on."""
        self._intake.start()
        self._server = await asyncio.get_running_loop().create_server(self._door, sock=self._sock)

    async def drain(self, seconds: float = 10) -> None:
        """Accept no more; let mails that are being sent to us come to their end, within `seconds`; then
        close.
        """
        if self._server is not None:
            self._server.close()
        end = asyncio.get_running_loop().time() + seconds
        while self._busy() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110 - the senders set the pace
            await asyncio.sleep(0.02)
        for door in list(self._open):
            if door.transport is not None:
                door.transport.close()
        await asyncio.to_thread(self._intake.end)

    def _busy(self) -> bool:
        return any(door.is_busy for door in self._open)

    def _door(self) -> Door:
        return (LmtpDoor if self._kind == "lmtp" else Door)(self._keeper, self._open)


async def start(sock: socket.socket, kind: str) -> Listener:
    """Listen at `sock` (bound already) for `smtp` or `lmtp`, on the running loop."""
    listener = Listener(sock, kind)
    await listener.start()
    return listener
