"""Mail fetched over IMAP from a real Dovecot: once, from where we left off, and nothing done to it before it
is stored.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from django.db import connection, connections
from django.utils import timezone
from imapclient import IMAPClient

from keepword.channels.email import actions, mailboxes, watch
from keepword.channels.email.check import check_mailbox
from keepword.channels.email.fetch import Fetcher
from keepword.channels.email.models import Mailbox
from keepword.channels.models import InboundRecord
from keepword.events.models import Event
from keepword.notices.models import Notice
from keepword.staff.models import Agent, Inbox
from tests.email.conftest import mail
from tests.servers.dovecot import Account, Dovecot
from tests.servers.programs import wait_until

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

Fetch = Callable[[], int]


@pytest.fixture
def account(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The business's mailbox; its server's certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.ca_file))
    return dovecot.add_user("support@chairs.test")


@pytest.fixture
def box(account: Account, dovecot: Dovecot, inbox: Inbox) -> Mailbox:
    """Keepword's side of it."""
    return actions.add_mailbox(
        inbox,
        host="localhost",
        port=dovecot.imaps_port,
        security="tls",
        username=account.address,
        password=account.password,
        at=timezone.now(),
    )


@pytest.fixture
def fetch(box: Mailbox) -> Fetch:
    """Fetch once over a new connection; returns how many mails were looked at."""
    from keepword.channels.email import imap

    fetcher = Fetcher(box)

    def once() -> int:
        access = imap.access_to(box)
        client = imap.connect(access)
        try:
            imap.log_in(client, access)
            return fetcher.catch_up(client, imap.select(client, access.folder))
        finally:
            client.logout()

    return once


def put(dovecot: Dovecot, *numbers: int, written: datetime | None = None) -> None:
    date = format_datetime(written or timezone.now())
    for number in numbers:
        raw = mail(f"Mail {number}", letter_id=f"{number}@example.org", date=date)
        dovecot.deliver("support@chairs.test", raw, "ana@example.org")


def given_to_us(box: Mailbox) -> None:
    """Only now the mailbox is set up; what lies in it already was there before us."""
    time.sleep(1.1)  # INTERNALDATE counts seconds
    box.begun_at = timezone.now()


def kept() -> list[tuple[str, bool]]:
    """(which mail, whether as history) of every record, in their order."""
    rows = InboundRecord.objects.order_by("pk")
    return [(row.bytes().rsplit(b"Mail ")[1].strip().decode(), row.is_history) for row in rows]


def test_only_what_comes_from_now_on_is_fetched_and_once(
    dovecot: Dovecot, box: Mailbox, fetch: Fetch
) -> None:
    put(dovecot, 1, 2)
    given_to_us(box)
    fetch()
    put(dovecot, 3, 4)
    fetch()
    assert fetch() == 0
    assert kept() == [("3", False), ("4", False)]


def test_what_was_there_comes_as_history_if_asked_for(dovecot: Dovecot, box: Mailbox, fetch: Fetch) -> None:
    box.history_days = actions.EVER
    put(dovecot, 1, 2)
    given_to_us(box)
    fetch()
    put(dovecot, 3)
    fetch()
    assert kept() == [("1", True), ("2", True), ("3", False)]


def test_a_new_start_goes_on_where_the_last_one_ended(dovecot: Dovecot, box: Mailbox, fetch: Fetch) -> None:
    fetch()
    put(dovecot, 1)
    fetch()
    put(dovecot, 2)
    box.refresh_from_db()
    fetch()
    assert kept() == [("1", False), ("2", False)]


def test_mails_numbered_anew_are_known_again(dovecot: Dovecot, box: Mailbox, fetch: Fetch) -> None:
    put(dovecot, 1)
    given_to_us(box)
    fetch()
    put(dovecot, 2, 3)
    fetch()
    actions.working(box, at=timezone.now())
    dovecot.renumber("support@chairs.test")
    dovecot.restart()
    put(dovecot, 4)
    box.refresh_from_db()
    numbered = box.uidvalidity
    fetch()
    put(dovecot, 5)
    fetch()
    assert box.uidvalidity != numbered
    assert kept() == [("2", False), ("3", False), ("4", False), ("5", False)]


def test_old_mails_moved_to_another_server_are_no_news(dovecot: Dovecot, box: Mailbox, fetch: Fetch) -> None:
    fetch()
    actions.working(box, at=timezone.now())
    dovecot.renumber("support@chairs.test")
    dovecot.restart()
    put(dovecot, 1, 2, written=timezone.now() - timedelta(days=400))
    put(dovecot, 3)
    box.refresh_from_db()
    fetch()
    assert kept() == [("1", True), ("2", True), ("3", False)]


def test_a_mail_is_marked_or_moved_only_once_it_is_stored(
    dovecot: Dovecot, box: Mailbox, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keepword.channels import intake

    box.move_to = "Sent"
    box.save()
    fetch()
    put(dovecot, 1)
    with monkeypatch.context() as full:
        full.setattr(intake, "store", lambda _arrivals: (_ for _ in ()).throw(OSError(28, "No space left")))
        with pytest.raises(OSError, match="No space"):
            fetch()
    assert len(dovecot.mails("support@chairs.test")) == 1
    fetch()
    assert kept() == [("1", False)]
    assert dovecot.mails("support@chairs.test") == []


def test_seen_is_set_only_if_asked_for(
    dovecot: Dovecot, box: Mailbox, fetch: Fetch, account: Account
) -> None:
    fetch()
    put(dovecot, 1)
    fetch()
    box.mark_seen = True
    put(dovecot, 2)
    fetch()
    with IMAPClient("127.0.0.1", dovecot.imap_port, ssl=False) as client:
        client.login(account.address, account.password)
        client.select_folder("INBOX", readonly=True)
        assert (client.search(["UNSEEN"]), client.search(["SEEN"])) == ([1], [2])


@pytest.fixture
def attended(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The thread that looks after all mailboxes."""
    monkeypatch.setattr(mailboxes, "LOOK", 0.1)
    stop = threading.Event()
    thread = threading.Thread(target=mailboxes.run, args=(stop,))
    thread.start()
    yield stop
    stop.set()
    thread.join()
    connections.close_all()


def begun(box: Mailbox) -> bool:
    box.refresh_from_db()
    return box.ok_at is not None


def test_mail_comes_in_within_moments(box: Mailbox, dovecot: Dovecot, attended: threading.Event) -> None:
    wait_until(lambda: begun(box), "the first look")
    put(dovecot, 1)
    wait_until(lambda: InboundRecord.objects.count() == 1, "the mail", within=5)


def test_a_mailbox_that_fails_says_why_and_when_it_works_again(
    box: Mailbox, dovecot: Dovecot, di: Agent, attended: threading.Event
) -> None:
    wait_until(lambda: begun(box), "the first look")
    Mailbox.objects.filter(pk=box.pk).update(username="nobody@chairs.test")

    def failed() -> bool:
        box.refresh_from_db()
        return box.failing_since is not None

    wait_until(failed, "the refused log-in")
    assert box.error.startswith("login: ")
    assert "uthentication" in box.error
    later = timezone.now() + timedelta(minutes=6)
    for _twice in range(2):
        watch.watch(box, later)
    assert Notice.objects.get(kind="mailbox_failing").recipient == di
    Mailbox.objects.filter(pk=box.pk).update(username="support@chairs.test")
    wait_until(lambda: Event.objects.filter(code="mailbox.working").exists(), "working again")
    box.refresh_from_db()
    assert (box.failing_since, box.error) == (None, "")
    assert Event.objects.filter(code="mailbox.failing").count() == 1


def test_a_check_names_the_step_that_fails(account: Account, dovecot: Dovecot) -> None:
    put(dovecot, 1)
    good = ("localhost", dovecot.imaps_port, "tls", account.address, account.password)
    steps = check_mailbox(*good)
    assert [(step.name, step.ok) for step in steps] == [
        ("connect", True),
        ("login", True),
        ("folder", True),
        ("read", True),
    ]
    assert steps[-1].detail == "My chair"
    by_starttls = check_mailbox("localhost", dovecot.imap_port, "starttls", account.address, account.password)
    assert by_starttls[-1].ok
    wrong = check_mailbox(*good[:4], "wrong")
    assert (wrong[-1].name, wrong[-1].ok) == ("login", False)
    nowhere = check_mailbox(*good, "Nowhere")
    assert (nowhere[-1].name, nowhere[-1].ok) == ("folder", False)
    assert not check_mailbox("localhost", dovecot.imap_port, "tls", *good[3:])[-1].ok
    connection.close()


def test_an_unknown_certificate_is_refused(
    account: Account, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    (step,) = check_mailbox("localhost", dovecot.imaps_port, "tls", account.address, account.password)
    assert (step.name, step.ok, "CERTIFICATE_VERIFY_FAILED" in step.detail) == ("tls", False, True)


def test_a_password_goes_unencrypted_to_this_machine_only() -> None:
    (step,) = check_mailbox("mail.example.org", 143, "plain", "bo", "secret")
    assert (step.name, step.ok) == ("tls", False)
