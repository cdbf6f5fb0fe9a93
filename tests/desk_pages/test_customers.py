"""Customers are found, shown with all that was said and promised, edited in place, and written to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from keepword.conversations.models import Conversation, Message
from keepword.customers.models import Customer
from keepword.service import Person
from keepword.staff.models import Agent, Inbox
from tests.desk_pages.conftest import Promises

Writes = Callable[..., Message]


def names(client: Client, query: str = "") -> list[str]:
    return [customer.called for customer in client.get(f"/customers/{query}").context["customers"]]


@pytest.fixture
def ana(ana_writes: Writes) -> Customer:
    return ana_writes().conversation.customer


def card(**changes: str) -> dict[str, str]:
    typed = {"name": "Ana", "addresses": "ana@example.org", "language": "hr", "zone": "Europe/Zagreb"}
    return {**typed, "company": "", "notes": "", "attributes": "", **changes}


def test_the_newest_customer_comes_first_and_is_found_by_what_is_known(
    ana_writes: Writes, as_bo: Client
) -> None:
    ana_writes()
    ana_writes(sender=Person("vera@example.com", "Вера"))
    assert names(as_bo) == ["Вера", "Ana"]
    assert names(as_bo, "?q=вер") == ["Вера"]
    assert names(as_bo, "?q=ana@example.org") == ["Ana"]
    assert names(as_bo, "?q=zebedee") == []


def test_the_customers_of_another_team_are_invisible(
    ana_writes: Writes, as_bo: Client, as_cy: Client, cy_inbox: Inbox
) -> None:
    theirs = ana_writes(inbox=cy_inbox).conversation.customer
    assert (names(as_bo), names(as_cy)) == ([], ["Ana"])
    assert as_bo.get(f"/customers/{theirs.pk}/").status_code == 404
    assert as_bo.get(f"/customers/{theirs.pk}/particulars/").status_code == 404
    assert as_bo.post(f"/customers/{theirs.pk}/particulars/", card()).status_code == 404


def test_the_card_shows_what_was_said_and_promised_but_nothing_of_another_team(
    ana_writes: Writes, bo_promises: Promises, as_bo: Client, cy_inbox: Inbox
) -> None:
    ana_writes(inbox=cy_inbox, subject="Repairs only")
    promise = bo_promises(what="a call about the leg")
    page = as_bo.get(f"/customers/{promise.customer_id}/").text
    assert "My chair" in page
    assert "a call about the leg" in page
    assert "Repairs only" not in page


def test_particulars_are_edited_in_place(ana: Customer, as_bo: Client) -> None:
    ana.attributes = {"purchases": 3, "since": "2019"}
    ana.save()
    form = as_bo.get(f"/customers/{ana.pk}/particulars/", headers={"HX-Request": "true"}).text
    assert "purchases: 3" in form
    assert "<html" not in form
    as_bo.post(
        f"/customers/{ana.pk}/particulars/",
        card(
            addresses="ana@example.org\n+385 91 123 456",
            company="Chairs",
            attributes="purchases: 3\nsize: XL",
        ),
    )
    ana.refresh_from_db()
    assert ana.attributes == {"purchases": 3, "size": "XL"}
    assert ana.company is not None
    assert [address.value for address in ana.addresses.all()] == ["ana@example.org", "+38591123456"]
    page = as_bo.get(f"/customers/{ana.pk}/").text
    assert "Croatian" in page
    assert "<dd>10:00 <" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"addresses": "not an address"}, "neither an e-mail address nor a phone number"),
        ({"addresses": "vera@example.com"}, "Another customer has this address"),
        ({"zone": "Zagreb"}, "This time zone does not exist"),
        ({"zone": "../../etc/passwd"}, "This time zone does not exist"),
        ({"attributes": "no colon"}, "Write a name, a colon and the value"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    ana: Customer, ana_writes: Writes, as_bo: Client, changed: dict[str, str], sentence: str
) -> None:
    ana_writes(sender=Person("vera@example.com", "Вера"))
    answer = as_bo.post(f"/customers/{ana.pk}/particulars/", card(name="Ana Anić", **changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ana Anić"' in answer.text
    ana.refresh_from_db()
    assert (ana.name, ana.addresses.get().value) == ("Ana", "ana@example.org")


def test_a_customer_who_has_not_written_yet(as_bo: Client) -> None:
    as_bo.post("/customers/new/", card(name="Vera", addresses="vera@example.com"))
    vera = Customer.objects.get()
    assert (vera.called, vera.zone, vera.addresses.get().kind) == ("Vera", "Europe/Zagreb", "email")
    assert names(as_bo, "?q=vera") == ["Vera"]


def test_a_conversation_is_started_by_us(ana: Customer, as_bo: Client, bo: Agent, inbox: Inbox) -> None:
    form = as_bo.get(f"/conversations/new/?customer={ana.pk}").text
    assert 'value="ana@example.org"' in form
    typed = {"inbox": inbox.pk, "to": "Ana", "subject": "Your chair", "text": "It leaves on Thursday."}
    as_bo.post("/conversations/new/", typed)
    made = Conversation.objects.order_by("-pk")[0]
    assert (made.customer, made.owner, made.subject) == (ana, bo, "Your chair")
    assert made.messages.get().deliveries.get().address == "ana@example.org"


def test_an_address_that_nobody_has_becomes_a_customer(as_bo: Client, inbox: Inbox) -> None:
    as_bo.post("/conversations/new/", {"inbox": inbox.pk, "to": "vera@example.com", "text": "Hello"})
    assert Customer.objects.get().addresses.get().value == "vera@example.com"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "Write something."),
        ({"to": "nobody at all"}, "No customer is called so"),
        ({"to": ""}, "Say to whom"),
    ],
)
def test_what_is_missing_in_a_letter_is_said_and_nothing_is_made(
    as_bo: Client, inbox: Inbox, changed: dict[str, str], sentence: str
) -> None:
    typed = {"inbox": inbox.pk, "to": "vera@example.com", "subject": "Your chair", "text": "Hello"}
    answer = as_bo.post("/conversations/new/", {**typed, **changed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Your chair"' in answer.text
    assert Conversation.objects.count() == Customer.objects.count() == 0


def test_nobody_writes_from_an_inbox_they_do_not_see(as_bo: Client, cy_inbox: Inbox) -> None:
    answer = as_bo.post(
        "/conversations/new/", {"inbox": cy_inbox.pk, "to": "vera@example.com", "text": "Hello"}
    )
    assert answer.status_code == 422
    assert Conversation.objects.count() == 0
