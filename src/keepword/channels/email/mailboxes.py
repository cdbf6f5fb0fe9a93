"""The mailboxes that are fetched from: a thread for each active one, waiting by IDLE (RFC 2177)."""

from __future__ import annotations

import logging
import threading
import time

from django.db import close_old_connections, connection
from django.utils import timezone
from imapclient import IMAPClient

from keepword.lib.work import back_off

from . import actions, imap
from .fetch import Fetcher
from .imap import ImapTrouble, step
from .models import Mailbox

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks for mailboxes that were added or changed."""
IDLE_FOR = 9 * 60.0
"""Seconds after which IDLE is said again: routers forget quiet connections (RFC 2177 says 29 minutes at
most).
"""
POLL = 30.0
"""Seconds between two looks where the server has no IDLE."""

_SETTINGS = (
    "inbox_id host port security username password folder history_days mark_seen move_to is_active".split()
)


def run(stop: threading.Event) -> None:
    """Look after all active mailboxes until `stop`."""
    threads: dict[int, Attendant] = {}
    while not stop.is_set():
        try:
            _keep_up(threads)
        except Exception:
            log.exception("the mailboxes could not be looked up; it goes on")
            close_old_connections()
        stop.wait(LOOK)
    for attendant in threads.values():
        attendant.dismiss()
    for attendant in threads.values():
        attendant.join(timeout=5)
    connection.close()


def _keep_up(threads: dict[int, Attendant]) -> None:
    """A thread for each active mailbox as it is now, none for the others."""
    boxes = {box.pk: box for box in Mailbox.objects.filter(is_active=True, inbox__is_active=True)}
    for pk, attendant in list(threads.items()):
        if pk not in boxes or attendant.settings != _settings(boxes[pk]) or not attendant.is_alive():
            attendant.dismiss()
            del threads[pk]
    for pk, box in boxes.items():
        if pk not in threads:
            threads[pk] = Attendant(box)
            threads[pk].start()


def _settings(box: Mailbox) -> tuple[object, ...]:
    return tuple(getattr(box, name) for name in _SETTINGS)


class Attendant(threading.Thread):
    """Looks after one mailbox until dismissed; whatever fails is noted and tried again."""

    def __init__(self, box: Mailbox) -> None:
        super().__init__(name=f"mailbox {box.pk}", daemon=True)
        self.settings = _settings(box)
        self._box = box
        self._fetcher = Fetcher(box)
        self._gone = threading.Event()
        self._failures = 0
        self._said_ok = float("-inf")

    def dismiss(self) -> None:
        """End soon; does not wait for it."""
        self._gone.set()

    def run(self) -> None:
        """Connect, fetch, wait for more; begin again when that fails."""
        while not self._gone.is_set():
            try:
                self._attend()
            except ImapTrouble as trouble:
                self._note(str(trouble))
            except Exception as error:
                log.exception("mailbox %s", self._box)
                self._note(f"{type(error).__name__}: {error}")
            self._gone.wait(back_off(self._failures, most=300).total_seconds() if self._failures else 0)
        connection.close()

    def _note(self, error: str) -> None:
        self._failures += 1
        self._said_ok = float("-inf")
        log.warning("mailbox %s: %s", self._box, error)
        try:
            actions.failing(self._box, error, at=timezone.now())
        except Exception:
            log.exception("that could not even be noted")
            close_old_connections()

    def _attend(self) -> None:
        access = imap.access_to(self._box)
        client = imap.connect(access)
        try:
            imap.log_in(client, access)
            folder = imap.select(client, access.folder)
            while not self._gone.is_set():
                self._fetcher.catch_up(client, folder)
                self._works()
                self._wait(client)
        finally:
            _hang_up(client)

    def _works(self) -> None:
        self._failures = 0
        if time.monotonic() - self._said_ok > 60:
            actions.working(self._box, at=timezone.now())
            self._said_ok = time.monotonic()

    def _wait(self, client: IMAPClient) -> None:
        """Until something may be new."""
        with step("read"):
            if self._fetcher.owes or not client.has_capability("IDLE"):
                self._gone.wait(2 if self._fetcher.owes else POLL)
                client.noop()
                return
            client.idle()
            end = time.monotonic() + IDLE_FOR
            news: list[object] = []
            while not news and not self._gone.is_set() and time.monotonic() < end:
                news = client.idle_check(timeout=1)
                if time.monotonic() - self._said_ok > 60:
                    self._works()
            client.idle_done()


def _hang_up(client: IMAPClient) -> None:
    try:
        client.logout()
    except Exception as error:  # noqa: BLE001 - the connection is given up anyway
        log.debug("no good-bye: %s", error)
        client.shutdown()
