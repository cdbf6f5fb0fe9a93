"""Notices by mail: plain letters to colleagues. They are no conversations, and never go to customers."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.lib.addresses import normal, without_tag
from keepword.lib.work import back_off
from keepword.notices.models import Notice
from keepword.staff.models import Inbox

from . import headers
from .compose import Mail
from .notice_ids import notice_id
from .notice_words import words
from .routes import route_of
from .transport import Line, Verdict

log = logging.getLogger(__name__)

GIVE_UP = timedelta(days=1)


def mail_notice(notice: Notice, now: datetime) -> None:
    """Send it, unless it was read meanwhile; a mail that may have gone is not sent again."""
    inbox = _from(notice)
    if not _is_wanted(notice) or inbox is None:
        _done(notice, None, "")
        return
    route = route_of(inbox)
    if route is None:
        _later(notice, "no mail server to send by is set up", now)
        return
    line = Line(route)
    try:
        verdict = line.send(letter_of(notice, inbox), notice.recipient.email, lambda: True)
    finally:
        line.close()
    _write_down(notice, verdict or Verdict("wait", ""), now)


def _write_down(notice: Notice, verdict: Verdict, now: datetime) -> None:
    if verdict.state in ("sent", "uncertain"):
        _done(notice, now, "")
    elif verdict.state == "failed" or now - notice.at > GIVE_UP:
        log.warning("notice %s could not be mailed: %s", notice.pk, verdict.detail)
        _done(notice, None, verdict.detail)
    else:
        _later(notice, verdict.detail, now)


def _done(notice: Notice, at: datetime | None, error: str) -> None:
    Notice.objects.filter(pk=notice.pk).update(mailed_at=at, next_at=None, error=error, claim="")


def _later(notice: Notice, error: str, now: datetime) -> None:
    again = now + back_off(notice.tries, first=15)
    Notice.objects.filter(pk=notice.pk, claim=notice.claim).update(next_at=again, error=error)


def _is_wanted(notice: Notice) -> bool:
    """Whether its recipient still wants it, and it would not come in again as a customer's mail."""
    agent = notice.recipient
    inbox_of_ours = Inbox.objects.at_address(without_tag(normal(agent.email))[0]).exists()
    return notice.read_at is None and agent.is_active and agent.mail_notices and not inbox_of_ours


def _from(notice: Notice) -> Inbox | None:
    """The inbox that it comes from: the conversation's, else the first."""
    boxes = Inbox.objects.filter(channel="email", is_active=True).order_by("pk")
    if notice.conversation is not None:
        about = Conversation.objects.filter(pk=notice.conversation).values("inbox")
        return boxes.filter(pk__in=about).first() or boxes.first()
    return boxes.first()


def letter_of(notice: Notice, inbox: Inbox) -> Mail:
    """The letter: the same bytes at every try. Marked as automatic (RFC 3834), so that nothing answers it."""
    agent = notice.recipient
    subject, text = words(notice)
    host = inbox.address.rpartition("@")[2]
    head = [
        ("Date", format_datetime(notice.at)),
        ("From", headers.person(inbox.name, inbox.address)),
        ("To", headers.person(agent.name, agent.email)),
        ("Subject", headers.text("Subject", subject)),
        ("Message-ID", headers.ids([notice_id(notice.pk, host)])),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ]
    body = EmailMessage(policy=policy.SMTP)
    body.set_content(f"{text}\n{_link(notice)}", subtype="plain", charset="utf-8", cte="quoted-printable")
    del body["MIME-Version"]
    fields = "".join(headers.field(name, value) for name, value in head).encode()
    return Mail(inbox.address, fields + body.as_bytes())


def _link(notice: Notice) -> str:
    if not settings.BASE_URL:
        return ""
    path = f"/conversations/{notice.conversation}/" if notice.conversation else "/"
    with translation.override(notice.recipient.language):
        return "\n" + _("Open it in Keepword: %(url)s") % {"url": settings.BASE_URL + path} + "\n"
