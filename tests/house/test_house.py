"""The house stands as its plan says."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from keepword.config import environ
from keepword.conversations.models import Conversation, Draft, Message
from keepword.lib import work
from keepword.lib.pragmas import wrong_pragmas
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox

ROOMS = ["events", "staff", "notices", "customers", "conversations", "promises", "channels", "email"]
"""From the lowest to the highest."""


def test_foreign_keys_between_rooms_point_downward() -> None:
    """Reverse accessors are doors that import-linter cannot see."""
    height = {room: number for number, room in enumerate(ROOMS)}
    for model in apps.get_models():
        here = height.get(model._meta.app_label)
        for field in model._meta.get_fields():
            if here is None or not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            there = height.get(field.related_model._meta.app_label)
            assert there is None or there <= here, f"{model.__name__}.{field.name} points upward"


@pytest.mark.django_db(transaction=True)
def test_the_database_runs_as_it_must() -> None:
    assert wrong_pragmas() == []


def test_an_unknown_setting_refuses_to_start() -> None:
    with pytest.raises(environ.BadEnvironment, match="KEEPWORD_DATABSE_URL"):
        environ.read({"KEEPWORD_DATABSE_URL": "postgres://x", "KEEPWORD_SECRET_KEY": "x"})


@pytest.mark.parametrize(("name", "value"), [("KEEPWORD_MAX_MAIL_MB", "big"), ("KEEPWORD_DEBUG", "perhaps")])
def test_an_unusable_value_refuses_to_start(name: str, value: str) -> None:
    with pytest.raises(environ.BadEnvironment, match=name):
        environ.read({name: value, "KEEPWORD_SECRET_KEY": "x"})


def test_bo_does_not_see_the_other_teams_inbox(
    bo: Agent, cy: Agent, di: Agent, cy_inbox: Inbox, inbox: Inbox
) -> None:
    assert set(Inbox.objects.visible_to(bo)) == {inbox}
    assert set(Inbox.objects.visible_to(cy)) == {inbox, cy_inbox}
    assert set(Inbox.objects.visible_to(di)) == {inbox, cy_inbox}


def test_visibility_holds_for_everything_in_the_inbox(
    ana_writes: object, bo: Agent, cy: Agent, cy_inbox: Inbox
) -> None:
    message: Message = ana_writes(inbox=cy_inbox)  # type: ignore[operator]
    for model in (Conversation, Message, Promise):
        assert not model.objects.visible_to(bo).exists()
        assert model.objects.visible_to(cy).exists()
    assert message.conversation.inbox == cy_inbox


def test_two_workers_never_claim_the_same_row(ana_writes: object, bo: Agent) -> None:
    now = timezone.now()
    for number in range(20):
        message: Message = ana_writes(letter_id=f"{number}@example.org")  # type: ignore[operator]
        Draft.objects.create(conversation=message.conversation, agent=bo, updated_at=now, next_at=now)
    claimed: list[int] = []
    while rows := work.claim(Draft.objects.all(), now=now, lease=timedelta(minutes=1), limit=3):
        claimed += [row.pk for row in rows]
    assert len(claimed) == len(set(claimed)) == 20
    assert work.claim(
        Draft.objects.all(), now=now + timedelta(minutes=2), lease=timedelta(minutes=1), limit=50
    )


def test_waiting_grows_between_tries_to_a_bound() -> None:
    waits = [work.back_off(tries).total_seconds() for tries in range(1, 12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (5, 900)


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_process_queue_instead_of_failing(business: object) -> None:
    from django.db import transaction

    from keepword.staff.models import Team

    def write(number: int) -> None:
        try:
            for turn in range(10):
                with transaction.atomic():
                    Team.objects.create(name=f"{number}-{turn}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Team.objects.count() == 80


def test_a_lane_is_woken_by_what_makes_work_for_it() -> None:
    from keepword.config import clock

    assert clock.is_woken("reading", "inbound.stored")
    assert clock.is_woken("post", "conversation.answered")
    assert not clock.is_woken("post", "inbound.stored")
    assert not any(clock.is_woken("clock", code) for codes in clock.WOKEN_BY.values() for code in codes)
    assert set(clock.WOKEN_BY) <= set(clock.LANES)
