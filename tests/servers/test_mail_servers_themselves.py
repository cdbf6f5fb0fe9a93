"""Dovecot, Postfix and the fake server do what the tests built on them take for granted."""

import imaplib
import smtplib
import ssl
import time
from pathlib import Path

import pytest

from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.fake_smtp import FakeSmtp
from tests.servers.letters import letter
from tests.servers.postfix import Postfix, by_smtp
from tests.servers.programs import HOST, listens

pytestmark = pytest.mark.servers

DESK = "desk.test"  # said in EHLO; without it smtplib asks a name server who it is
BO = "bo@mail.customers.test"


def log_in(dovecot: Dovecot, authority: Authority, name: str, password: str) -> imaplib.IMAP4_SSL:
    client = imaplib.IMAP4_SSL("localhost", dovecot.imaps_port, ssl_context=authority.client_context())
    client.login(name, password)
    return client


def test_dovecot_delivers_and_shows_a_mail(dovecot: Dovecot, authority: Authority) -> None:
    ana = dovecot.add_user("ana")
    dovecot.deliver(ana.address, letter("The blue kettle"))
    dovecot.deliver(ana.address, letter("The green kettle"))

    subjects = [b"Subject: The blue kettle", b"Subject: The green kettle"]
    assert [subject in mail for subject, mail in zip(subjects, dovecot.mails(ana.address), strict=True)] == [
        True
    ] * 2
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
    with smtplib.SMTP("localhost", postfix.smtp_port, local_hostname=DESK) as client:
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
    with smtplib.SMTP("localhost", postfix.smtp_port, local_hostname=DESK) as client:
        assert not client.has_extn("auth"), "passwords are taken only inside TLS"
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="Relay access denied"):
            client.sendmail("cy@example.com", ["di@example.org"], letter("Let me through"))
    context = authority.client_context()
    with (
        smtplib.SMTP_SSL("localhost", postfix.tls_port, local_hostname=DESK, context=context) as client,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        client.login(postfix.user, "a guess")


def test_postfix_bounces_what_has_no_mailbox(
    postfix: Postfix, dovecot: Dovecot, authority: Authority
) -> None:
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


def test_postfix_pipes_a_mail_into_a_command(
    postfix: Postfix, authority: Authority, open_folder: Path
) -> None:
    script = open_folder / "keep"
    script.write_text(f'#!/bin/sh\ncat > "{open_folder}/mail" && echo "$1" > "{open_folder}/to"\n')
    script.chmod(0o755)
    postfix.route("desk.test", postfix.by_pipe(str(script), "${recipient}"))
    send(postfix, authority, "help@desk.test", letter("Through the pipe"))
    postfix.wait_until_idle()
    assert (open_folder / "to").read_text() == "help@desk.test\n"
    assert "Subject: Through the pipe" in (open_folder / "mail").read_text()


def test_a_pipe_that_says_75_is_tried_again(
    postfix: Postfix, authority: Authority, open_folder: Path
) -> None:
    script = open_folder / "refuse-once"
    script.write_text(
        f'#!/bin/sh\n[ -e "{open_folder}/tried" ] && exit 0\ntouch "{open_folder}/tried"\nexit 75\n'
    )
    script.chmod(0o755)
    postfix.route("desk.test", postfix.by_pipe(str(script)))
    send(postfix, authority, "help@desk.test", letter("Again, please"))
    postfix.wait_until_idle()
    assert (open_folder / "tried").exists()


def attempt(fake_smtp: FakeSmtp, *recipients: str) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP(HOST, fake_smtp.port, local_hostname=DESK, timeout=2) as client:
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
        with (
            smtplib.SMTP("localhost", server.port, local_hostname=DESK) as client,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            client.starttls(context=authority.client_context())
    finally:
        server.stop()
