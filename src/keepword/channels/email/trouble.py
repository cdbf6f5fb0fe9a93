"""Mail servers that letters cannot go out by: noted at the account, and told to whoever leads before
customers ask.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from keepword.conversations.models import Delivery
from keepword.notices.actions import tell
from keepword.staff.models import Agent

from .models import Account
from .routes import Route

ALARM = timedelta(minutes=10)
"""How long a letter waits for a server that is away before those who lead hear of it."""


def away(row: Delivery, route: Route | None, detail: str, *, at: datetime) -> None:
    """A letter waits because its server is the trouble; told once a day and server."""
    if route is not None and route.account is not None:
        Account.objects.filter(pk=route.account, failing_since=None).update(failing_since=at)
        Account.objects.filter(pk=route.account).update(error=detail[:2000])
    if at - row.message.at < ALARM:
        return
    for agent in Agent.objects.at_work().filter(role__in=(Agent.OWNER, Agent.LEAD)):
        # Not by mail: that is what does not work.
        tell(agent, "post_stuck", key=f"post:{route}:{at:%Y-%m-%d}", at=at, mail=False, detail=detail[:300])


def works(route: Route, *, at: datetime) -> None:
    """A letter went out by it."""
    if route.account is not None:
        Account.objects.filter(pk=route.account).update(ok_at=at, failing_since=None, error="")
