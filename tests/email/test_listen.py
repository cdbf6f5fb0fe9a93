"""Mail at our doors: what is taken, what is refused, and that nothing is acknowledged before it is stored."""

from __future__ import annotations

import smtplib
import socket
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, OperationalError

from keepword.channels import intake
from keepword.channels.email import addressees, listen
from keepword.channels.models import InboundRecord
from keepword.staff.models import Inbox
from tests.email.conftest import Door, mail

pytestmark = pytest.mark.django_db(transaction=True)


def send(door: Door, *to: str, raw: bytes | None = None) -> dict[str, tuple[int, bytes]]:
    """Send a mail from Ana; returns the refused recipients."""
    with smtplib.SMTP("127.0.0.1", door.port, timeout=10) as client:
        return client.sendmail("ana@example.org", list(to), raw or mail())


def test_a_mail_is_stored_byte_for_byte_before_it_is_acknowledged(smtp_door: Door, inbox: Inbox) -> None:
    raw = mail("Čekam stolicu.\r\n.\r\n..two dots")
    send(smtp_door, "support@chairs.test", raw=raw)
    record = InboundRecord.objects.get()
    assert record.bytes() == raw
    assert record.envelope == {"from": "ana@example.org", "to": "support@chairs.test", "tag": ""}
    assert (record.inbox, record.via, record.state) == (inbox, "smtp", "waiting")


def test_an_unknown_recipient_is_refused_and_nothing_is_relayed(smtp_door: Door, inbox: Inbox) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(smtp_door, "nobody@chairs.test", "ana@elsewhere.test", "support@elsewhere.test")
    assert {code for code, _said in refused.value.recipients.values()} == {550}
    assert not InboundRecord.objects.exists()


def test_what_stands_behind_the_plus_is_kept(smtp_door: Door, inbox: Inbox) -> None:
    send(smtp_door, "Support+R7-Abc@Chairs.test")
    assert InboundRecord.objects.get().envelope["tag"] == "r7-abc"


def test_an_inbox_opened_a_moment_ago_is_known(
    smtp_door: Door, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addressees, "AGAIN", 0.0)
    send(smtp_door, "support@chairs.test")
    Inbox.objects.create(address="new@chairs.test", name="New")
    send(smtp_door, "new@chairs.test")
    assert InboundRecord.objects.count() == 2


def test_each_of_our_inboxes_gets_one_record(smtp_door: Door, inbox: Inbox, cy_inbox: Inbox) -> None:
    to = ["support@chairs.test", "support+r1-x@chairs.test", "repairs@chairs.test", "nobody@chairs.test"]
    assert list(send(smtp_door, *to)) == ["nobody@chairs.test"]
    assert sorted(r.envelope["to"] for r in InboundRecord.objects.all()) == [
        "repairs@chairs.test",
        "support+r1-x@chairs.test",
    ]


def test_lmtp_answers_for_each_recipient(lmtp_door: Door, inbox: Inbox, cy_inbox: Inbox) -> None:
    with socket.create_connection(("127.0.0.1", lmtp_door.port), timeout=10) as client:
        answers = client.makefile("rb")

        def say(line: bytes, count: int = 1) -> list[bytes]:
            client.sendall(line + b"\r\n")
            said = [answers.readline() for _answer in range(count)]
            while said[-1][3:4] == b"-":
                said.append(answers.readline())
            return said

        assert answers.readline().startswith(b"220")
        assert b"SIZE" in b"".join(say(b"LHLO there"))
        say(b"MAIL FROM:<ana@example.org>")
        assert say(b"RCPT TO:<support@chairs.test>")[0].startswith(b"250")
        assert say(b"RCPT TO:<nobody@chairs.test>")[0].startswith(b"550")
        assert say(b"RCPT TO:<repairs@chairs.test>")[0].startswith(b"250")
        assert say(b"DATA")[0].startswith(b"354")
        assert [said[:3] for said in say(mail() + b".", 2)] == [b"250", b"250"]
        assert say(b"QUIT")[0].startswith(b"221")
    assert InboundRecord.objects.count() == 2


def test_lmtp_is_not_smtp(lmtp_door: Door, inbox: Inbox) -> None:
    with smtplib.SMTP("127.0.0.1", lmtp_door.port) as client:
        assert client.ehlo()[0] == 500


def test_a_mail_that_is_too_large_is_refused_with_a_sentence(
    smtp_door: Door, inbox: Inbox, settings: object
) -> None:
    settings.MAX_MAIL_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    with smtplib.SMTP("127.0.0.1", smtp_door.port) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == str(1024 * 1024)
        assert client.mail("ana@example.org", ["size=2000000"])[0] == 552
        client.mail("ana@example.org")
        client.rcpt("support@chairs.test")
        code, said = client.data(mail("x" * 70 + "\r\n") * 30_000)
    assert (code, b"too large: 1 MB" in said) == (552, True)
    assert not InboundRecord.objects.exists()


def test_lines_longer_than_the_standard_allows_are_taken(smtp_door: Door, inbox: Inbox) -> None:
    raw = mail() + b"x" * 300_000 + b"\r\n"
    send(smtp_door, "support@chairs.test", raw=raw)
    assert InboundRecord.objects.get().bytes() == raw


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r\n", b"\r\n.\n", b"\r\n\x00.\r\n"])
def test_no_second_mail_is_smuggled_in_behind_a_false_end(smtp_door: Door, inbox: Inbox, end: bytes) -> None:
    smuggled = b"MAIL FROM:<di@chairs.test>\r\nRCPT TO:<support@chairs.test>\r\nDATA\r\nSubject: x\r\n\r\nx"
    raw = b"Subject: one\r\n\r\nHello" + end + smuggled + b"\r\n.\r\n"
    with socket.create_connection(("127.0.0.1", smtp_door.port), timeout=10) as client:
        answers = client.makefile("rb")
        answers.readline()
        for line in (
            b"HELO there",
            b"MAIL FROM:<ana@example.org>",
            b"RCPT TO:<support@chairs.test>",
            b"DATA",
        ):
            client.sendall(line + b"\r\n")
            answers.readline()
        client.sendall(raw)
        assert answers.readline().startswith(b"250")
    assert InboundRecord.objects.count() == 1


def test_the_same_mail_again_is_harmless(smtp_door: Door, inbox: Inbox) -> None:
    send(smtp_door, "support@chairs.test")
    send(smtp_door, "support@chairs.test", raw=b"Received: from elsewhere\r\n" + mail())
    assert InboundRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OperationalError("database or disk is full"), 452),
        (OSError(28, "No space left on device"), 452),
        (OperationalError("attempt to write a readonly database"), 452),
        (OperationalError("database is locked"), 451),
    ],
)
def test_what_cannot_be_stored_is_never_acknowledged(
    smtp_door: Door, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(_arrivals: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(intake, "store", fail)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            send(smtp_door, "support@chairs.test")
    assert refused.value.smtp_code == code
    send(smtp_door, "support@chairs.test")
    assert InboundRecord.objects.count() == 1


def test_a_database_that_takes_too_long_is_not_waited_for(
    smtp_door: Door, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    monkeypatch.setattr(listen, "PATIENCE", 0.1)
    with monkeypatch.context() as slow:
        slow.setattr(intake, "store", lambda _arrivals: done.wait(10))
        with pytest.raises(smtplib.SMTPDataError) as refused:
            send(smtp_door, "support@chairs.test")
        done.set()
    assert refused.value.smtp_code == 451


def test_too_many_recipients_are_put_off(smtp_door: Door, inbox: Inbox) -> None:
    with smtplib.SMTP("127.0.0.1", smtp_door.port) as client:
        client.ehlo()
        client.mail("ana@example.org")
        codes = [client.rcpt(f"support+{n}@chairs.test")[0] for n in range(101)]
    assert (codes[99], codes[100]) == (250, 452)


def test_one_mail_that_the_database_refuses_takes_no_other_with_it(
    smtp_door: Door, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake.store
    together: list[int] = []

    def store(arrivals: Iterable[intake.Incoming]) -> None:
        mails = list(arrivals)
        if not together:
            time.sleep(0.3)  # so that the others queue up behind the first
        together.append(len(mails))
        if any(b"refused" in one.raw for one in mails):
            raise DataError("a character that this database does not take")
        real(mails)

    monkeypatch.setattr(intake, "store", store)
    mails = [mail("refused" if n == 2 else f"Mail {n}", letter_id=f"{n}@example.org") for n in range(6)]
    with ThreadPoolExecutor(6) as senders:
        results = [senders.submit(send, smtp_door, "support@chairs.test", raw=raw) for raw in mails]
    assert [isinstance(result.exception(), smtplib.SMTPDataError) for result in results].count(True) == 1
    assert max(together) > 1
    assert InboundRecord.objects.count() == 5
