"""All that Keepword says is said in all of its languages, and each page in its reader's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import ngettext

from keepword.customers.models import Customer
from keepword.staff.models import Agent
from tests.conftest import MONDAY
from tools.messages import catalogue, checks
from tools.messages.extract import Key, Phrase, phrases

LOG_IN_WORDS = {"hr": "Prijava", "sv": "Logga in", "tr": "Giriş yap", "sr-latn": "Prijava", "ru": "Вход"}
NAV_WORDS = {"hr": "Obećanja", "sv": "Löften", "tr": "Sözler", "sr-latn": "Obećanja", "ru": "Обещания"}
TOO_SHORT = (
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
)


@pytest.fixture(scope="module")
def said() -> dict[Key, Phrase]:
    found, faults = phrases(catalogue.PACKAGE)
    assert not faults
    return found


@pytest.mark.parametrize("locale", catalogue.LOCALES)
def test_everything_is_said_in_every_language(said: dict[Key, Phrase], locale: str) -> None:
    assert checks.check(said, locale) == []


@pytest.mark.parametrize(("language", "word"), LOG_IN_WORDS.items())
def test_the_log_in_speaks_the_browsers_language(bo: Agent, language: str, word: str) -> None:
    page = Client().get("/log-in/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{word}</h1>" in page


@pytest.mark.parametrize(("language", "word"), NAV_WORDS.items())
def test_the_desk_speaks_its_agents_language(bo: Agent, client: Client, language: str, word: str) -> None:
    bo.language = language
    bo.save()
    client.force_login(bo)
    page = client.get("/").content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<span>{word}</span>" in page


@pytest.mark.parametrize(
    ("language", "name"), [("hr", "švedski"), ("sr-latn", "švedski"), ("ru", "шведский")]
)
def test_a_customers_language_is_named_in_the_readers(
    bo: Agent, client: Client, language: str, name: str
) -> None:
    bo.language = language
    bo.save()
    client.force_login(bo)
    customer = Customer.objects.create(name="Ana", language="sv", since=MONDAY)
    page = client.get(f"/customers/{customer.pk}/").content.decode()
    assert f"<dd>{name}</dd>" in page


def test_a_browser_that_asks_for_serbian_gets_latin_letters(bo: Agent) -> None:
    page = Client().get("/log-in/", headers={"accept-language": "sr-RS,sr;q=0.9"}).content.decode()
    assert '<html lang="sr-latn"' in page


@pytest.mark.parametrize(
    ("language", "endings"),
    [
        ("hr", {1: "1 znak.", 2: "2 znaka.", 5: "5 znakova.", 21: "21 znak."}),
        ("sr-latn", {1: "1 znak.", 2: "2 znaka.", 5: "5 znakova.", 21: "21 znak."}),
        ("ru", {1: "1 символ.", 2: "2 символа.", 5: "5 символов.", 21: "21 символ."}),
        ("sv", {1: "1 tecken.", 2: "2 tecken.", 21: "21 tecken."}),
        ("tr", {1: "1 karakter içermelidir.", 5: "5 karakter içermelidir."}),
    ],
)
def test_counts_take_the_right_form(language: str, endings: dict[int, str]) -> None:
    with translation.override(language):
        for count, ending in endings.items():
            assert (ngettext(*TOO_SHORT, count) % count).endswith(ending)
