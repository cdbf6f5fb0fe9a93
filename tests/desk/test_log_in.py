"""Coming in, being kept out, and being refused in words."""

from __future__ import annotations

from django.test import Client

from keepword.staff.models import Agent
from tests.conftest import PASSWORD


def test_who_is_not_logged_in_is_sent_to_the_log_in_and_back(client: Client, bo: Agent) -> None:
    sent = client.get("/mine/?after=1")
    assert sent["Location"] == "/log-in/?next=/mine/%3Fafter%3D1"
    come = client.post(
        sent["Location"], {"username": "Bo@Chairs.test", "password": PASSWORD, "next": "/mine/?after=1"}
    )
    assert come["Location"] == "/mine/?after=1"


def test_a_fragment_without_a_session_sends_the_whole_page_away(client: Client, bo: Agent) -> None:
    answer = client.get("/counts/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/log-in/")


def test_the_refusal_does_not_say_whether_the_address_exists(client: Client, bo: Agent) -> None:
    said = [
        list(
            client.post("/log-in/", {"username": who, "password": "wrong"}).context["form"].non_field_errors()
        )
        for who in (bo.email, "nobody@chairs.test")
    ]
    assert said[0] == said[1] != []


def test_who_guesses_has_to_wait_even_with_the_right_password(client: Client, bo: Agent) -> None:
    for _try in range(10):
        client.post("/log-in/", {"username": bo.email, "password": "wrong"})
    answer = client.post("/log-in/", {"username": bo.email, "password": PASSWORD})
    assert "Too many tries" in answer.content.decode()


def test_who_has_left_does_not_come_in(client: Client, bo: Agent) -> None:
    client.force_login(bo)
    Agent.objects.filter(pk=bo.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_an_empty_folder_begins_with_set_up(client: Client, db: None) -> None:
    assert client.get("/log-in/")["Location"] == "/set-up/"


def test_the_desk_speaks_the_agents_language_and_keeps_strict_rules(client: Client, bo: Agent) -> None:
    Agent.objects.filter(pk=bo.pk).update(language="hr")
    client.force_login(bo)
    page = client.get("/")
    assert '<html lang="hr">' in page.content.decode()
    policy = page["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_what_customers_wrote_is_not_left_in_the_browser(bo_desk: Client) -> None:
    assert bo_desk.get("/")["Cache-Control"] == "no-store"
