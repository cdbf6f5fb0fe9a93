"""What the ledger counts, and where it shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from keepword.conversations.models import Message
from keepword.promises import actions, ledger
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY
from tests.desk_pages.conftest import Promises

ZAGREB = "Europe/Zagreb"


def groups(now: datetime = MONDAY) -> dict[str, list[Promise]]:
    return {group.code: group.promises for group in ledger.owed(Promise.objects.all(), now, ZAGREB)}


def keep(promise: Promise, by: Agent, **said: Any) -> Promise:
    return actions.keep(promise, by=by, **{"at": promise.due_at, "evidence": "She said thanks", **said})


@pytest.mark.parametrize(
    ("due_at", "group"),
    [
        (MONDAY + timedelta(minutes=1), "today"),
        (MONDAY.replace(hour=22, minute=59, second=59), "today"),  # 23:59:59 in Zagreb
        (MONDAY.replace(hour=23), "week"),  # midnight there
        (MONDAY + timedelta(days=6), "week"),  # Sunday
        (MONDAY + timedelta(days=7), "later"),
        (None, "later"),
    ],
)
def test_what_is_owed_stands_where_its_time_is(
    bo_promises: Promises, due_at: datetime | None, group: str
) -> None:
    promise = bo_promises(due_at=due_at, precision="minute" if due_at else "none")
    assert {code: found for code, found in groups().items() if found} == {group: [promise]}


def test_what_is_past_is_overdue_until_it_is_made_good(bo_promises: Promises, bo: Agent) -> None:
    promise = bo_promises(kind="callback")
    late = MONDAY + timedelta(hours=3)
    assert groups(late)["overdue"] == [promise]
    actions.look(promise, now=late)
    assert groups(late)["overdue"] == [promise]
    actions.make_good(promise, "Called her and said sorry", by=bo, at=late)
    assert groups(late)["overdue"] == []


def test_withdrawn_and_renegotiated_count_as_neither_kept_nor_broken(
    bo_promises: Promises, bo: Agent
) -> None:
    keep(bo_promises(), bo)
    actions.look(bo_promises(), now=MONDAY + timedelta(hours=3))
    actions.withdraw(bo_promises(), "She no longer wants it", by=bo, at=MONDAY)
    actions.renegotiate(
        bo_promises(), due_at=MONDAY + timedelta(days=1), agreed_by="Tuesday is fine", by=bo, at=MONDAY
    )
    found = ledger.tally(Promise.objects.all(), MONDAY - timedelta(days=30), MONDAY + timedelta(days=1))
    assert found == ledger.Tally(kept=1, late=1)
    assert (found.settled, found.share) == (2, 0.5)


def test_broken_says_why_and_what_was_made_good(bo_promises: Promises, bo: Agent) -> None:
    wrong = bo_promises(kind="delivery")
    keep(wrong, bo, as_described=False, complete=True, at_place=True)
    actions.make_good(wrong, "Sent the blue one", by=bo, at=MONDAY + timedelta(hours=4))
    actions.look(bo_promises(), now=MONDAY + timedelta(hours=3))
    found = ledger.tally(Promise.objects.all(), MONDAY, MONDAY + timedelta(days=1))
    assert found == ledger.Tally(late=1, not_as_said=1, made_good=1)
    assert (found.broken, found.share) == (2, 0.0)


def test_a_share_of_nothing_is_no_number(db: None) -> None:
    assert ledger.tally(Promise.objects.all(), MONDAY, MONDAY + timedelta(days=1)).share is None


def test_the_weeks_are_the_readers_own(bo_promises: Promises, bo: Agent) -> None:
    sunday_night = MONDAY - timedelta(hours=11)  # Sunday 23:00 in Zagreb, Monday 01:00 in Istanbul
    keep(bo_promises(at=sunday_night - timedelta(days=1)), bo, at=sunday_night)
    keep(bo_promises(), bo)
    kept = {
        zone: [week.tally.kept for week in ledger.weeks(Promise.objects.all(), MONDAY, zone)]
        for zone in (ZAGREB, "Europe/Istanbul")
    }
    assert kept == {ZAGREB: [0] * 10 + [1, 1], "Europe/Istanbul": [0] * 11 + [2]}
    first = ledger.weeks(Promise.objects.all(), MONDAY, ZAGREB)[0]
    assert (first.start, first.until) == (date(2025, 12, 22), date(2025, 12, 29))


def test_what_is_kept_long_before_its_time_counts_when_it_is_kept(bo_promises: Promises, bo: Agent) -> None:
    keep(bo_promises(due_at=MONDAY + timedelta(days=90)), bo, at=MONDAY)
    keep(bo_promises(due_at=None, precision="none"), bo, at=MONDAY)
    assert ledger.tally(Promise.objects.all(), MONDAY, MONDAY + timedelta(hours=1)).kept == 2


def test_the_pages_of_what_is_settled_hold_each_promise_once(bo_promises: Promises, bo: Agent) -> None:
    made = [bo_promises(due_at=MONDAY + timedelta(hours=hour)) for hour in (1, 2, 2, 3)]
    made += [bo_promises(due_at=None, precision="none") for _ in range(3)]
    for promise in made:
        keep(promise, bo, at=MONDAY)
    cursor, seen = "", []
    while True:
        page = ledger.page(Promise.objects.filter(state="kept"), cursor, most=2)
        seen += [promise.pk for promise in page.promises]
        cursor = page.next
        if not cursor:
            break
    assert seen == [made[at].pk for at in (3, 2, 1, 0, 6, 5, 4)]


def test_a_number_leads_to_what_it_counts(bo_promises: Promises, bo: Agent, as_bo: Client) -> None:
    keep(bo_promises(what="the first call"), bo)
    actions.look(bo_promises(what="the second call"), now=MONDAY + timedelta(hours=3))
    page = as_bo.get("/promises/")
    assert page.context["tally"] == ledger.Tally(kept=1, late=1)
    kept = as_bo.get(page.context["links"]["kept"])
    broken = as_bo.get(page.context["links"]["broken"])
    assert [promise.what for promise in kept.context["page"].promises] == ["the first call"]
    assert [promise.what for promise in broken.context["page"].promises] == ["the second call"]
    week = page.context["weeks"][-1][1]
    assert len(as_bo.get(week["kept"]).context["page"].promises) == 1


def test_the_ledger_is_filtered_by_owner_and_kind(
    bo_promises: Promises, bo: Agent, di: Agent, as_bo: Client
) -> None:
    bo_promises(what="Bo's call")
    bo_promises(what="Di's refund", owner=di, kind="refund")

    def shown(query: str) -> list[str]:
        found = as_bo.get(f"/promises/?{query}").context["groups"]
        return [promise.what for _title, group, _url in found for promise in group.promises]

    assert shown("") == ["Bo's call", "Di's refund"]
    assert shown(f"owner={di.pk}") == ["Di's refund"]
    assert shown("kind=callback") == ["Bo's call"]
    assert shown(f"owner={bo.pk}&kind=refund") == []


def test_the_promises_of_another_team_are_invisible(
    ana_writes: Callable[..., Message], as_bo: Client, as_cy: Client, cy: Agent, cy_inbox: Inbox
) -> None:
    conversation = ana_writes(inbox=cy_inbox).conversation
    promise = actions.make(
        what="a repair",
        kind="repair",
        due_at=MONDAY + timedelta(hours=1),
        by=cy,
        at=MONDAY,
        conversation=conversation,
    )
    assert as_cy.get(f"/promises/{promise.pk}/").status_code == 200
    assert as_bo.get(f"/promises/{promise.pk}/").status_code == 404
    assert as_bo.post(f"/promises/{promise.pk}/keeping/", {"evidence": "x"}).status_code == 404
    assert as_bo.get("/promises/").context["groups"] == []


def test_the_ledger_takes_the_same_queries_for_many(
    bo_promises: Promises, as_bo: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(15):
        bo_promises()
    with django_assert_max_num_queries(22):
        as_bo.get("/promises/")
