"""Fetching when the server or the line misbehaves: nothing lost, nothing doubled, nothing deleted unread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from keepword.channels.email import actions, watch
from keepword.channels.email.fetch import TRIES, Fetcher
from keepword.channels.email.imap import ImapTrouble
from keepword.channels.email.models import Mailbox
from keepword.channels.models import InboundRecord
from keepword.notices.models import Notice
from keepword.staff.models import Agent, Inbox
from tests.email.conftest import mail

pytestmark = pytest.mark.django_db


class Imap:
    """An IMAP server's side of one folder, that breaks as asked. Has the few methods of IMAPClient that we
    use.
    """

    def __init__(self) -> None:
        self.folder: dict[bytes, int] = {b"UIDVALIDITY": 1, b"UIDNEXT": 1}
        self.mails: dict[int, bytes] = {}
        self.came: dict[int, datetime] = {}
        self.seen: list[int] = []
        self.cut: dict[int, int] = {}
        """To how many bytes a mail is cut."""
        self.drop_before_store = False

    def add(self, raw: bytes, came: datetime | None = None) -> int:
        uid = self.folder[b"UIDNEXT"]
        self.mails[uid] = raw
        self.came[uid] = came or timezone.now()
        self.folder[b"UIDNEXT"] = uid + 1
        return uid

    def search(self, criteria: Sequence[Any]) -> list[int]:
        if criteria[0] == "UID":
            first = int(criteria[1].partition(":")[0])
            newest = max(self.mails, default=0)
            return [uid for uid in self.mails if uid >= first or uid == newest]
        return list(self.mails)

    def fetch(self, uids: Sequence[int], what: Sequence[str]) -> dict[int, dict[bytes, Any]]:
        return {uid: self._answer(uid, what) for uid in uids if uid in self.mails}

    def _answer(self, uid: int, what: Sequence[str]) -> dict[bytes, Any]:
        raw = self.mails[uid]
        answer: dict[bytes, Any] = {b"RFC822.SIZE": len(raw), b"INTERNALDATE": self.came[uid]}
        if "BODY.PEEK[]" in what:
            answer[b"BODY[]"] = raw[: self.cut.get(uid, len(raw))]
        return answer

    def add_flags(self, uids: Sequence[int], _flags: object, *, silent: bool) -> None:
        assert silent
        if self.drop_before_store:
            raise OSError(104, "Connection reset by peer")
        self.seen += uids


@pytest.fixture
def server() -> Imap:
    return Imap()


@pytest.fixture
def box(inbox: Inbox) -> Mailbox:
    return actions.add_mailbox(
        inbox,
        host="mail.example.org",
        port=993,
        security="tls",
        username="desk",
        password="secret",
        at=timezone.now(),
        mark_seen=True,
    )


def fetch(box: Mailbox, server: Imap) -> None:
    """As an attendant does after a new connection: the row as it is in the database."""
    box.refresh_from_db()
    Fetcher(box).catch_up(server, server.folder)


def letters() -> list[bytes]:
    return [row.bytes() for row in InboundRecord.objects.order_by("pk")]


def test_a_line_that_drops_between_fetch_and_store_loses_and_doubles_nothing(
    box: Mailbox, server: Imap
) -> None:
    fetch(box, server)
    mails = [mail(f"Mail {n}", letter_id=f"{n}@example.org") for n in range(100)]
    for number, raw in enumerate(mails):
        server.add(raw)
        server.drop_before_store = number % 2 == 0
        if server.drop_before_store:
            with pytest.raises(ImapTrouble, match="folder"):
                fetch(box, server)
        else:
            fetch(box, server)
    assert letters() == mails
    assert sorted(set(server.seen)) == sorted(server.mails)


@pytest.mark.parametrize("size", [0, 40])
def test_a_mail_that_comes_empty_or_short_is_asked_for_again(box: Mailbox, server: Imap, size: int) -> None:
    fetch(box, server)
    fetcher = Fetcher(box)
    first, second = server.add(mail("One")), server.add(mail("Two", letter_id="2@example.org"))
    server.cut[first] = size
    fetcher.catch_up(server, server.folder)
    assert fetcher.owes
    assert server.seen == [second]
    server.cut.clear()
    fetcher.catch_up(server, server.folder)
    assert not fetcher.owes
    assert sorted(letters()) == sorted(server.mails.values())
    box.refresh_from_db()
    assert box.last_uid == second


def test_a_mail_that_stays_empty_is_left_there_and_said(box: Mailbox, server: Imap, di: Agent) -> None:
    fetch(box, server)
    fetcher = Fetcher(box)
    server.cut[server.add(mail("One"))] = 0
    for _try in range(TRIES + 2):
        fetcher.catch_up(server, server.folder)
    assert (letters(), server.seen) == ([], [])
    assert Notice.objects.get(kind="mail_left").recipient == di
    server.add(mail("Two"))
    fetcher.catch_up(server, server.folder)
    assert len(letters()) == 1


def test_a_server_that_gives_wrong_sizes_is_believed_in_the_end(box: Mailbox, server: Imap) -> None:
    fetch(box, server)
    fetcher = Fetcher(box)
    raw = mail("One")
    uid = server.add(raw + b"  never sent")
    server.cut[uid] = len(raw)
    for _try in range(TRIES):
        fetcher.catch_up(server, server.folder)
    assert letters() == [raw]


def test_ten_thousand_mails_there_before_us_are_not_fetched(box: Mailbox, server: Imap) -> None:
    for _number in range(10_000):
        server.add(b"", came=timezone.now() - timedelta(days=1))
    fetch(box, server)
    fetch(box, server)
    assert not InboundRecord.objects.exists()


def test_two_who_fetch_at_once_double_nothing(box: Mailbox, server: Imap) -> None:
    fetch(box, server)
    server.add(mail("One"))
    other = Mailbox.objects.get(pk=box.pk)
    for attendant in (box, other):
        Fetcher(attendant).catch_up(server, server.folder)
    assert len(letters()) == 1


def test_who_still_fetches_from_the_old_place_does_not_disturb_the_new_one(
    box: Mailbox, server: Imap
) -> None:
    fetch(box, server)
    at_work = Fetcher(box)
    Mailbox.objects.filter(pk=box.pk).update(host="mail.example.com", last_uid=0)
    server.add(mail("One"))
    at_work.catch_up(server, server.folder)
    box.refresh_from_db()
    assert (box.last_uid, len(letters())) == (0, 1)


def test_who_leads_hears_once_of_each_failure(box: Mailbox, di: Agent, bo: Agent) -> None:
    began = timezone.now()
    actions.failing(box, "login: refused", at=began)
    for minutes in (1, 6, 7, 200):
        box.refresh_from_db()
        watch.watch(box, began + timedelta(minutes=minutes))
    assert [notice.recipient for notice in Notice.objects.all()] == [di]
    box.refresh_from_db()
    assert box.next_at == began + timedelta(minutes=201)
    actions.working(box, at=began + timedelta(minutes=201))
    actions.failing(box, "login: refused", at=began + timedelta(minutes=300))
    box.refresh_from_db()
    watch.watch(box, began + timedelta(minutes=306))
    assert Notice.objects.count() == 2


def test_a_mailbox_that_is_silent_without_an_error_is_told_too(box: Mailbox, di: Agent) -> None:
    now = timezone.now()
    actions.working(box, at=now)
    box.refresh_from_db()
    watch.watch(box, now + timedelta(minutes=10))
    assert not Notice.objects.exists()
    watch.watch(box, now + timedelta(minutes=25))
    assert Notice.objects.get().kind == "mailbox_failing"


def test_what_came_between_set_up_and_the_first_connection_is_new(box: Mailbox, server: Imap) -> None:
    """The server was away for a while after the mailbox was given to us."""
    before, after = mail("Old", letter_id="old@example.org"), mail("New", letter_id="new@example.org")
    server.add(before, came=timezone.now() - timedelta(minutes=5))
    server.add(after)
    fetch(box, server)
    assert letters() == [after]
    assert not InboundRecord.objects.get().is_history


def test_history_ends_where_the_mailbox_was_given_to_us(box: Mailbox, server: Imap) -> None:
    Mailbox.objects.update(history_days=30)
    server.add(mail("Old", letter_id="old@example.org"), came=timezone.now() - timedelta(minutes=5))
    server.add(mail("New", letter_id="new@example.org"))
    fetch(box, server)
    assert list(InboundRecord.objects.order_by("pk").values_list("is_history", flat=True)) == [True, False]
