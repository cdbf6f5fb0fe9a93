"""The lists of conversations, and how far one has been read.

A list is read by keyset: from the place after its last row, not by a page number, so that page 400 costs what
page 1 does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation, ConversationQuerySet
from keepword.notices.models import Notice
from keepword.staff.models import Agent

ROWS = 25
COUNTED = 100
"""Above 99 nobody counts, and the database need not either."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Queue:
    """A list: which conversations of those that an agent may see, and what to say when there are none."""

    name: str
    title: str | LazyText
    rows: Callable[[ConversationQuerySet, Agent], ConversationQuerySet]
    empty: str | LazyText
    hint: str | LazyText


def _due(rows: ConversationQuerySet, agent: Agent) -> ConversationQuerySet:
    departed = Agent.objects.filter(is_active=False).values("pk")
    return rows.open().filter(Q(owner=agent) | Q(owner=None) | Q(owner__in=departed))


QUEUES = {
    queue.name: queue
    for queue in (
        Queue(
            "due",
            _("Due next"),
            _due,
            _("Nothing is due"),
            _("What is yours or nobody's yet will stand here, what is owed soonest first."),
        ),
        Queue(
            "mine",
            _("Mine"),
            lambda rows, agent: rows.open().filter(owner=agent),
            _("You own nothing that is open"),
            _("What you answer first becomes yours. Look what is due next."),
        ),
        Queue(
            "team",
            _("Team"),
            lambda rows, agent: rows.open().filter(team__in=agent.teams.values("pk")),
            _("Your team has nothing open"),
            _("What arrives in your team's inboxes will stand here."),
        ),
        Queue(
            "all",
            _("All open"),
            lambda rows, agent: rows.open(),
            _("Nothing is open"),
            _("Mail becomes a conversation, and stands here until somebody says how it ended."),
        ),
        Queue(
            "snoozed",
            _("Snoozed"),
            lambda rows, agent: rows.filter(state=Conversation.SNOOZED),
            _("Nothing is put off"),
            _("What you snooze waits here until its time, or until the customer writes."),
        ),
        Queue(
            "resolved",
            _("Resolved"),
            lambda rows, agent: rows.filter(state=Conversation.RESOLVED),
            _("Nothing is resolved yet"),
            _("Say how a conversation ended, and it comes here. The customer's next mail opens it again."),
        ),
    )
}


def conversations(queue: Queue, agent: Agent) -> ConversationQuerySet:
    """The conversations of a list, soonest owed first."""
    rows: ConversationQuerySet = queue.rows(Conversation.objects.visible_to(agent), agent)
    return rows.due_first()


def after(rows: ConversationQuerySet, place: str) -> ConversationQuerySet:
    """Only what comes behind `place` (of `place_of`); a place that nobody can have made is the beginning."""
    try:
        due, updated, pk = (int(part) for part in place.split("."))
        due_at, updated_at = (_EPOCH + timedelta(microseconds=part) for part in (due, updated))
    except (ValueError, OverflowError):
        return rows
    behind = Q(due_order__gt=due_at) | Q(updated_at__lt=updated_at) | Q(updated_at=updated_at, pk__lt=pk)
    return rows.filter(behind, due_order__gte=due_at)


def place_of(due_order: datetime, updated_at: datetime, pk: int) -> str:
    """Where a row stands in its list, for a link."""
    micro = timedelta(microseconds=1)
    return f"{(due_order - _EPOCH) // micro}.{(updated_at - _EPOCH) // micro}.{pk}"


def counts(agent: Agent, now: datetime) -> list[tuple[str, int, bool]]:
    """What stands in the margin: (list, how many up to 100, whether something in it is overdue)."""
    found: list[tuple[str, int, bool]] = []
    for name in ("due", "mine", "team"):
        due = list(conversations(QUEUES[name], agent).values_list("due_order", flat=True)[:COUNTED])
        found.append((name, len(due), bool(due) and due[0] <= now))
    notices: Any = Notice.objects.filter(recipient=agent, read_at=None).values_list("pk", flat=True)[:COUNTED]
    return [*found, ("notices", len(notices), False)]
