"""Getting new mail out of an open mailbox: stored and committed first, only then marked or moved, then the
cursor.

The cursor is (UIDVALIDITY, last UID). A crash between any two steps makes us see a mail again, which its key
makes harmless. A changed UIDVALIDITY (RFC 3501 §2.3.1.1) means that the numbers tell nothing any more: what
came since the mailbox last worked is looked at again, and what is known by its key stays the one it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone
from imapclient import SEEN, IMAPClient

from keepword.channels import intake
from keepword.channels.intake import Incoming

from . import actions
from .imap import step
from .models import Mailbox
from .reading.headers import cut

log = logging.getLogger(__name__)

BATCH = 25
BATCH_BYTES = 16 * 1024 * 1024
TRIES = 5
"""How often a mail is asked for whose body comes empty or short."""
OVERLAP = timedelta(days=2)
"""How far before its last good time a renumbered mailbox is looked at again."""
LONGEST_WAY = timedelta(days=5)
"""How long a mail may have been on its way (RFC 5321 §4.5.4.1)."""


class Fetcher:
    """Fetches what is new in one mailbox. Kept over reconnects: it remembers what came incomplete."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._box = mailbox
        self._short: dict[int, int] = {}

    @property
    def owes(self) -> bool:
        """Whether some mail did not come whole and is to be asked for again soon."""
        return bool(self._short)

    def catch_up(self, client: IMAPClient, folder: dict[bytes, int]) -> int:
        """Take in what is new; returns how many mails were looked at. Raises ImapTrouble."""
        if self._box.uidvalidity is None:
            self._begin(client, folder)
        elif self._box.uidvalidity != folder[b"UIDVALIDITY"]:
            return self._again(client, folder)
        with step("read"):
            # `n:*` always names the last mail, however small its number (RFC 3501 §6.4.8).
            found = client.search(["UID", f"{self._box.last_uid + 1}:*"])
        return self._take(client, sorted(uid for uid in found if uid > self._box.last_uid))

    def _begin(self, client: IMAPClient, folder: dict[bytes, int]) -> None:
        """Draw the line between what was there before us and what is new.

        It is drawn where the mailbox was given to us: what came between then and this first connection (a
        minute later, or a day, if the server was away) is new and waits for an answer.
        """
        begun = self._box.begun_at or timezone.now()
        with step("read"):
            there = client.search(["ALL"])
            history = sorted(client.search(["SINCE", _since(self._box)])) if self._box.history_days else []
        fresh = self._arrived_since(client, begun)
        line = fresh[0] - 1 if fresh else max([*there, folder.get(b"UIDNEXT", 1) - 1, 0])
        self._save(
            begun_at=begun,
            uidvalidity=folder[b"UIDVALIDITY"],
            history_uid=line,
            last_uid=min(history[0] - 1, line) if history else line,
        )

    def _arrived_since(self, client: IMAPClient, moment: datetime) -> list[int]:
        """The mails that came then or later, by the server's clock, which knows whole seconds."""
        with step("read"):
            # SINCE knows days only, of the server's own zone (RFC 3501 §6.4.4): asked a day wider.
            found = client.search(["SINCE", moment - timedelta(days=1)])
            dates = client.fetch(found, ["INTERNALDATE"]) if found else {}
        from_then = moment.replace(microsecond=0)
        return sorted(uid for uid in found if _aware(dates.get(uid, {}).get(b"INTERNALDATE")) >= from_then)

    def _again(self, client: IMAPClient, folder: dict[bytes, int]) -> int:
        """The mails were numbered anew: look at those that came since it last worked, and draw the line
        again.
        """
        log.warning("%s has numbered its mails anew", self._box)
        good = (self._box.ok_at or timezone.now()) - OVERLAP
        good = max(good, self._box.begun_at or good)
        with step("read"):
            there = sorted(client.search(["ALL"]))
            dates = client.fetch(there, ["INTERNALDATE"]) if there else {}
        recent = [uid for uid in there if _aware(dates.get(uid, {}).get(b"INTERNALDATE")) >= good]
        newest = max([*there, folder.get(b"UIDNEXT", 1) - 1, 0])
        for part in self._parts(client, recent):
            self._store(client, part, renumbered_since=good)
        self._short.clear()
        self._save(uidvalidity=folder[b"UIDVALIDITY"], history_uid=0, last_uid=newest)
        return len(recent)

    def _take(self, client: IMAPClient, uids: Sequence[int]) -> int:
        for part in self._parts(client, uids):
            incomplete = self._store(client, part)
            if incomplete:
                # The cursor stays before the first that did not come whole.
                self._save(last_uid=max(self._box.last_uid, incomplete[0] - 1))
                return len(uids)
            self._save(last_uid=part[-1])
        return len(uids)

    def _parts(self, client: IMAPClient, uids: Sequence[int]) -> Iterator[list[int]]:
        """`uids` in parts that are not too much at once."""
        for start in range(0, len(uids), BATCH * 8):
            some = uids[start : start + BATCH * 8]
            with step("read"):
                sizes = client.fetch(some, ["RFC822.SIZE"])
            part: list[int] = []
            load = 0
            for uid in some:
                if uid not in sizes:
                    continue  # deleted meanwhile
                size = int(sizes[uid][b"RFC822.SIZE"])
                if part and (len(part) >= BATCH or load + size > BATCH_BYTES):
                    yield part
                    part, load = [], 0
                part.append(uid)
                load += size
            if part:
                yield part

    def _store(
        self, client: IMAPClient, uids: Sequence[int], *, renumbered_since: datetime | None = None
    ) -> list[int]:
        """Store these mails, then mark or move them; returns those that did not come whole."""
        with step("read"):
            answers = client.fetch(uids, ["BODY.PEEK[]", "RFC822.SIZE"])
        whole: dict[int, bytes] = {}
        incomplete: list[int] = []
        for uid in uids:
            raw = bytes(answers.get(uid, {}).get(b"BODY[]") or b"")
            if uid not in answers:
                continue  # deleted meanwhile
            if self._is_whole(uid, raw, int(answers[uid].get(b"RFC822.SIZE") or 0)):
                whole[uid] = raw
            else:
                incomplete.append(uid)
        stored = {uid: raw for uid, raw in whole.items() if raw}
        if stored:
            intake.store(self._incoming(uid, raw, renumbered_since) for uid, raw in stored.items())
            self._put_away(client, list(stored))
        return incomplete

    def _is_whole(self, uid: int, raw: bytes, size: int) -> bool:
        """Whether to go on with it: all of it is there, or it was asked for often enough.

        Some servers give a size that is a little wrong; so a body that stays short is taken in the end. One
        that stays empty is left where it is, and those who lead are told.
        """
        if raw and len(raw) >= size:
            self._short.pop(uid, None)
            return True
        self._short[uid] = self._short.get(uid, 0) + 1
        if self._short[uid] < TRIES:
            return False
        log.warning("%s gives %d of %d bytes of its mail %d", self._box, len(raw), size, uid)
        self._short.pop(uid)
        if not raw:
            actions.left_behind(self._box, uid, at=timezone.now())
        return True

    def _incoming(self, uid: int, raw: bytes, renumbered_since: datetime | None) -> Incoming:
        history = uid <= self._box.history_uid
        if renumbered_since is not None:
            # A mailbox moved to another server dates old mails anew; what was written long ago is no news.
            history = _written(raw) < renumbered_since - LONGEST_WAY
        return Incoming(self._box.inbox_id, raw, "imap", timezone.now(), {}, is_history=history)

    def _put_away(self, client: IMAPClient, uids: Sequence[int]) -> None:
        with step("folder"):
            if self._box.mark_seen:
                client.add_flags(uids, [SEEN], silent=True)
            if not self._box.move_to:
                return
            if client.has_capability("MOVE"):
                client.move(uids, self._box.move_to)
            else:
                client.copy(uids, self._box.move_to)
                client.delete_messages(uids, silent=True)
                if client.has_capability("UIDPLUS"):
                    client.uid_expunge(uids)

    def _save(self, **fields: int | datetime) -> None:
        """Keep how far we are; not if the mailbox was moved meanwhile, where our numbers mean nothing."""
        box = self._box
        for name, value in fields.items():
            setattr(box, name, value)
        here = {"host": box.host, "port": box.port, "username": box.username, "folder": box.folder}
        Mailbox.objects.filter(pk=box.pk, **here).update(**fields)


def _since(mailbox: Mailbox) -> datetime:
    try:
        return timezone.now() - timedelta(days=mailbox.history_days)
    except OverflowError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _aware(date: Any) -> datetime:
    """INTERNALDATE as UTC; the far future when the server gave none, so that the mail is looked at."""
    if not isinstance(date, datetime):
        return datetime.max.replace(tzinfo=UTC)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _written(raw: bytes) -> datetime:
    """When a mail says that it was written; the far future when it does not say."""
    headers, _body = cut(raw, 0, len(raw))
    try:
        date = parsedate_to_datetime(headers.raw("date") or "")
        return date if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)
