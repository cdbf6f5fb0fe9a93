"""A mail server that misbehaves as asked: refuses, delays, hangs up at the worst moment."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.programs import HOST, free_port, wait_until

Stage = Literal["MAIL", "RCPT", "DATA"]
ACCEPTED = "250 2.0.0 Ok"
FOREVER = 3600.0


@dataclass(frozen=True)
class Letter:
    """What arrived in one SMTP transaction: `data` as sent, `at` in UTC when the last byte was in."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    at: datetime


class FakeSmtp:
    """An SMTP server on `port` that accepts everything until it is told otherwise.

    `letters` are those it took responsibility for, `attempts` every one that it read to the end.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.port = free_port()
        self.letters: list[Letter] = []
        self.attempts: list[Letter] = []
        self._recipient_answers: dict[str, list[str]] = defaultdict(list)
        self._data_answers: list[str] = []
        self._delays: dict[Stage, float] = {}
        self._drops: list[bool] = []
        self._tls = tls
        self._controller: Controller | None = None

    def answer(self, recipient: str, *replies: str) -> None:
        """Answer RCPT for this address with these replies in turn (`451 4.2.1 Busy`); then accept again."""
        self._recipient_answers[recipient.lower()] += replies

    def answer_data(self, *replies: str) -> None:
        """Answer the end of DATA with these replies in turn; then accept again."""
        self._data_answers += replies

    def drop_after_data(self, times: int = 1, *, kept: bool = True) -> None:
        """Hang up instead of answering the end of DATA: the sender cannot know if the letter was `kept`."""
        self._drops += [kept] * times

    def delay(self, stage: Stage, seconds: float = FOREVER) -> None:
        """Wait before answering at this stage; by default long enough for any client to give up."""
        self._delays[stage] = seconds

    def be_kind(self) -> None:
        """Forget every fault that was asked for."""
        for faults in (self._recipient_answers, self._data_answers, self._delays, self._drops):
            faults.clear()

    def wait_for_letters(self, count: int, within: float = 20) -> list[Letter]:
        """The letters, once there are at least `count`; raises TimeoutError after `within` seconds."""
        wait_until(lambda: len(self.letters) >= count, f"{count} letters at the fake server", within)
        return self.letters

    def start(self) -> None:
        """Begin to listen, on the same port each time."""
        self._controller = Controller(
            self, hostname=HOST, port=self.port, tls_context=self._tls, enable_SMTPUTF8=True
        )
        self._controller.start()

    def stop(self) -> None:
        """Stop listening and forget open connections; harmless when it does not run."""
        controller, self._controller = self._controller, None
        if controller is not None:
            controller.stop()

    async def handle_MAIL(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd for MAIL FROM (RFC 5321 §4.1.1.2)."""
        await self._wait("MAIL")
        envelope.mail_from = address
        envelope.mail_options += options
        return "250 2.1.0 Sender ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd for RCPT TO (RFC 5321 §4.1.1.3)."""
        await self._wait("RCPT")
        answers = self._recipient_answers[address.lower()]
        answer = answers.pop(0) if answers else "250 2.1.5 Recipient ok"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd once all of a letter is in (RFC 5321 §4.1.1.4)."""
        letter = Letter(
            envelope.mail_from or "",
            tuple(envelope.rcpt_tos),
            _bytes(envelope),
            datetime.now(UTC),
        )
        self.attempts.append(letter)
        await self._wait("DATA")
        if self._drops:
            return self._hang_up(server, letter)
        answer = self._data_answers.pop(0) if self._data_answers else ACCEPTED
        if answer.startswith("2"):
            self.letters.append(letter)
        return answer

    def _hang_up(self, server: SMTP, letter: Letter) -> str:
        if self._drops.pop(0):
            self.letters.append(letter)
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
        return ACCEPTED  # which the aborted connection carries nowhere

    async def _wait(self, stage: Stage) -> None:
        await asyncio.sleep(self._delays.get(stage, 0))


def _bytes(envelope: Envelope) -> bytes:
    """What was sent; aiosmtpd gives text only when asked to decode, which this server does not ask."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


@pytest.fixture
def fake_smtp() -> Iterator[FakeSmtp]:
    """A listening server that accepts everything until told otherwise."""
    server = FakeSmtp()
    server.start()
    yield server
    server.stop()
