"""Killed without warning in the middle of the mail: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import random
import smtplib
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.email.conftest import mail, parsed
from tests.running import MAILBOX, Running
from tests.servers.fake_smtp import FakeSmtp
from tests.servers.programs import HOST

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture
def desk(prepared: Callable[..., Running], fake_smtp: FakeSmtp) -> Iterator[Running]:
    """A Keepword that sends by the fake server. What is left of it is killed in the end."""
    made = prepared(KEEPWORD_SMTP_URL=f"smtp://{HOST}:{fake_smtp.port}")
    yield made
    made.kill()


def ask(desk: Running, sql: str) -> list[tuple[Any, ...]]:
    """What its database says, from outside."""
    with sqlite3.connect(desk.folder / "keepword.sqlite3", timeout=30) as database:
        return database.execute(sql).fetchall()


class Postman(threading.Thread):
    """Delivers its mails over LMTP as a mail server does: each again and again until it is acknowledged."""

    def __init__(self, port: int, mails: list[bytes]) -> None:
        super().__init__()
        self._port, self._mails = port, mails
        self.acknowledged = 0

    def run(self) -> None:
        client: smtplib.LMTP | None = None
        while self.acknowledged < len(self._mails):
            try:
                client = client or smtplib.LMTP(HOST, self._port, timeout=10)
                client.sendmail("ana@example.org", [MAILBOX], self._mails[self.acknowledged])
                self.acknowledged += 1
            except (OSError, smtplib.SMTPException):
                client = None
                time.sleep(0.05)


def test_killed_three_times_while_a_thousand_mails_come_in(desk: Running) -> None:
    chance = random.Random(7)
    mails = [mail(f"Mail {n}", subject=f"Chair {n}", letter_id=f"{n}@example.org") for n in range(1000)]
    desk.start()
    postmen = [Postman(desk.lmtp_port, mails[start::4]) for start in range(4)]
    for postman in postmen:
        postman.start()
    for kill in range(3):
        enough = (kill + 1) * 200 + chance.randrange(100)
        desk.wait_for(lambda enough=enough: sum(postman.acknowledged for postman in postmen) > enough, 60)
        desk.kill()
        acknowledged = sum(postman.acknowledged for postman in postmen)
        stored = int(ask(desk, "SELECT count(*) FROM channels_inboundrecord")[0][0])
        assert acknowledged <= stored <= acknowledged + len(postmen)
        desk.start()
    for postman in postmen:
        postman.join(60)
    unread = "SELECT count(*) FROM channels_inboundrecord WHERE state != 'read'"
    desk.wait_for(lambda: ask(desk, unread) == [(0,)], 90)
    subjects = Counter(row[0] for row in ask(desk, "SELECT subject FROM conversations_message"))
    assert subjects == Counter(f"Chair {n}" for n in range(1000))
    assert ask(desk, "PRAGMA integrity_check") == [("ok",)]
    desk.stop()


def test_killed_three_times_while_a_hundred_letters_go_out(desk: Running, fake_smtp: FakeSmtp) -> None:
    desk.start()
    with smtplib.LMTP(HOST, desk.lmtp_port) as client:
        for n in range(100):
            raw = mail(f"Mail {n}", sender=f"guest{n}@example.org", letter_id=f"{n}@example.org")
            client.sendmail("ana@example.org", [MAILBOX], raw)
    conversations = desk.wait_for(lambda: len(found := desk.every("/conversations")) == 100 and found, 60)
    fake_smtp.delay("DATA", 0.05)
    for conversation in conversations:
        desk.api(f"/conversations/{conversation['id']}/messages", {"kind": "reply", "text": "On Thursday."})
    for enough in (5, 30, 60):
        desk.wait_for(lambda enough=enough: len(fake_smtp.letters) > enough, 60)
        desk.kill()
        desk.start()
    settled = "SELECT count(*) FROM conversations_delivery WHERE state IN ('sent', 'uncertain')"
    desk.wait_for(lambda: ask(desk, settled) == [(100,)], 180)
    outside = [letter for letter in fake_smtp.attempts if "chairs.test" not in letter.recipients[0]]
    out = Counter(parsed(letter.data)["Message-ID"].strip("<>") for letter in outside)
    states: dict[str, str] = dict(
        ask(
            desk,
            "SELECT m.letter_id, d.state FROM conversations_delivery d"
            " JOIN conversations_message m ON m.id = d.message_id",
        )
    )
    assert set(out.values()) == {1}, "a letter went out twice"
    assert {letter for letter, state in states.items() if state == "sent"} <= set(out)
    assert list(states.values()).count("uncertain") <= 3
    desk.stop()
