"""A customer's mail on its whole way: by every door into the desk, answered, and back in her mailbox in its
thread.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.email.conftest import mail, parsed
from tests.running import MAILBOX, Running
from tests.servers.dovecot import Account, Dovecot
from tests.servers.mail_programs import MuttThreads, Swaks
from tests.servers.postfix import Postfix, by_lmtp
from tests.servers.programs import HOST, free_port

pytestmark = [pytest.mark.servers, pytest.mark.slow]

ANSWER = "It leaves on Thursday."


@pytest.fixture
def desk(prepared: Callable[..., Running], postfix: Postfix) -> Iterator[Running]:
    """A Keepword that sends by Postfix, with log-in and TLS, and that Postfix hands mail to over LMTP."""
    url = f"smtp+tls://{quote(postfix.user)}:{quote(postfix.password)}@localhost:{postfix.smtp_port}"
    made = prepared(KEEPWORD_SMTP_URL=url, SSL_CERT_FILE=str(postfix.ca_file))
    postfix.route("chairs.test", by_lmtp(made.lmtp_port))
    yield made
    made.stop()


@pytest.fixture
def ana(dovecot: Dovecot) -> Account:
    """Ana's mailbox at her own provider."""
    return dovecot.add_user("ana")


def ana_writes(account: Account, n: int, answers: str = "") -> bytes:
    """A mail of Ana's; she keeps a copy."""
    fields = {"In_Reply_To": answers, "References": answers} if answers else {}
    subject = "Re: My chair" if answers else "My chair"
    return mail(
        f"Question {n}",
        sender=f"Ana <{account.address}>",
        subject=subject,
        letter_id=f"{n}@customers.test",
        **fields,
    )


def only_conversation(desk: Running) -> dict[str, Any]:
    """The one conversation, once it is there."""
    (found,) = desk.wait_for(lambda: desk.every("/conversations"))
    return dict(found)


def answer(desk: Running, conversation: dict[str, Any]) -> dict[str, Any]:
    """Di answers; returns the message."""
    return dict(desk.api(f"/conversations/{conversation['id']}/messages", {"kind": "reply", "text": ANSWER}))


def check_answer(dovecot: Dovecot, account: Account, question: bytes) -> str:
    """The answer is in Ana's mailbox, in the thread of her question; returns its Message-ID."""
    answers = [parsed(raw) for raw in dovecot.wait_for_mails(account.address, 1)]
    made = next(found for found in answers if found["In-Reply-To"])
    asked = parsed(question)
    assert made["In-Reply-To"] == asked["Message-ID"]
    assert made["References"] == asked["Message-ID"]
    assert made["From"].addresses[0].addr_spec == MAILBOX
    body = made.get_body(("plain",))
    assert body is not None
    assert ANSWER in body.get_content()
    return str(made["Message-ID"])


def test_through_a_mail_server_there_and_back_and_there(
    desk: Running, postfix: Postfix, dovecot: Dovecot, ana: Account, swaks: Swaks, mutt_threads: MuttThreads
) -> None:
    desk.start()
    first = ana_writes(ana, 1)
    done = swaks(postfix.smtp_port, "--from", ana.address, "--to", MAILBOX, data=first)
    assert done.returncode == 0, done.stdout
    conversation = only_conversation(desk)
    assert conversation["waiting_since"]
    answer(desk, conversation)
    ours = check_answer(dovecot, ana, first)
    second = ana_writes(ana, 2, answers=ours)
    swaks(postfix.smtp_port, "--from", ana.address, "--to", MAILBOX, data=second)
    path = f"/conversations/{conversation['id']}/messages"
    messages = desk.wait_for(lambda: len(found := desk.every(path)) == 3 and found)
    assert [message["kind"] for message in messages] == ["inbound", "reply", "inbound"]
    assert [row["state"] for row in messages[1]["deliveries"]] == ["sent"]
    for sent in (first, second):
        dovecot.deliver(ana.address, sent)
    dovecot.wait_for_mails(ana.address, 3)
    assert sorted(depth for _subject, depth in mutt_threads(ana.maildir)) == [0, 1, 2]


def test_by_smtp_straight_to_us(desk: Running, dovecot: Dovecot, ana: Account, swaks: Swaks) -> None:
    port = free_port()
    desk.start("serve", "--smtp", f"{HOST}:{port}")
    question = ana_writes(ana, 1)
    relayed = swaks(port, "--from", ana.address, "--to", "ana@customers.test", data=question)
    assert "550 5.1.1" in relayed.stdout
    assert swaks(port, "--from", ana.address, "--to", MAILBOX, data=question).returncode == 0
    answer(desk, only_conversation(desk))
    check_answer(dovecot, ana, question)


def test_by_the_pipe(desk: Running, dovecot: Dovecot, ana: Account) -> None:
    desk.start()
    question = ana_writes(ana, 1)
    for _twice in range(2):
        assert desk.command("receive", "--mailbox", MAILBOX, given=question.decode()).returncode == 0
    assert desk.command("receive", "--mailbox", "nobody@chairs.test", given="x").returncode == 67
    assert desk.command("receive", "--mailbox", MAILBOX).returncode == 65
    answer(desk, only_conversation(desk))
    check_answer(dovecot, ana, question)


def test_a_pipe_without_its_folder_asks_to_try_again(tmp_path: Path) -> None:
    nowhere = Running(tmp_path / "not mounted")
    assert nowhere.command("receive", "--mailbox", MAILBOX, given="Subject: x\n\nx").returncode == 75


WATCH = """
import django; django.setup()
from django.utils import timezone
from keepword.channels.email import actions
from keepword.staff.models import Inbox
actions.add_mailbox(Inbox.objects.get(), host="localhost", port={port}, security="tls", username="{user}",
                    password="{password}", at=timezone.now(), history_days=1)
"""


def test_by_imap(desk: Running, dovecot: Dovecot, ana: Account) -> None:
    theirs = dovecot.add_user(MAILBOX)
    desk.start()
    script = WATCH.format(port=dovecot.imaps_port, user=theirs.address, password=theirs.password)
    settings = {"KEEPWORD_DATA": str(desk.folder), "DJANGO_SETTINGS_MODULE": "keepword.config.settings"}
    path = {"PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", script], check=True, env={**path, **settings})
    question = ana_writes(ana, 1)
    dovecot.deliver(MAILBOX, question, ana.address)
    answer(desk, only_conversation(desk))
    check_answer(dovecot, ana, question)


def test_a_letter_to_nobody_comes_back_and_is_said(
    desk: Running, postfix: Postfix, dovecot: Dovecot, swaks: Swaks
) -> None:
    desk.start()
    gone = mail("Where?", sender="gone@customers.test")
    swaks(postfix.smtp_port, "--from", "gone@customers.test", "--to", MAILBOX, data=gone)
    conversation = only_conversation(desk)
    path = f"/messages/{answer(desk, conversation)['id']}"

    def failed() -> bool:
        return [row["state"] for row in desk.api(path)["deliveries"]] == ["failed"]

    desk.wait_for(failed, 30)
    assert [found["id"] for found in desk.every("/conversations")] == [conversation["id"]]
