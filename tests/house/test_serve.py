"""`keepword serve` and its scaled halves, as somebody starts, stops and loses them."""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import MAILBOX, Running, children
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Running]:
    """A set-up business, not yet running."""
    running = Running(tmp_path / "data")
    running.set_up()
    yield running
    running.kill()


def send(running: Running, text: str, letter: str) -> None:
    """Ana's mail server hands over a mail by LMTP."""
    with smtplib.LMTP("127.0.0.1", running.lmtp_port, local_hostname="mx.example.org") as server:
        server.sendmail(
            "ana@example.org",
            [MAILBOX],
            f"From: Ana <ana@example.org>\r\nTo: {MAILBOX}\r\nSubject: My chair\r\n"
            f"Message-ID: <{letter}@example.org>\r\n\r\n{text}\r\n",
        )


def test_it_starts_quickly_says_so_and_ends_cleanly(house: Running) -> None:
    house.start()
    house.stop()  # the first start collects the static files
    begin = time.monotonic()
    house.start()
    took = time.monotonic() - begin
    assert f"Keepword is ready at {house.url}\n" in house.lines
    with urllib.request.urlopen(f"{house.url}/api/v1/health", timeout=10) as answer:
        assert answer.read() == b'{"status": "ok"}'
    house.stop()
    assert took < 30  # ten times the aim


def test_a_mail_is_on_the_desk_and_a_restart_keeps_it(house: Running) -> None:
    house.start()
    send(house, "Where is my chair?", "a1")
    found = house.wait_for(lambda: house.api("/conversations")["items"])
    assert [(c["subject"], c["state"]) for c in found] == [("My chair", "open")]
    assert found[0]["waiting_since"]
    house.stop()
    house.start()
    assert house.api("/conversations")["items"] == found


@pytest.mark.parametrize("victim", [0, 1])
def test_a_process_that_dies_is_started_again(house: Running, victim: int) -> None:
    process = house.start()
    before = children(process.pid)
    assert len(before) == 2
    os.kill(before[victim], signal.SIGKILL)
    house.wait_for(lambda: len(set(children(process.pid)) - {before[victim]}) == 2)

    def works() -> bool:
        try:
            send(house, "Still there?", "a2")
        except OSError:
            return False
        return True

    house.wait_for(works)
    house.wait_for(lambda: house.api("/conversations")["items"])
    house.stop()


def test_nothing_is_left_running_when_the_supervisor_is_killed(house: Running) -> None:
    process = house.start()
    both = children(process.pid)
    process.kill()
    process.wait(10)

    def gone() -> bool:
        return not any(Path(f"/proc/{pid}/cmdline").exists() and _lives(pid) for pid in both)

    house.wait_for(gone)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_unknown_setting_refuses_to_start(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "keepword.cli", "--data", str(tmp_path), "serve"],
        env={**os.environ, "KEEPWORD_DATABASEURL": "x"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    assert "unknown setting KEEPWORD_DATABASEURL" in ended.stderr


def test_a_port_that_is_taken_is_said(house: Running) -> None:
    house.start()
    ended = house.command("serve", "--bind", f"127.0.0.1:{house.port}")
    assert ended.returncode != 0
    assert "Is another program there?" in ended.stderr


def test_an_empty_folder_leads_to_set_up(tmp_path: Path) -> None:
    empty = Running(tmp_path / "data")
    empty.start()
    link = next(line.strip() for line in empty.lines if "/set-up/" in line)
    with urllib.request.urlopen(link, timeout=10) as page:
        assert page.status == 200
        assert b"<form" in page.read()
    empty.stop()


@pytest.mark.servers
def test_several_processes_share_postgres_and_redis(tmp_path: Path, postgres: Postgres, redis: Redis) -> None:
    environ = {
        "KEEPWORD_DATABASE_URL": postgres.new_database("scaled"),
        "KEEPWORD_REDIS_URL": redis.url,
        "KEEPWORD_SECRET_KEY": "one key for all processes of this business",
    }
    house = Running(tmp_path / "data", environ=environ)
    house.set_up()
    house.start("web")
    house.start("worker")
    house.start("worker")
    for number in range(20):
        send(house, f"Chair {number}?", f"s{number}")
    house.wait_for(lambda: len(house.every("/conversations")) == 20)
    assert len(house.every("/promises?state=open")) == 20
    house.stop()
