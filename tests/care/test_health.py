"""What is wrong is said: by the reconciler, the doctor, and the banners of the desk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from keepword import service
from keepword.care import dns, doctor, health, reconciler
from keepword.channels.email import actions as mail
from keepword.channels.email.models import Mailbox
from keepword.channels.models import InboundRecord
from keepword.conversations.models import Conversation, Delivery, Message
from keepword.events.models import Event
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox
from tests.care.test_dns import Away, Zone
from tests.conftest import MONDAY

Writes = Callable[..., Message]
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _looked_at_anew() -> None:
    health.forget()


def kinds(now: Any = MONDAY) -> list[tuple[str, str]]:
    return [(gap.kind, gap.why) for gap in reconciler.gaps(now)]


def test_an_ordinary_day_is_all_accounted_for(ana_writes: Writes, bo: Agent) -> None:
    first = ana_writes()
    ana_writes("And the second?", sender=service.Person("ana@example.com", "Ana"))
    service.answer(first.conversation, by=bo, text="On Thursday.", at=MONDAY + HOUR)
    assert reconciler.gaps(MONDAY + HOUR) == []
    assert reconciler.unaccounted(MONDAY + HOUR) == 0


@pytest.mark.parametrize(
    ("spoil", "kind", "why"),
    [
        (
            lambda: Promise.objects.update(next_at=None),
            "promise",
            "is open, but the clock does not look at it",
        ),
        (lambda: Promise.objects.all().delete(), "conversation", "has a customer waiting without a promise"),
        (
            lambda: Conversation.objects.update(state="resolved"),
            "conversation",
            "is resolved while the customer waits",
        ),
        (
            lambda: Conversation.objects.update(state="snoozed"),
            "conversation",
            "sleeps, but nothing will wake it",
        ),
    ],
)
def test_who_waits_is_never_lost(
    ana_writes: Writes, spoil: Callable[[], object], kind: str, why: str
) -> None:
    conversation = ana_writes().conversation
    Event.objects.filter(code="standard.set").update(at=MONDAY - HOUR)
    spoil()
    assert (kind, why) in kinds()
    assert conversation.pk in {pk for gap in reconciler.gaps(MONDAY) for pk in gap.ids} or kind == "promise"


def test_a_letter_is_never_lost(ana_writes: Writes, bo: Agent) -> None:
    service.answer(ana_writes().conversation, by=bo, text="On Thursday.", at=MONDAY)
    Delivery.objects.update(next_at=None)
    assert kinds() == [("delivery", "waits, but nothing will send it")]
    Delivery.objects.update(next_at=MONDAY)
    assert kinds(MONDAY + 2 * HOUR) == [("delivery", "should have been tried long ago")]
    Delivery.objects.all().delete()
    assert kinds() == [("message", "goes out, but to nobody")]


def test_a_mail_is_never_lost(inbox: Inbox) -> None:
    record = InboundRecord.objects.create(
        inbox=inbox, key="k", via="pipe", received_at=MONDAY, size=1, next_at=MONDAY
    )
    assert kinds() == []
    assert kinds(MONDAY + 2 * HOUR) == [("inbound record", "should have been read long ago")]
    InboundRecord.objects.filter(pk=record.pk).update(next_at=None)
    assert kinds() == [("inbound record", "waits, but nothing will read it")]
    InboundRecord.objects.filter(pk=record.pk).update(state="read")
    assert kinds() == [("inbound record", "was read, but its message is gone")]


def test_the_figures_say_how_long_the_oldest_waits(inbox: Inbox) -> None:
    InboundRecord.objects.create(inbox=inbox, key="k", via="pipe", received_at=MONDAY, size=1, next_at=MONDAY)
    report = health.report(MONDAY + timedelta(seconds=90))
    assert report["unaccounted"] == 0
    assert report["queues"]["inbound"] == {"waiting": 1, "oldest_seconds": 90.0}
    assert report["late_seconds"] == 90.0


def test_no_banner_where_all_is_well(inbox: Inbox, di: Agent, settings: Any) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1"
    assert health.banners(di) == []


def test_a_banner_says_what_is_wrong_and_where_to_mend_it(
    inbox: Inbox, di: Agent, bo: Agent, ana_writes: Writes
) -> None:
    now = timezone.now()
    mail.add_mailbox(
        inbox, host="h", port=993, security="tls", username="u", password="p", at=now - 2 * HOUR, by=di
    )
    Mailbox.objects.update(failing_since=now - HOUR)
    service.answer(ana_writes().conversation, by=bo, text="On Thursday.", at=now - HOUR)
    InboundRecord.objects.create(
        inbox=inbox, key="k", via="pipe", received_at=now, size=1, state="quarantined"
    )
    said = [str(banner.sentence) for banner in health.banners(di)]
    assert said == [
        "A mailbox brings no mail any more; what customers write does not arrive.",
        "Letters to customers wait and do not go out.",
        "There is no mail server to send by yet: answers wait until there is one.",
        "1 mail could not be read and waits for a person.",
    ]
    assert all(not banner.url for banner in health.banners(bo)), "Bo cannot mend it"


def test_a_banner_costs_one_query_and_then_none(
    inbox: Inbox, di: Agent, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        health.banners(di)
    with django_assert_num_queries(0):
        health.banners(di)


def test_a_disk_that_fills_up_is_said_first(inbox: Inbox, di: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(free=1000))
    assert str(health.banners(di)[0].sentence).startswith("The disk is nearly full")
    assert not doctor.examine(Away())[0][-2].ok


def test_the_doctor_finds_a_healthy_house(
    inbox: Inbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_sends", lambda _route: (True, "lets us in"))
    checks, unaccounted = doctor.examine(Away())
    assert [check.name for check in checks if not check.ok] == []
    assert [check.name for check in checks] == [
        "database", "business", "mail in", "mail out", "dns", "clock", "disk", "reconciler",
    ]  # fmt: skip
    assert unaccounted == 0


def test_the_doctor_says_what_is_wrong_and_ends_with_1(
    ana_writes: Writes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "LiveResolver", Away)
    ana_writes()
    Promise.objects.update(next_at=None)
    assert doctor.command(as_json=True) == 1
    said = json.loads(capsys.readouterr().out)
    bad = {check["name"]: check["detail"] for check in said["checks"] if not check["ok"]}
    assert said["ok"] is False
    assert said["unaccounted"] == 1
    assert "the clock does not look at it" in bad["reconciler"]
    assert "KEEPWORD_SMTP_URL" in bad["mail out"]


@pytest.mark.django_db
def test_the_doctor_of_an_empty_folder_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.command(as_json=False) == 1
    assert "start `keepword serve`" in capsys.readouterr().out


def test_a_clock_that_stands_still_or_went_back_is_seen(ana_writes: Writes) -> None:
    ana_writes(at=timezone.now() - timedelta(days=3))
    assert "is Keepword running?" in by_name()["clock"].detail
    ana_writes(at=timezone.now() + timedelta(days=3))
    assert "still to come" in by_name()["clock"].detail


def by_name(zone: Zone | Away | None = None) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.examine(zone or Away())[0]}


def test_the_doctor_names_the_records_that_are_missing(inbox: Inbox) -> None:
    Inbox.objects.update(address="support@keepword-chairs.hr")
    found = by_name(Zone())["dns"]
    assert not found.ok
    assert 'add: keepword-chairs.hr. TXT "v=spf1 mx ~all"' in found.detail
    assert by_name(Away())["dns"].ok, "without a network nothing is claimed"
