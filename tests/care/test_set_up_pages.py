"""The first page and the first mailbox, as a browser asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from keepword.care import dns, mail_check
from keepword.channels.email.check import Step
from keepword.channels.email.models import Account, Mailbox
from keepword.desk import first_run
from keepword.desk.views import settings_mail
from keepword.lib import secrets
from keepword.staff.models import Agent, Business, Inbox
from tests.conftest import MONDAY

BEGINNING = {
    "business": "Keepword Chairs",
    "country": "HR",
    "zone": "",
    "language": "en",
    "name": "Di",
    "email": "di@chairs.test",
    "password": "correct horse battery",
    "mon": "9-12:30, 13:00–17",
    "tue": "09:00–17:00",
}
MAILBOX = {
    "address": "support@chairs.test",
    "imap_host": "imap.chairs.test",
    "imap_port": "993",
    "imap_security": "tls",
    "username": "",
    "password": "p4ss",
    "folder": "INBOX",
    "take": "days",
    "days": "14",
    "smtp_host": "smtp.chairs.test",
    "smtp_port": "587",
    "smtp_security": "starttls",
    "smtp_username": "",
    "smtp_password": "",
}


def the_link() -> str:
    return first_run.link("http://desk.test").removeprefix("http://desk.test")


@pytest.mark.django_db
def test_the_first_person_sets_up_the_business_and_is_in(client: Client) -> None:
    link = the_link()
    assert client.get(link).status_code == 200
    answer = client.post(link, BEGINNING)
    assert (answer.status_code, answer["Location"]) == (302, "/set-up/mailbox/")
    business = Business.current()
    assert business is not None
    assert business.zone == "Europe/Zagreb"
    assert business.hours.week == {
        "mon": [["09:00", "12:30"], ["13:00", "17:00"]],
        "tue": [["09:00", "17:00"]],
    }
    assert client.get("/set-up/mailbox/").status_code == 200
    assert client.get(link)["Location"] == "/", "the link is over"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"business": ""}, "This field is required."),
        ({"password": "short"}, "too short"),
        ({"email": "di"}, "Enter a valid email address."),
        ({"mon": "nine to five"}, "Write the hours as 09:00–17:00"),
        ({"tue": "17:00–09:00"}, "The day must end after it begins"),
        ({"mon": "", "tue": ""}, "at least on one day"),
        ({"country": ""}, "Choose a time zone"),
    ],
)
def test_a_mistake_is_said_where_it_is_and_every_field_is_kept(
    client: Client, wrong: dict[str, str], sentence: str
) -> None:
    said = {**BEGINNING, **wrong}
    answer = client.post(the_link(), said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    for value in said.values():
        assert not value or f'value="{value}"' in page
    assert Business.current() is None


@pytest.mark.django_db
def test_nobody_sets_up_without_the_link(client: Client) -> None:
    assert "printed where Keepword was started" in client.get("/set-up/").content.decode()
    assert client.post("/set-up/", BEGINNING).status_code == 200
    assert client.post("/set-up/made-up/", BEGINNING).status_code == 403
    assert not Agent.objects.exists()


def test_after_set_up_there_is_no_set_up(client: Client, di: Agent) -> None:
    assert client.get("/set-up/")["Location"] == "/"
    assert client.post(the_link(), BEGINNING)["Location"] == "/"
    assert Business.objects.count() == 1


def test_the_mailbox_is_kept_with_its_secrets_sealed(client: Client, di: Agent) -> None:
    client.force_login(di)
    assert client.post("/set-up/mailbox/", {**MAILBOX, "do": "save"})["Location"] == "/"
    inbox = Inbox.objects.get()
    mailbox, account = Mailbox.objects.get(), Account.objects.get()
    assert inbox.address == "support@chairs.test"
    assert (mailbox.username, mailbox.history_days) == ("support@chairs.test", 14)
    assert mailbox.password != "p4ss"
    assert secrets.unseal(mailbox.password) == "p4ss"
    assert (account.username, secrets.unseal(account.password)) == ("support@chairs.test", "p4ss")


def test_servers_changed_later_keep_the_password_that_is_not_typed_again(client: Client, di: Agent) -> None:
    client.force_login(di)
    client.post("/set-up/mailbox/", {**MAILBOX, "do": "save"})
    inbox = Inbox.objects.get()
    page = f"/settings/inboxes/{inbox.pk}/mail/"
    assert "p4ss" not in client.get(page).content.decode()
    client.post(page, {**MAILBOX, "imap_host": "mail.chairs.test", "password": "", "do": "save"})
    mailbox = Mailbox.objects.get()
    assert (mailbox.host, secrets.unseal(mailbox.password)) == ("mail.chairs.test", "p4ss")
    assert mailbox.uidvalidity is None, "it was never read"


def test_a_mailbox_that_moves_is_read_from_where_it_last_worked(client: Client, di: Agent) -> None:
    client.force_login(di)
    client.post("/set-up/mailbox/", {**MAILBOX, "do": "save"})
    Mailbox.objects.update(uidvalidity=7, last_uid=40, ok_at=MONDAY)
    page = f"/settings/inboxes/{Inbox.objects.get().pk}/mail/"
    client.post(page, {**MAILBOX, "password": "", "do": "save"})
    assert Mailbox.objects.get().uidvalidity == 7
    client.post(page, {**MAILBOX, "imap_host": "mail.chairs.test", "do": "save"})
    mailbox = Mailbox.objects.get()
    assert (mailbox.uidvalidity, mailbox.ok_at) == (0, MONDAY)


def test_servers_are_filled_in_from_the_address(
    client: Client, di: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        def mx(self, name: str) -> list[str]:
            raise dns.CannotAsk("no network")

    monkeypatch.setattr(settings_mail, "LiveResolver", Nothing)
    client.force_login(di)
    asked = {**MAILBOX, "imap_host": "", "smtp_host": "", "password": "", "do": "guess"}
    page = client.post("/set-up/mailbox/", asked).content.decode()
    assert 'value="imap.chairs.test"' in page
    assert 'value="smtp.chairs.test"' in page
    assert 'class="error"' not in page
    assert not Inbox.objects.exists()


def test_the_test_shows_each_step_and_what_the_server_said(
    client: Client, di: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*_asked: Any, **_more: Any) -> mail_check.Findings:
        return mail_check.Findings(
            reading=[Step("connect", True), Step("login", False, "AUTHENTICATIONFAILED Wrong <password>")],
            plus_addresses=True,
            records=[dns.Record("SPF", "missing", add='chairs.test. TXT "v=spf1 mx ~all"')],
        )

    monkeypatch.setattr(settings_mail, "try_out", found)
    client.force_login(di)
    page = client.post("/set-up/mailbox/", {**MAILBOX, "do": "test"}).content.decode()
    assert "AUTHENTICATIONFAILED Wrong &lt;password&gt;" in page
    assert "chairs.test. TXT &quot;v=spf1 mx ~all&quot;" in page
    assert 'name="plus_addresses" value="on"' in page
    assert 'value="p4ss"' in page, "nothing typed is lost"
    assert not Inbox.objects.exists()


def test_only_who_may_set_up_sees_the_mailbox_pages(client: Client, bo: Agent) -> None:
    client.force_login(bo)
    assert client.get("/set-up/mailbox/").status_code == 403
