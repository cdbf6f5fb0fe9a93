"""The pages beside the queue in a real browser: with scripts and without, on a phone, in the dark, heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.notices.actions import tell
from keepword.promises import actions
from keepword.promises.models import Promise
from keepword.staff.models import Agent

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Opens = Callable[..., Page]


@pytest.fixture(autouse=True)
def monday() -> None:
    """A browser lives in the present."""


@pytest.fixture
def conversation(ana_writes: Callable[..., Message], bo: Agent) -> Conversation:
    """Ana has written, and Bo has answered with a promise."""
    now = timezone.now()
    conversation = ana_writes(at=now - timedelta(hours=1)).conversation
    service.answer(conversation, by=bo, text="The new chair comes on Thursday.")
    due_at = now + timedelta(days=2)
    actions.make(
        what="the new chair", kind="delivery", due_at=due_at, by=bo, at=now, conversation=conversation
    )
    tell(bo, "given", key="given", conversation=conversation.pk, subject=conversation.subject)
    return conversation


@pytest.fixture
def opens(browser: Browser, live_server: Any, bo: Agent) -> Iterator[Opens]:
    """Bo opens an address, in a browser as is asked for."""
    client = Client()
    client.force_login(bo)
    name = settings.SESSION_COOKIE_NAME
    contexts = []

    def open_(address: str, **wishes: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **wishes)
        contexts.append(context)
        context.add_cookies([{"name": name, "url": live_server.url, "value": client.cookies[name].value}])
        page = context.new_page()
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_a_promise_is_kept_where_it_stands(conversation: Conversation, opens: Opens) -> None:
    page = opens("/promises/")
    row = page.locator("article.promise", has_text="the new chair")
    row.get_by_role("link", name="Keep").click()
    row.get_by_label("How do you know?").fill("The carrier's note")
    row.get_by_role("button", name="Keep").click()
    row.get_by_text("Yes or no?").first.wait_for()
    assert row.get_by_label("How do you know?").input_value() == "The carrier's note"
    for group in row.get_by_role("group").all():
        group.get_by_label("Yes").check()
    row.get_by_role("button", name="Keep").click()
    row.get_by_text("✓ kept").wait_for()
    assert page.url.endswith("/promises/")
    assert Promise.objects.get(source="person").state == "kept"


def test_without_scripts_a_promise_is_renegotiated(conversation: Conversation, opens: Opens) -> None:
    page = opens("/promises/", java_script_enabled=False)
    page.locator("article.promise").get_by_role("link", name="Renegotiate").click()
    page.get_by_label("By when").fill("5d")
    page.get_by_label("What did the customer agree to?").fill("Friday is fine")
    page.get_by_role("button", name="Renegotiate").click()
    assert page.get_by_text("Friday is fine").is_visible()
    assert sorted(Promise.objects.filter(source="person").values_list("state", flat=True)) == [
        "open",
        "renegotiated",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_fits_a_phone_and_can_be_heard(
    conversation: Conversation, opens: Opens, scheme: Any
) -> None:
    promise, customer = Promise.objects.get(source="person").pk, conversation.customer_id
    page = opens("/promises/", color_scheme=scheme, viewport={"width": 360, "height": 740})
    for address in (
        "/promises/",
        "/promises/?tab=kept",
        f"/promises/{promise}/keeping/",
        f"/promises/new/?conversation={conversation.pk}",
        "/customers/",
        f"/customers/{customer}/",
        f"/customers/{customer}/particulars/",
        f"/conversations/new/?customer={customer}",
        "/search/?q=chair",
        "/search/?q=zebedee",
        "/junk/",
        "/quarantine/",
        "/notices/",
    ):
        page.goto(address)
        assert page.evaluate("document.querySelector('#work').scrollWidth <= innerWidth"), address
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == [], address
