"""How a business comes to be: by command, or behind a link that works once."""

from __future__ import annotations

import argparse
import io

import pytest
import time_machine

from keepword.care import first_run, places
from keepword.promises.models import Standard
from keepword.staff.models import Agent, Business, Inbox
from tests.conftest import MONDAY


def asked(**changed: str) -> argparse.Namespace:
    said = {
        "business": "Keepword Chairs",
        "email": "di@chairs.test",
        "name": "Di",
        "mailbox": "support@chairs.test",
        "zone": "Europe/Zagreb",
        "country": "hr",
        "language": "hr",
    }
    return argparse.Namespace(**{**said, **changed})


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))


@pytest.mark.django_db
@pytest.mark.usefixtures("types")
def test_one_command_sets_up_everything() -> None:
    assert first_run.command(asked()) == 0
    business = Business.current()
    assert business is not None
    assert (business.country, business.zone, business.language, business.is_sample) == (
        "HR", "Europe/Zagreb", "hr", False,
    )  # fmt: skip
    di = Agent.objects.get()
    assert di.role == Agent.OWNER
    assert di.check_password("correct horse battery")
    inbox = Inbox.objects.get()
    assert inbox.address == "support@chairs.test"
    standard = Standard.of(inbox)
    assert standard is not None
    assert standard.minutes == 240


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "di"}, "di is no mail address"),
        ({"mailbox": "support"}, "support is no mail address"),
        ({"zone": "Europe/Atlantis"}, "Europe/Atlantis does not exist"),
        ({"language": "tlh"}, "does not speak tlh"),
    ],
)
@pytest.mark.usefixtures("types")
def test_a_mistake_is_said_and_nothing_is_half_done(
    wrong: dict[str, str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert first_run.command(asked(**wrong)) == 65
    assert sentence in capsys.readouterr().err
    assert Business.current() is None
    assert not Agent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "status"), [("", 64), ("\n", 64), ("password\n", 65), ("1234567890\n", 65)]
)
def test_there_is_no_weak_and_no_default_password(
    typed: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert first_run.command(asked()) == status
    assert not Agent.objects.exists()


@pytest.mark.usefixtures("business")
def test_a_second_business_is_refused(types: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert first_run.command(asked()) == 65
    assert "has a business already" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_link_dies_with_time_and_with_the_first_business() -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        token = first_run.new_token()
        assert first_run.is_good(token)
        assert not first_run.is_good(token + "x")
        clock.shift(first_run.LINK_LIVES.total_seconds() - 1)
        assert first_run.is_good(token)
        clock.shift(2)
        assert not first_run.is_good(token)
        fresh = first_run.new_token()
        first_run.begin(
            first_run.Beginning("Keepword Chairs", "di@chairs.test", "Di", "correct horse battery")
        )
        assert not first_run.is_good(fresh)


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("HR", "Europe/Zagreb"),
        ("se", "Europe/Stockholm"),
        ("US", "America/New_York"),
        ("AQ", None),
        ("", None),
    ],
)
def test_the_zone_is_guessed_where_there_is_one(country: str, zone: str | None) -> None:
    assert places.zone_of(country) == zone


def test_every_guessed_zone_exists_and_countries_are_named_in_the_language() -> None:
    assert set(places.MAIN_ZONES.values()) <= set(places.zones())
    assert dict(places.countries("sr-latn"))["HR"] == "Hrvatska"
    assert dict(places.countries("ru"))["HR"] == "Хорватия"
