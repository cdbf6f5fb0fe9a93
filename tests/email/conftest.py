"""A listener in this process, mails by Ana, and letters as mail programs would read them."""

from __future__ import annotations

import asyncio
import email
import email.policy
import shutil
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connections

from keepword import service
from keepword.channels import intake
from keepword.channels.email import listen
from keepword.channels.models import InboundRecord
from keepword.config import clock as house_clock
from keepword.conversations.models import Delivery, Message
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY
from tests.running import Running
from tests.servers.fake_smtp import FakeSmtp

T = TypeVar("T")


def mail(
    text: str = "Where is my chair?",
    *,
    sender: str = "Ana <ana@example.org>",
    to: str = "support@chairs.test",
    subject: str = "My chair",
    letter_id: str = "ana-1@example.org",
    date: str = "Mon, 09 Mar 2026 10:00:00 +0100",
    **fields: str,
) -> bytes:
    """A mail as Ana's program writes it; `fields` are further ones, `_` for `-`."""
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = date
    if letter_id:
        made["Message-ID"] = f"<{letter_id}>"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def parsed(raw: bytes) -> EmailMessage:
    """A letter of ours, read by the standard library."""
    made = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


def bounce(letter_id: str, recipient: str = "ana@example.org", *, returned: str = "headers") -> bytes:
    """What a mail server sends back; `returned` in full, its headers only, or as a plain quotation."""
    original = (
        f"From: support@chairs.test\r\nMessage-ID: <{letter_id}>\r\nSubject: Re: My chair\r\n\r\nThursday\r\n"
    )
    status = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such person here\r\n"
    )
    kind = {"full": "message/rfc822", "headers": "text/rfc822-headers"}.get(returned, "text/plain")
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org\r\nTo: support@chairs.test\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nDate: Mon, 09 Mar 2026 11:00:00 +0100\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n--b\r\n{status}"
        f"--b\r\nContent-Type: {kind}\r\n\r\n{original}--b--\r\n"
    ).encode()


class Door:
    """A listener in a thread of its own."""

    def __init__(self, kind: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        sock = socket.create_server(("127.0.0.1", 0))
        self.port: int = sock.getsockname()[1]
        self._listener = self._run(listen.start(sock, kind))

    def close(self) -> None:
        """Drain and end."""
        self._run(self._listener.drain())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """A data folder with a business, started once: its static files are made, which takes a while."""
    made = Running(tmp_path_factory.mktemp("prepared") / "data")
    made.set_up()
    made.start()
    made.stop()
    return made


@pytest.fixture
def prepared(prepared_folder: Running, tmp_path: Path) -> Callable[..., Running]:
    """`prepared(KEEPWORD_SMTP_URL=…)`: a Keepword of one's own, set up and not yet started."""

    def copy(**environ: str) -> Running:
        made = Running(tmp_path / "data", environ=environ)
        shutil.copytree(prepared_folder.folder, made.folder)
        made.token = prepared_folder.token
        return made

    return copy


@pytest.fixture
def smtp_door(transactional_db: None) -> Iterator[Door]:
    """An SMTP listener."""
    door = Door("smtp")
    yield door
    door.close()
    connections.close_all()


@pytest.fixture
def lmtp_door(transactional_db: None) -> Iterator[Door]:
    """An LMTP listener."""
    door = Door("lmtp")
    yield door
    door.close()
    connections.close_all()


Take = Callable[..., Message]


@pytest.fixture
def take(inbox: Inbox) -> Take:
    """Store a mail and read it; returns the message that it became."""

    def take_in(raw: bytes, *, via: str = "lmtp", at: datetime = MONDAY, tag: str = "") -> Message:
        arrival = intake.Incoming(inbox.pk, raw, via, at, {"tag": tag} if tag else {})
        intake.store([arrival])
        house_clock.tick("reading", now=at + timedelta(seconds=1))
        record = InboundRecord.objects.get(key=arrival.key)
        assert record.message is not None, record.error
        return record.message

    return take_in


@pytest.fixture
def answer(bo: Agent) -> Callable[..., Message]:
    """Bo answers a message an hour later."""

    def write(said: Message, text: str = "It leaves on Thursday.", **particulars: object) -> Message:
        particulars.setdefault("at", said.at + timedelta(hours=1))
        return service.answer(said.conversation, by=bo, text=text, **particulars)  # type: ignore[arg-type]

    return write


@pytest.fixture
def post(fake_smtp: FakeSmtp, settings: object) -> Callable[..., list[Delivery]]:
    """Let the post room work once, `later` than the newest message; returns all deliveries."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{fake_smtp.port}"  # type: ignore[attr-defined]

    def work(later: timedelta = timedelta(0)) -> list[Delivery]:
        newest = Message.objects.order_by("-at").values_list("at", flat=True).first()
        assert newest is not None
        house_clock.tick("post", now=newest + later)
        return list(Delivery.objects.order_by("pk"))

    return work
