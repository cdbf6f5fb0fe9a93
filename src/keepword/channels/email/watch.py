"""Whether a mailbox has been silent or failing for too long: those who lead hear of it before customers
wonder.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from keepword.notices.actions import tell
from keepword.staff.models import Agent

from .models import Mailbox

PATIENCE = timedelta(minutes=5)
"""A server may restart; after this long somebody should know."""
SILENT = timedelta(minutes=20)
"""A mailbox that neither works nor fails: whatever looks after it is stuck."""
EVERY = timedelta(minutes=1)


def watch(mailbox: Mailbox, now: datetime) -> None:
    """Look at one mailbox, and again in a minute. Those who lead are told once for each failure."""
    since = trouble_since(mailbox, now)
    if since is not None:
        for agent in Agent.objects.at_work().filter(role__in=(Agent.OWNER, Agent.LEAD)):
            tell(
                agent,
                "mailbox_failing",
                key=f"mailbox_failing:{mailbox.pk}:{since.isoformat()}",
                at=now,
                mailbox=str(mailbox),
                since=since.isoformat(),
                detail=mailbox.error[:300],
            )
    Mailbox.objects.filter(pk=mailbox.pk, claim=mailbox.claim).update(next_at=now + EVERY, tries=0, claim="")


def trouble_since(mailbox: Mailbox, now: datetime) -> datetime | None:
    """Since when it brings nothing, if that is too long already."""
    if mailbox.failing_since is not None:
        return mailbox.failing_since if now - mailbox.failing_since >= PATIENCE else None
    if mailbox.ok_at is not None and now - mailbox.ok_at >= SILENT:
        return mailbox.ok_at
    return None
