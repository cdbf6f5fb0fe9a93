"""What is done with mailboxes. The only writers of these tables, but for the post room's notes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from keepword.events.actions import record
from keepword.lib import secrets
from keepword.notices.actions import tell
from keepword.staff.models import Agent, Inbox

from .models import Account, Mailbox

NOWHERE = 0
"""The `uidvalidity` of no mailbox (never zero, RFC 3501 §2.3.1.1): whatever the next one says is another."""
EVER = 36_500
"""`history_days` that import everything."""


@transaction.atomic
def add_mailbox(
    inbox: Inbox,
    *,
    host: str,
    port: int,
    security: str,
    username: str,
    password: str,
    at: datetime,
    by: Agent | None = None,
    folder: str = "INBOX",
    history_days: int = 0,
    mark_seen: bool = False,
    move_to: str = "",
) -> Mailbox:
    """Fetch mail from a mailbox from now on, and `history_days` before that as history (EVER: all)."""
    mailbox: Mailbox = Mailbox.objects.create(
        inbox=inbox,
        host=host,
        port=port,
        security=security,
        username=username,
        password=secrets.seal(password),
        folder=folder or "INBOX",
        history_days=history_days,
        mark_seen=mark_seen,
        move_to=move_to,
        begun_at=at,
        next_at=at,
    )
    record("mailbox.added", by=by, at=at, inbox=inbox.pk, mailbox=mailbox.pk)
    return mailbox


@transaction.atomic
def change_mailbox(
    mailbox: Mailbox,
    *,
    host: str,
    port: int,
    security: str,
    username: str,
    password: str,
    folder: str,
    at: datetime,
    by: Agent | None = None,
) -> Mailbox:
    """Read from there from now on; what came since the old place last worked is looked for at the new one."""
    where = {"host": host, "port": port, "username": username, "folder": folder or "INBOX"}
    moved = any(getattr(mailbox, name) != value for name, value in where.items())
    for name, value in where.items():
        setattr(mailbox, name, value)
    mailbox.security, mailbox.password = security, secrets.seal(password)
    if moved and mailbox.uidvalidity is not None:
        mailbox.uidvalidity = NOWHERE
    mailbox.failing_since, mailbox.error, mailbox.next_at = None, "", at
    mailbox.save()
    record("mailbox.changed", by=by, at=at, inbox=mailbox.inbox_id, mailbox=mailbox.pk)
    return mailbox


@transaction.atomic
def set_account(
    inbox: Inbox,
    *,
    host: str,
    port: int,
    security: str,
    username: str,
    password: str,
    by: Agent | None = None,
    at: datetime | None = None,
) -> Account:
    """Send an inbox's letters by this account from now on."""
    sealed = {"host": host, "port": port, "security": security, "username": username}
    account, _new = Account.objects.update_or_create(
        inbox=inbox,
        defaults={**sealed, "password": secrets.seal(password), "failing_since": None, "error": ""},
    )
    record("account.set", by=by, at=at, inbox=inbox.pk)
    return account


@transaction.atomic
def failing(mailbox: Mailbox, error: str, *, at: datetime) -> None:
    """It cannot be read: since when, and which step failed with what answer. Said again, only the words
    change.
    """
    first = Mailbox.objects.filter(pk=mailbox.pk, failing_since=None).update(failing_since=at)
    Mailbox.objects.filter(pk=mailbox.pk).update(error=error[:2000])
    if first:
        record("mailbox.failing", at=at, inbox=mailbox.inbox_id, mailbox=mailbox.pk, detail=error[:300])


@transaction.atomic
def left_behind(mailbox: Mailbox, uid: int, *, at: datetime) -> None:
    """A mail comes without any content, however often it is asked for: it stays there, for a person to look
    at.
    """
    record("mailbox.left_behind", at=at, inbox=mailbox.inbox_id, mailbox=mailbox.pk, uid=uid)
    for agent in Agent.objects.at_work().filter(role__in=(Agent.OWNER, Agent.LEAD)):
        key = f"mail_left:{mailbox.pk}:{mailbox.uidvalidity}:{uid}"
        tell(agent, "mail_left", key=key, at=at, mailbox=str(mailbox))


OK_EVERY = timedelta(seconds=60)
"""How exactly we remember when a mailbox last worked: a write a minute, not one a look."""


@transaction.atomic
def working(mailbox: Mailbox, *, at: datetime) -> None:
    """It was read."""
    stale = Q(ok_at=None) | Q(ok_at__lt=at - OK_EVERY) | ~Q(failing_since=None)
    failed = Mailbox.objects.filter(pk=mailbox.pk).exclude(failing_since=None).exists()
    Mailbox.objects.filter(stale, pk=mailbox.pk).update(ok_at=at, failing_since=None, error="")
    if failed:
        record("mailbox.working", at=at, inbox=mailbox.inbox_id, mailbox=mailbox.pk)
