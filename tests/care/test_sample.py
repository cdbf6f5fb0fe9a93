"""The sample business tells its two weeks with the real verbs, at whatever time it is made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from keepword.care import demo
from keepword.care.demo import house, stories
from keepword.care.demo.calendar import Ago, Ahead, Calendar, Day
from keepword.care.demo.narrator import Narrator
from keepword.care.demo.steps import Reply, Story
from keepword.conversations.models import Conversation, Delivery, Message
from keepword.events.models import Event
from keepword.lib.business_time import Hours, business_minutes_between
from keepword.promises.models import Promise
from keepword.staff.models import Business

HOURS = Hours.from_json(
    {
        "zone": "Europe/Zagreb",
        "week": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    }
)
TUESDAY_NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 22, 22, 40, tzinfo=UTC)
MONDAY_AT_OPENING = datetime(2026, 1, 5, 8, 0, 30, tzinfo=UTC)


def tell(now: datetime) -> None:
    made = house.build()
    calendar = Calendar(now, made.inboxes["support"].hours())
    Narrator(made, house.greet(now=now), calendar).tell(stories.all_stories())


@pytest.mark.django_db
@pytest.mark.parametrize("now", [SUNDAY_NIGHT, MONDAY_AT_OPENING])
def test_its_two_weeks_can_be_told_at_any_time(now: datetime) -> None:
    tell(now)
    assert set(Conversation.objects.values_list("state", flat=True)) == set(Conversation.STATES)
    assert set(Promise.objects.values_list("state", flat=True)) == {
        "open", "kept", "broken", "renegotiated", "withdrawn",
    }  # fmt: skip
    assert set(Conversation.objects.values_list("language", flat=True)) == {
        "en",
        "hr",
        "sv",
        "tr",
        "sr-latn",
        "ru",
    }
    assert not Message.objects.filter(at__gt=now).exists()
    assert not Event.objects.filter(conversation__isnull=False, at__gt=now).exists()
    assert not Promise.objects.filter(state="open", due_at__lt=now).exists(), "the clock has looked"


@pytest.mark.django_db
def test_its_letters_are_dated_in_their_language_and_none_waits_to_be_sent() -> None:
    tell(TUESDAY_NOON)
    letters = "\n".join(Message.objects.values_list("text", flat=True))
    assert "{" not in letters
    for month in (" March", "ožujka", " mars", " Mart", "марта"):
        assert month in letters
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "failed", "uncertain"}
    assert not Delivery.objects.exclude(next_at=None).exists()


@pytest.mark.parametrize("story", stories.all_stories(), ids=lambda story: story.key)
def test_what_is_promised_stands_in_the_letter(story: Story) -> None:
    for step in story.steps:
        if isinstance(step, Reply):
            assert all(said.quote in step.text for said in step.says)


def test_times_are_told_in_open_minutes() -> None:
    calendar = Calendar(SUNDAY_NIGHT, HOURS)
    assert business_minutes_between(calendar.moment(Ago(30)), SUNDAY_NIGHT, HOURS) == 30
    assert calendar.moment(Ahead(15)) == datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
    assert calendar.moment(Day(1, "21:30")) == datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
    assert calendar.moment(Day(-1, "09:00")) == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_its_log_ins_are_random_and_private(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert demo.command(None) == 0
    said = demo.log_ins()
    file = tmp_path / demo.LOG_INS
    assert file.stat().st_mode & 0o777 == 0o600
    assert [line.split()[0] for line in said.splitlines()] == [
        "di@chairs.test",
        "bo@chairs.test",
        "cy@chairs.test",
    ]
    business = Business.current()
    assert business is not None
    assert business.is_sample


@pytest.mark.django_db
def test_it_is_not_made_where_a_business_is(business: Business, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.command(None) == 1
    assert "has a business already" in capsys.readouterr().err
