"""The ledger: what is owed, what was kept and what was broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from keepword.promises import ledger, rules
from keepword.promises.models import Promise, PromiseQuerySet
from keepword.staff.models import Agent

from ..middleware import AgentRequest
from ..words import kinds, reader

OWED, KEPT, BROKEN = "owed", rules.KEPT, rules.BROKEN
OF_GROUP, ALL_OF_GROUP = 25, 500
"""Promises of one group on a page: beside the other groups, and alone."""
TITLES: dict[str, str | LazyText] = {
    ledger.OVERDUE: _("Overdue"),
    ledger.TODAY: _("Today"),
    ledger.WEEK: _("This week"),
    ledger.LATER: _("Later"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the ledger is asked for; what cannot be meant is not asked for."""

    tab: str
    owner: int | None
    kind: str
    since: date | None
    until: date | None
    group: str
    only_mended: bool

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Read from the address."""
        owner = query.get("owner", "")
        return cls(
            tab=query.get("tab", "") if query.get("tab") in (KEPT, BROKEN) else OWED,
            owner=int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 18 else None,
            kind=query.get("kind", "") if query.get("kind") in rules.KINDS else "",
            since=_day(query.get("from", "")),
            until=_day(query.get("to", "")),
            group=query.get("group", "") if query.get("group") in TITLES else "",
            only_mended=query.get("made_good") == "yes",
        )

    def link(self, **changes: str) -> str:
        """Address of the ledger with the same owner and kind, and what `changes` say."""
        asked = QueryDict(mutable=True)
        asked.update({"owner": str(self.owner or ""), "kind": self.kind, **changes})
        for name in [name for name, value in asked.items() if not value]:
            del asked[name]
        return f"{reverse('ledger')}?{asked.urlencode()}" if asked else reverse("ledger")

    def rows(self, agent: Agent) -> PromiseQuerySet:
        """The promises of that owner and kind that the agent may see."""
        rows: PromiseQuerySet = Promise.objects.visible_to(agent)
        if self.owner is not None:
            rows = rows.filter(owner=self.owner)
        return rows.filter(kind=self.kind) if self.kind else rows


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # At the ends of the calendar a day has no day beside it, and no midnight in some zone.
    return day if 1900 <= day.year <= 2999 else None


@require_GET
def show(request: AgentRequest) -> HttpResponse:
    """The ledger page."""
    asked = Asked.of(request.GET)
    rows = asked.rows(request.agent)
    now = timezone.now()
    _language, zone = reader()
    context: dict[str, Any] = {"here": "ledger", "asked": asked, "now": now, "kinds": kinds()}
    context["owners"] = Agent.objects.at_work().order_by("name")
    context["tabs"] = [
        (name, title, asked.link(tab=name if name != OWED else ""))
        for name, title in ((OWED, _("Owed")), (KEPT, _("Kept")), (BROKEN, _("Broken")))
    ]
    context |= _figures(asked, rows, now, zone)
    context |= _owed(asked, rows, now, zone) if asked.tab == OWED else _settled(request, asked, rows, zone)
    return render(request, "desk/ledger/page.html", context)


def _figures(asked: Asked, rows: PromiseQuerySet, now: datetime, zone: str) -> dict[str, Any]:
    """The last 30 days, counted by the reader's days so that the links count the same; and the weeks."""
    until = ledger.today(now, zone) + timedelta(days=1)
    since = until - ledger.SHARE_OVER
    tally = ledger.tally(rows, ledger.midnight(since, zone), ledger.midnight(until, zone))
    weeks = [(week, _links(asked, week.start, week.until)) for week in ledger.weeks(rows, now, zone)]
    return {"tally": tally, "links": _links(asked, since, until), "weeks": weeks}


def _links(asked: Asked, since: date, until: date) -> dict[str, str]:
    """To the lists behind the numbers of a stretch of days, the last of them included."""
    days = {"from": since.isoformat(), "to": (until - timedelta(days=1)).isoformat()}
    return {
        "kept": asked.link(tab=KEPT, **days),
        "broken": asked.link(tab=BROKEN, **days),
        "made_good": asked.link(tab=BROKEN, made_good="yes", **days),
    }


def _owed(asked: Asked, rows: PromiseQuerySet, now: datetime, zone: str) -> dict[str, Any]:
    groups = ledger.owed(rows, now, zone, most=ALL_OF_GROUP if asked.group else OF_GROUP)
    shown = [group for group in groups if group.count and asked.group in ("", group.code)]
    titled = [(TITLES[group.code], group, asked.link(group=group.code)) for group in shown]
    return {"groups": titled, "owed": sum(group.count for group in groups)}


def _settled(request: AgentRequest, asked: Asked, rows: PromiseQuerySet, zone: str) -> dict[str, Any]:
    found: PromiseQuerySet = rows.filter(state=asked.tab)
    if asked.since and asked.until:
        after = asked.until + timedelta(days=1)
        found = ledger.settled(
            rows, asked.tab, ledger.midnight(asked.since, zone), ledger.midnight(after, zone)
        )
    if asked.only_mended:
        found = found.filter(made_good_at__isnull=False)
    page = ledger.page(found, request.GET.get("after", ""))
    further = request.GET.copy()
    further["after"] = page.next
    return {"page": page, "further": f"?{further.urlencode()}" if page.next else ""}
