"""Databases, browser and mail programs do what the tests built on them take for granted."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from redis import Redis as RedisClient

from tests.servers.dovecot import Dovecot
from tests.servers.fake_smtp import FakeSmtp
from tests.servers.letters import letter
from tests.servers.mail_programs import MuttThreads, Swaks
from tests.servers.ordinary_user import python_command, run_as_ordinary_user
from tests.servers.postfix import Postfix
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

pytestmark = pytest.mark.servers

BO = "bo@mail.customers.test"


def test_the_ordinary_user_can_run_this_project(open_folder: Path) -> None:
    program = "import keepword, os; print(os.geteuid() != 0, keepword.__name__)"
    assert run_as_ordinary_user([*python_command(), "-c", program], cwd=open_folder) == "True keepword\n"


def test_postgres_survives_a_crash_with_what_was_committed(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('given')")
    postgres.crash()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.url)
    postgres.start()
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("given",)]
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_postgres_makes_more_databases(postgres: Postgres) -> None:
    with psycopg.connect(postgres.new_database("another")) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("another",)


def test_a_command_runs_with_a_database_of_its_own() -> None:
    question = "import os, psycopg; psycopg.connect(os.environ['KEEPWORD_DATABASE_URL']); raise SystemExit(7)"
    command = [sys.executable, "-m", "tests.servers.with_postgres", sys.executable, "-c", question]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (7, "")


def test_redis_forgets_everything_over_a_restart(redis: Redis) -> None:
    with RedisClient.from_url(redis.url) as client:
        client.set("word", "given")
        assert client.get("word") == b"given"
    redis.restart()
    with RedisClient.from_url(redis.url) as client:
        assert client.get("word") is None


def test_servers_run_as_an_ordinary_user_and_leave_nothing_behind(redis: Redis) -> None:
    assert Path(f"/proc/{redis.pid}").stat().st_uid != 0
    assert stat.S_IMODE(redis.home.stat().st_mode) == 0o755
    pid = redis.pid
    redis.close()
    assert not redis.home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Keepword</h1><button onclick='this.textContent=\"Kept\"'>Keep</button>")
    page.get_by_role("button", name="Keep").click()
    assert page.get_by_role("button").text_content() == "Kept"
    page.close()


def test_swaks_delivers_a_whole_mail(swaks: Swaks, fake_smtp: FakeSmtp) -> None:
    done = swaks(
        fake_smtp.port, "--from", "ana@customers.test", "--to", "help@desk.test", data=letter("By swaks")
    )
    assert done.returncode == 0, done.stdout
    [taken] = fake_smtp.letters
    assert b"Subject: By swaks" in taken.data


def test_swaks_logs_in_inside_tls(swaks: Swaks, postfix: Postfix, dovecot: Dovecot) -> None:
    ana = dovecot.add_user("ana")
    log_in = ["--tls", "--auth", "PLAIN", "--auth-user", postfix.user, "--auth-password", postfix.password]
    done = swaks(postfix.smtp_port, *log_in, "--from", BO, "--to", ana.address, data=letter("Inside TLS"))
    assert done.returncode == 0, done.stdout
    dovecot.wait_for_mails(ana.address, 1)


def test_mutt_sees_who_answers_whom(mutt_threads: MuttThreads, tmp_path: Path) -> None:
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    mails = {
        "1.a.desk.test": letter("Kettle", Message_ID="<1@desk.test>", Date="Mon, 5 Jan 2026 10:00:00 +0000"),
        "2.b.desk.test": letter(
            "Re: Kettle",
            Message_ID="<2@desk.test>",
            In_Reply_To="<1@desk.test>",
            References="<1@desk.test>",
            Date="Mon, 5 Jan 2026 11:00:00 +0000",
        ),
        "3.c.desk.test": letter(
            "Re: Kettle (solved)",
            Message_ID="<3@desk.test>",
            In_Reply_To="<2@desk.test>",
            References="<1@desk.test> <2@desk.test>",
            Date="Mon, 5 Jan 2026 12:00:00 +0000",
        ),
        "4.d.desk.test": letter(
            "Re: Kettle, and the lid",
            Message_ID="<4@desk.test>",
            References="<1@desk.test>",
            Date="Mon, 5 Jan 2026 13:00:00 +0000",
        ),
        "5.e.desk.test": letter("Kettle", Message_ID="<5@desk.test>", Date="Tue, 6 Jan 2026 10:00:00 +0000"),
    }
    for name, mail in mails.items():
        (tmp_path / "new" / name).write_bytes(mail)
    assert mutt_threads(tmp_path) == [
        ("Kettle", 0),
        ("Re: Kettle", 1),
        ("Re: Kettle (solved)", 2),
        ("Re: Kettle, and the lid", 1),
        ("Kettle", 0),
    ]
