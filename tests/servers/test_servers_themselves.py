"""The servers do what the tests built on them take for granted."""

import imaplib
import os
import smtplib
import ssl
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from redis import Redis as RedisClient

from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.fake_smtp import FakeSmtp
from tests.servers.mail_programs import MuttThreads, Swaks
from tests.servers.postfix import Postfix, by_smtp
from tests.servers.postgres import Postgres
from tests.servers.programs import HOST, give_to_ordinary_user, listens, new_home
from tests.servers.redis import Redis

pytestmark = pytest.mark.servers

BO = "bo@mail.customers.test"


def letter(subject: str, sender: str = "ana@customers.test", to: str = "bo@example.com", **headers: str) -> bytes:
    """A small mail; more headers by keyword, `_` for `-`."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n{more}\r\nGood morning.\r\n".encode()


def log_in(dovecot: Dovecot, authority: Authority, name: str, password: str) -> imaplib.IMAP4_SSL:
    client = imaplib.IMAP4_SSL("localhost", dovecot.imaps_port, ssl_context=authority.client_context())
    client.login(name, password)
    return client


def test_dovecot_delivers_and_shows_a_mail(dovecot: Dovecot, authority: Authority) -> None:
    ana = dovecot.add_user("ana")
    dovecot.deliver(ana.address, letter("The blue kettle"))
    dovecot.deliver(ana.address, letter("The green kettle"))

    subjects = [b"Subject: The blue kettle", b"Subject: The green kettle"]
    assert [subject in mail for subject, mail in zip(subjects, dovecot.mails(ana.address), strict=True)] == [True] * 2
    assert len(list((ana.maildir / "new").iterdir())) == 2
    with log_in(dovecot, authority, ana.address, ana.password) as client:
        assert client.select("INBOX") == ("OK", [b"2"])


def test_dovecot_knows_nobody_it_was_not_told_of(dovecot: Dovecot, authority: Authority) -> None:
    ana = dovecot.add_user("ana")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        dovecot.deliver("cy@customers.test", letter("For nobody"))
    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        log_in(dovecot, authority, ana.address, "a guess")


def test_dovecots_certificate_is_good_only_with_its_authority(dovecot: Dovecot) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL("localhost", dovecot.imaps_port, ssl_context=ssl.create_default_context())


def test_dovecot_keeps_mailboxes_over_a_restart_and_renumbers_when_asked(
    dovecot: Dovecot, authority: Authority
) -> None:
    def numbering() -> list[bytes | None]:
        with log_in(dovecot, authority, ana.address, ana.password) as client:
            client.select("INBOX")
            return client.response("UIDVALIDITY")[1]

    ana = dovecot.add_user("ana")
    dovecot.deliver(ana.address, letter("Still here"))
    before = numbering()
    dovecot.stop()
    assert not listens(dovecot.imap_port)
    dovecot.start()
    assert numbering() == before
    assert len(dovecot.mails(ana.address)) == 1

    time.sleep(1)  # Dovecot counts UIDVALIDITY in seconds
    dovecot.renumber(ana.address)
    assert numbering() != before


def send(postfix: Postfix, authority: Authority, to: str, mail: bytes, sender: str = BO) -> None:
    with smtplib.SMTP("localhost", postfix.smtp_port) as client:
        client.starttls(context=authority.client_context())
        client.login(postfix.user, postfix.password)
        client.sendmail(sender, [to], mail)


def test_postfix_takes_mail_from_who_logs_in_and_delivers_it(
    postfix: Postfix, dovecot: Dovecot, authority: Authority
) -> None:
    ana = dovecot.add_user("ana")
    send(postfix, authority, ana.address, letter("Your kettle is on its way"))
    [mail] = dovecot.wait_for_mails(ana.address, 1)
    assert b"Subject: Your kettle is on its way" in mail
    postfix.wait_until_idle()


def test_postfix_relays_for_nobody_else(postfix: Postfix, dovecot: Dovecot, authority: Authority) -> None:
    with smtplib.SMTP("localhost", postfix.smtp_port) as client:
        assert not client.has_extn("auth"), "passwords are taken only inside TLS"
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="Relay access denied"):
            client.sendmail("cy@example.com", ["di@example.org"], letter("Let me through"))
    context = authority.client_context()
    with (
        smtplib.SMTP_SSL("localhost", postfix.tls_port, context=context) as client,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        client.login(postfix.user, "a guess")


def test_postfix_bounces_what_has_no_mailbox(postfix: Postfix, dovecot: Dovecot, authority: Authority) -> None:
    bo = dovecot.add_user("bo")
    send(postfix, authority, "nobody.there@customers.test", letter("Hello?"), sender=bo.address)
    [bounce] = dovecot.wait_for_mails(bo.address, 1)
    assert b"message/delivery-status" in bounce
    assert b"nobody.there@customers.test" in bounce


def test_postfix_queues_for_a_route_that_is_down_and_flushes(
    postfix: Postfix, fake_smtp: FakeSmtp, authority: Authority
) -> None:
    fake_smtp.stop()
    postfix.route("desk.test", by_smtp(fake_smtp.port))
    send(postfix, authority, "help@desk.test", letter("Wait for me"))
    assert len(postfix.queue()) == 1
    fake_smtp.start()
    postfix.flush()
    [arrived] = fake_smtp.wait_for_letters(1)
    assert arrived.recipients == ("help@desk.test",)
    postfix.wait_until_idle()


def test_postfix_pipes_a_mail_into_a_command(postfix: Postfix, authority: Authority) -> None:
    folder = new_home("pipe")
    script = folder / "keep"
    script.write_text(f'#!/bin/sh\ncat > "{folder}/mail" && echo "$1" > "{folder}/to"\n')
    script.chmod(0o755)
    postfix.route("desk.test", postfix.by_pipe(str(script), "${recipient}"))
    send(postfix, authority, "help@desk.test", letter("Through the pipe"))
    postfix.wait_until_idle()
    assert (folder / "to").read_text() == "help@desk.test\n"
    assert "Subject: Through the pipe" in (folder / "mail").read_text()


def test_a_pipe_that_says_75_is_tried_again(postfix: Postfix, authority: Authority) -> None:
    folder = new_home("pipe")
    script = folder / "refuse-once"
    script.write_text(f'#!/bin/sh\n[ -e "{folder}/tried" ] && exit 0\ntouch "{folder}/tried"\nexit 75\n')
    script.chmod(0o755)
    postfix.route("desk.test", postfix.by_pipe(str(script)))
    send(postfix, authority, "help@desk.test", letter("Again, please"))
    postfix.wait_until_idle()
    assert (folder / "tried").exists()


def attempt(fake_smtp: FakeSmtp, *recipients: str) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP(HOST, fake_smtp.port, timeout=2) as client:
        return client.sendmail("bo@example.com", recipients, letter("About your kettle"))


def test_the_fake_server_records_what_it_takes(fake_smtp: FakeSmtp) -> None:
    assert attempt(fake_smtp, "ana@customers.test", "di@customers.test") == {}
    [taken] = fake_smtp.letters
    assert (taken.sender, taken.recipients) == ("bo@example.com", ("ana@customers.test", "di@customers.test"))
    assert taken.data == letter("About your kettle")


def test_the_fake_server_refuses_one_of_two_and_then_accepts(fake_smtp: FakeSmtp) -> None:
    fake_smtp.answer("ana@customers.test", "451 4.2.1 Busy", "550 5.1.1 No such person")
    assert attempt(fake_smtp, "ana@customers.test", "di@customers.test")["ana@customers.test"][0] == 451
    assert attempt(fake_smtp, "ana@customers.test", "di@customers.test")["ana@customers.test"][0] == 550
    assert attempt(fake_smtp, "ana@customers.test", "di@customers.test") == {}
    fake_smtp.answer_data("552 5.3.4 Too big")
    with pytest.raises(smtplib.SMTPDataError, match="Too big"):
        attempt(fake_smtp, "ana@customers.test")
    assert len(fake_smtp.letters) == 3


@pytest.mark.parametrize("kept", [True, False])
def test_the_fake_server_hangs_up_after_the_letter(fake_smtp: FakeSmtp, kept: bool) -> None:
    fake_smtp.drop_after_data(kept=kept)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        attempt(fake_smtp, "ana@customers.test")
    assert len(fake_smtp.attempts) == 1
    assert len(fake_smtp.letters) == kept
    assert attempt(fake_smtp, "ana@customers.test") == {}


def test_the_fake_server_keeps_a_client_waiting_until_it_gives_up(fake_smtp: FakeSmtp) -> None:
    fake_smtp.delay("DATA")
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        attempt(fake_smtp, "ana@customers.test")
    assert (len(fake_smtp.attempts), fake_smtp.letters) == (1, [])
    fake_smtp.be_kind()
    assert attempt(fake_smtp, "ana@customers.test") == {}


def test_the_fake_server_can_show_a_certificate_of_another_name(authority: Authority, tmp_path: Path) -> None:
    server = FakeSmtp(tls=authority.certify(tmp_path, "elsewhere.test").server_context())
    server.start()
    try:
        with smtplib.SMTP("localhost", server.port) as client, pytest.raises(ssl.SSLCertVerificationError):
            client.starttls(context=authority.client_context())
    finally:
        server.stop()


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
    question = (
        "import os, psycopg; psycopg.connect(os.environ['KEEPWORD_DATABASE_URL']); raise SystemExit(7)"  # a status
    )
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


def test_mutt_sees_who_answers_whom(mutt_threads: MuttThreads) -> None:
    maildir = new_home("maildir")
    for folder in ("new", "cur", "tmp"):
        (maildir / folder).mkdir()
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
        (maildir / "new" / name).write_bytes(mail)
    assert mutt_threads(maildir) == [
        ("Kettle", 0),
        ("Re: Kettle", 1),
        ("Re: Kettle (solved)", 2),
        ("Re: Kettle, and the lid", 1),
        ("Kettle", 0),
    ]
