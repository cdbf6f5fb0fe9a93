"""Settings: each page changes what it shows, says what it refuses, and is for whom it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from keepword.events.models import Event
from keepword.lib.business_time import add_business_minutes
from keepword.promises.models import Standard
from keepword.staff.models import Agent, ApiToken, Business, Inbox, Team
from tests.conftest import MONDAY, PASSWORD

PAGES = (
    "business", "hours", "standards", "teams", "agents", "inboxes", "inboxes/new",
)  # fmt: skip
MINE = ("", "me", "me/password", "tokens")


@pytest.fixture
def leads(client: Client, di: Agent) -> Client:
    client.force_login(di)
    return client


@pytest.fixture
def answers(client: Client, bo: Agent) -> Client:
    client.force_login(bo)
    return client


def address(page: str) -> str:
    return f"/settings/{page}/".replace("//", "/")


@pytest.mark.parametrize("page", [*PAGES, *MINE])
def test_every_page_opens_for_who_leads(leads: Client, inbox: Inbox, cy_inbox: Inbox, page: str) -> None:
    assert leads.get(address(page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_who_answers_changes_only_what_is_theirs(answers: Client, inbox: Inbox, page: str) -> None:
    assert answers.get(address(page)).status_code == 403
    assert answers.post(address(page), {"name": "Bo's"}).status_code == 403
    assert "Inboxes" not in answers.get("/settings/").content.decode()


@pytest.mark.parametrize("page", MINE)
def test_who_answers_has_their_own_pages(answers: Client, page: str) -> None:
    assert answers.get(address(page)).status_code == 200


def test_the_business_is_renamed_and_the_event_says_so(leads: Client, di: Agent) -> None:
    said = {"name": "Chairs & Co", "language": "hr", "country": "HR", "zone": "Europe/Zagreb"}
    assert leads.post(address("business"), said).status_code == 302
    business = Business.objects.get()
    assert (business.name, business.language) == ("Chairs & Co", "hr")
    event = Event.objects.get(code="business.changed")
    assert (event.actor, event.data["fields"]) == (di.pk, ["language", "name"])


def test_hours_are_typed_as_people_write_them(leads: Client) -> None:
    said = {
        "zone": "Europe/Zagreb",
        "country": "HR",
        "mon": "8-12, 13–16:30",
        "closed": "2026-12-24\n2026-12-31",
    }
    assert leads.post(address("hours"), said).status_code == 302
    hours = Business.objects.get().hours
    assert hours.week == {"mon": [["08:00", "12:00"], ["13:00", "16:30"]]}
    assert hours.closed == ["2026-12-24", "2026-12-31"]
    page = leads.get(address("hours")).content.decode()
    assert 'value="08:00–12:00, 13:00–16:30"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closed": "Christmas"}, "Christmas is no date"),
        ({"mon": "8-12, 11-16"}, "overlap"),
        ({"mon": ""}, "at least on one day"),
    ],
)
def test_hours_that_cannot_be_are_refused(leads: Client, wrong: dict[str, str], sentence: str) -> None:
    answer = leads.post(address("hours"), {"zone": "Europe/Zagreb", "country": "", "mon": "8-16", **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Business.objects.get().hours.week == {}


def test_a_team_is_made_and_changed(leads: Client, bo: Agent, di: Agent) -> None:
    leads.post(address("teams"), {"name": "Upholstery", "members": [bo.pk]})
    team = Team.objects.get(name="Upholstery")
    assert list(team.agents.all()) == [bo]
    leads.post(f"/settings/teams/{team.pk}/", {"name": "Cushions", "members": [bo.pk, di.pk]})
    team.refresh_from_db()
    assert (team.name, set(team.agents.all())) == ("Cushions", {bo, di})
    again = leads.post(address("teams"), {"name": "cushions"})
    assert again.status_code == 422
    assert "exists already" in again.content.decode()


def test_a_team_works_by_hours_of_its_own_and_its_promises_with_it(leads: Client, cy_inbox: Inbox) -> None:
    team = cy_inbox.team
    assert team is not None
    page = address(f"teams/{team.pk}/hours")
    night = {"mon": "18:00-22:00", "zone": "Europe/Stockholm", "country": "SE"}
    assert leads.post(page, {**night, "mon": "late"}).status_code == 422
    team.refresh_from_db()
    assert team.hours is None, "nothing is made of what is refused"
    assert leads.post(page, night).status_code == 302
    own = Inbox.objects.get(pk=cy_inbox.pk).hours()
    assert own.zone == "Europe/Stockholm"
    assert add_business_minutes(MONDAY, 60, own) == MONDAY.replace(hour=18)
    business = Business.objects.get().hours
    assert business.zone == "Europe/Zagreb", "the business works as it did"
    assert leads.post(page, {"do": "as_business"}).status_code == 302
    assert Inbox.objects.get(pk=cy_inbox.pk).hours() == business.hours()


def test_who_is_invited_sets_a_password_once(leads: Client, client: Client, di: Agent) -> None:
    said = {"name": "Bo", "email": "Bo@chairs.test", "role": "agent", "language": "hr"}
    page = leads.post(address("agents"), said, follow=True).content.decode()
    found = re.search(r"http://testserver(/invitation/[^<]+)<", page)
    assert found
    guest = Client()
    assert guest.get(found[1]).status_code == 200
    assert guest.post(found[1], {"password": "1234567890"}).status_code == 422
    assert guest.post(found[1], {"password": PASSWORD})["Location"] == "/"
    bo = Agent.objects.get(email="bo@chairs.test")
    assert bo.check_password(PASSWORD)
    assert guest.get("/settings/me/").status_code == 200, "logged in"
    assert Client().get(found[1]).status_code == 403, "it works once"
    assert "/invitation/" not in leads.get(f"/settings/agents/{bo.pk}/").content.decode()


def test_a_made_up_invitation_lets_nobody_in(client: Client, bo: Agent) -> None:
    answer = client.post(f"/invitation/{bo.pk}/abc-def/", {"password": "another long password"})
    assert answer.status_code == 403
    bo.refresh_from_db()
    assert bo.check_password(PASSWORD)


def change(agent: Agent, **changed: Any) -> dict[str, Any]:
    said = {"name": agent.name, "role": agent.role, "language": "en", "is_active": "on"}
    return {name: value for name, value in {**said, **changed}.items() if value is not None}


def test_who_leaves_cannot_log_in_and_the_last_owner_stays(leads: Client, di: Agent, bo: Agent) -> None:
    leads.post(f"/settings/agents/{bo.pk}/", change(bo, is_active=None))
    bo.refresh_from_db()
    assert not bo.is_active
    answer = leads.post(f"/settings/agents/{di.pk}/", change(di, role="agent"))
    assert answer.status_code == 422
    assert "Somebody must stay the owner" in answer.content.decode()


def test_a_lead_makes_no_owner_and_changes_none(client: Client, di: Agent, bo: Agent) -> None:
    Agent.objects.filter(pk=bo.pk).update(role=Agent.LEAD)
    client.force_login(bo)
    for agent, role in ((bo, "owner"), (di, "agent")):
        answer = client.post(f"/settings/agents/{agent.pk}/", change(agent, role=role))
        assert "Only an owner" in answer.content.decode()
    said = {"name": "Cy", "email": "cy@chairs.test", "role": "owner", "language": "en"}
    assert client.post(address("agents"), said).status_code == 422
    assert list(Agent.objects.filter(role=Agent.OWNER)) == [di]


def test_an_inbox_is_given_to_a_team_and_taken_back(leads: Client, inbox: Inbox, cy_inbox: Inbox) -> None:
    said = {
        "name": "Chairs",
        "language": "en",
        "signature": "{agent}",
        "is_active": "on",
        "trust_junk_mark": "on",
    }
    leads.post(f"/settings/inboxes/{inbox.pk}/", {**said, "team": cy_inbox.team_id})
    inbox.refresh_from_db()
    assert (inbox.team_id, inbox.name, inbox.trust_junk_mark) == (cy_inbox.team_id, "Chairs", True)
    leads.post(f"/settings/inboxes/{inbox.pk}/", said)
    inbox.refresh_from_db()
    assert inbox.team_id is None


def test_standards_hold_everywhere_or_at_an_inbox(leads: Client, inbox: Inbox) -> None:
    own = f"inbox-{inbox.pk}"
    page = address("standards")
    leads.post(page, {"place": "everywhere", "everywhere-choice": "own", "everywhere-minutes": "480"})
    found = Standard.of(inbox)
    assert found is not None
    assert found.minutes == 480
    leads.post(page, {"place": own, f"{own}-choice": "none", f"{own}-minutes": ""})
    assert Standard.of(inbox) is None
    leads.post(page, {"place": own, f"{own}-choice": "house"})
    found = Standard.of(inbox)
    assert found is not None
    assert found.inbox is None
    refused = leads.post(page, {"place": own, f"{own}-choice": "own", f"{own}-minutes": ""})
    assert "Say within how many minutes." in refused.content.decode()


def test_one_changes_oneself(answers: Client, bo: Agent) -> None:
    answers.post(address("me"), {"name": "Bo B.", "language": "sv", "zone": "Europe/Stockholm"})
    bo.refresh_from_db()
    assert (bo.name, bo.language, bo.zone, bo.mail_notices, bo.keys) == (
        "Bo B.", "sv", "Europe/Stockholm", False, False,
    )  # fmt: skip


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(answers: Client, bo: Agent) -> None:
    other = Client()
    other.force_login(bo)
    page = address("me/password")
    assert answers.post(page, {"old": "wrong", "password": "another long one"}).status_code == 422
    assert answers.post(page, {"old": PASSWORD, "password": "another long one"}).status_code == 302
    assert answers.get(address("me")).status_code == 200
    assert other.get(address("me")).status_code == 302, "sent to the log-in"


def test_a_token_is_shown_once_and_ended(answers: Client, bo: Agent, di: Agent) -> None:
    page = answers.post(address("tokens"), {"name": "Till", "scopes": "read"}).content.decode()
    token = ApiToken.objects.get()
    assert (token.agent, token.scopes) == (bo, "read")
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found
    assert found[1] not in answers.get(address("tokens")).content.decode()
    stranger = Client()
    stranger.force_login(di)
    revocation = f"/settings/tokens/{token.pk}/revocation/"
    assert stranger.post(revocation).status_code == 404
    answers.post(revocation)
    token.refresh_from_db()
    assert token.revoked_at is not None
