"""Mail in: taken durably by LMTP, read into conversations, and heard of on an open screen."""

from __future__ import annotations

import http.client
import smtplib
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import EmailMessage

from . import report
from .house import House
from .machine import commits_per_second

MAILS, CONNECTIONS, HEARD = 600, 4, 12
TO = "support@chairs.test"
WORDS = "The chair that was announced for this week has not arrived and the neighbours know nothing either. "


def measure(house: House) -> None:
    """Rates as a share of the machine's own, measured in the same minute."""
    machine = commits_per_second(house.folder)
    report.line("machine: durable 4 KB + full-text row", f"{machine:.0f} /s")
    run = f"{time.time():.0f}"
    first, cpu = _records(house), house.keepword.cpu()
    taken = _take(house, [_mail(f"{run}-{number}") for number in range(MAILS)])
    report.line(
        f"taken by LMTP, {CONNECTIONS} connections", f"{taken:.0f} /s", f"{taken / machine:.2f} × machine"
    )
    read = _read(house, first)
    report.line(
        "read into conversations", f"{read:.0f} /s", f"{read / machine:.2f} × machine, from the first byte on"
    )
    cost = (house.keepword.cpu() - cpu) * 1000 / MAILS
    report.line("server's CPU for a mail, taken and read", f"{cost:.1f} ms CPU")
    heard = _hear(house, run)
    if heard:
        note = f"p95 {report.high(heard):.0f} ms of {len(heard)}"
        report.line("from the mail's end to an open screen", f"{report.median(heard):.0f} ms", note)


def _mail(key: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Ana <ana.{key}@example.org>"
    mail["To"] = TO
    mail["Subject"] = f"My chair {key}"
    mail["Message-ID"] = f"<{key}@example.org>"
    mail["Date"] = "Mon, 09 Mar 2026 10:00:00 +0100"
    mail.set_content("\n".join(f"{WORDS}{place}" for place in range(36)))
    return mail.as_bytes()


def _take(house: House, mails: list[bytes]) -> float:
    """Mails a second for which the server took responsibility."""

    def send(mine: list[bytes]) -> None:
        with smtplib.LMTP("127.0.0.1", house.lmtp) as lmtp:
            for mail in mine:
                lmtp.sendmail("ana@example.org", [TO], mail)

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(send, [mails[place::CONNECTIONS] for place in range(CONNECTIONS)]))
    house.mail_began = began
    return len(mails) / (time.perf_counter() - began)


def _records(house: House, where: str = "1 = 1") -> int:
    with closing(sqlite3.connect(f"file:{house.folder}/keepword.sqlite3?mode=ro", uri=True)) as database:
        return int(
            database.execute(f"SELECT count(*) FROM channels_inboundrecord WHERE {where}").fetchone()[0]
        )


def _read(house: House, before: int) -> float:
    """Mails a second from the first one's arrival until the last has become a conversation."""
    until = time.perf_counter() + 120
    while time.perf_counter() < until:
        if _records(house, "state = 'waiting'") == 0:
            return (_records(house) - before) / (time.perf_counter() - house.mail_began)
        time.sleep(0.02)
    raise RuntimeError("two minutes were not enough to read the mails")


def _hear(house: House, run: str) -> list[float]:
    """Milliseconds from the 250 of a mail until the event stream of a logged-in browser says so."""
    stream = http.client.HTTPConnection(house.di.host, house.di.port, timeout=10)
    stream.request("GET", "/events", headers={"Cookie": house.di.cookie, "Accept": "text/event-stream"})
    answer = stream.getresponse()
    if answer.status != 200:
        report.failed("from the mail's end to an open screen", f"/events answers {answer.status}")
        return []
    heard, waits = threading.Event(), []

    def listen() -> None:
        for line in answer:
            if b'"conversation:' in line:
                heard.set()

    threading.Thread(target=listen, daemon=True).start()
    with smtplib.LMTP("127.0.0.1", house.lmtp) as lmtp:
        for number in range(HEARD):
            time.sleep(0.3)
            heard.clear()
            lmtp.sendmail("ana@example.org", [TO], _mail(f"{run}-heard-{number}"))
            began = time.perf_counter()
            if not heard.wait(10):
                report.failed("from the mail's end to an open screen", "ten seconds of silence")
                break
            waits.append((time.perf_counter() - began) * 1000)
    return waits
