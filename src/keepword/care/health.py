"""How the house is, cheaply: figures for `/health`, and the banners of the desk."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from keepword.channels.email.models import Account, Mailbox
from keepword.channels.email.trouble import ALARM
from keepword.channels.email.watch import PATIENCE, SILENT
from keepword.channels.models import InboundRecord
from keepword.conversations.models import Conversation, Delivery
from keepword.notices.models import Notice
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Business, Inbox

from . import reconciler

FRESH = 5.0
"""Seconds for which a look at the house is believed; the desk asks on every page."""
DISK_LOW = 500 * 1024 * 1024
"""Bytes: below them there is little time left, whatever the disk's size."""


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Banner(NamedTuple):
    """What needs somebody's hand: level (`warning`, `error`), a sentence, and where to go (may be empty)."""

    level: str
    sentence: str | LazyText
    url: str


class Look(NamedTuple):
    """What one query and one question to the disk say of the house."""

    mailbox_down_since: datetime | None
    oldest_letter: datetime | None
    quarantined: int
    cannot_send: bool
    disk_free: int


_last: tuple[float, Look] | None = None


def banners(agent: Agent) -> list[Banner]:
    """What is wrong with the house, the worst first; who may set up gets the way to mend it."""
    look = _look()
    if look is None:
        return []
    now, found = timezone.now(), []
    if look.disk_free < DISK_LOW:
        found.append(Banner("error", _("The disk is nearly full: soon no mail can be taken in."), ""))
    if look.mailbox_down_since is not None:
        sentence = _("A mailbox brings no mail any more; what customers write does not arrive.")
        found.append(Banner("error", sentence, _way(agent, "settings_inboxes")))
    if look.oldest_letter is not None and now - look.oldest_letter > ALARM:
        sentence = _("Letters to customers wait and do not go out.")
        found.append(Banner("error", sentence, _way(agent, "settings_inboxes")))
    if look.cannot_send:
        sentence = _("There is no mail server to send by yet: answers wait until there is one.")
        found.append(Banner("warning", sentence, _way(agent, "settings_inboxes")))
    if look.quarantined:
        unread = ngettext_lazy(
            "%(count)d mail could not be read and waits for a person.",
            "%(count)d mails could not be read and wait for a person.",
            "count",
        )
        said = unread % {"count": look.quarantined}
        found.append(Banner("warning", said, _way(agent, "quarantine")))
    return found


def _way(agent: Agent, name: str) -> str:
    try:
        return reverse(name) if agent.may_set_up else ""
    except NoReverseMatch:
        return ""


def forget() -> None:
    """Look anew the next time."""
    global _last
    _last = None


def _look() -> Look | None:
    """The last look while it is fresh, else a new one; None without a business."""
    global _last
    if _last is None or time.monotonic() - _last[0] > FRESH:
        found = _fresh_look(timezone.now())
        if found is None:
            return None
        _last = (time.monotonic(), found)
    return _last[1]


def _fresh_look(now: datetime) -> Look | None:
    row = (
        Business.objects.annotate(
            failing=_one(
                Mailbox.objects.filter(is_active=True, failing_since__lt=now - PATIENCE), Min("failing_since")
            ),
            silent=_one(Mailbox.objects.filter(is_active=True, ok_at__lt=now - SILENT), Min("ok_at")),
            letter=_one(_on_their_way(), Min("message__at")),
            quarantined=_one(_unreadable(), Count("pk"), output_field=IntegerField()),
            mute=Exists(
                Inbox.objects.filter(channel="email", is_active=True).exclude(
                    Exists(Account.objects.filter(inbox=OuterRef("pk")))
                )
            ),
        )
        .values_list("failing", "silent", "letter", "quarantined", "mute", "is_sample")
        .first()
    )
    if row is None:
        return None
    failing, silent, letter, quarantined, mute, is_sample = row
    down = [since for since in (failing, silent) if since is not None]
    return Look(
        mailbox_down_since=min(down) if down else None,
        # Nothing of the sample ever goes out, so none of its letters is late.
        oldest_letter=None if is_sample else letter,
        quarantined=quarantined or 0,
        cannot_send=bool(mute) and not is_sample and not settings.SMTP_URL,
        disk_free=shutil.disk_usage(settings.DATA).free,
    )


def _on_their_way() -> QuerySet[Delivery]:
    """Letters that are still to be sent. The lower bound lets SQLite go by the short index of what is due."""
    return Delivery.objects.filter(next_at__gt=LONG_AGO, state__in=(Delivery.WAITING, Delivery.SENDING))


def _unreadable() -> QuerySet[InboundRecord]:
    """Records in quarantine. Written out: SQLite uses a partial index for a literal, not for a parameter."""
    return InboundRecord.objects.filter(state=RawSQL("'quarantined'", []))


def _one(rows: QuerySet[Any], figure: Any, **more: Any) -> Subquery:
    """One figure over all rows, as a subquery."""
    return Subquery(
        rows.order_by().annotate(_all=_constant()).values("_all").annotate(_figure=figure).values("_figure"),
        **more,
    )


def _constant() -> Any:
    from django.db.models import Value

    return Value(1)


def report(now: datetime | None = None) -> dict[str, Any]:
    """The figures of `/health`: rows not accounted for, how long (s) each queue's oldest waits, counts."""
    now = now or timezone.now()
    return {
        "unaccounted": reconciler.unaccounted(now),
        "queues": {
            "inbound": _queue(InboundRecord.objects.filter(state=InboundRecord.WAITING), "received_at", now),
            "deliveries": _queue(
                Delivery.objects.filter(state__in=(Delivery.WAITING, Delivery.SENDING)), "message__at", now
            ),
            "notices": _queue(Notice.objects.exclude(next_at=None), "at", now),
        },
        "late_seconds": late_seconds(now),
        "counts": {
            "open": Conversation.objects.open().count(),
            "overdue": Promise.objects.overdue(now).count(),
            "quarantined": InboundRecord.objects.filter(state=InboundRecord.QUARANTINED).count(),
        },
    }


def _queue(rows: QuerySet[Any], since: str, now: datetime) -> dict[str, Any]:
    found = rows.aggregate(count=Count("pk"), oldest=Min(since))
    age = (now - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    return {"waiting": found["count"], "oldest_seconds": round(max(age, 0.0), 1)}


def late_seconds(now: datetime) -> float:
    """How long the row that is due the longest has been due: what a clock that stands still shows first."""
    tables = (InboundRecord.objects, Delivery.objects, Promise.objects, Conversation.objects, Notice.objects)
    due = [table.filter(next_at__lt=now).aggregate(at=Min("next_at"))["at"] for table in tables]
    ages = [now - at for at in due if at is not None]
    return round(max(ages, default=timedelta()).total_seconds(), 1)
