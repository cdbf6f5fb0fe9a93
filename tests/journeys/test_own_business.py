"""A shop owner on an empty folder: the printed link, two pages, a tested mailbox, the first answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.email.conftest import mail, parsed
from tests.running import Running
from tests.servers.dovecot import Account, Dovecot
from tests.servers.postfix import Postfix

pytestmark = [pytest.mark.servers, pytest.mark.slow, pytest.mark.journey]

OURS = "support@customers.test"


@pytest.fixture
def empty(tmp_path: Path, postfix: Postfix) -> Iterator[Running]:
    """`keepword serve` on an empty folder, which trusts the certificates of the test's servers."""
    running = Running(tmp_path / "data", environ={"SSL_CERT_FILE": str(postfix.ca_file)})
    running.start()
    yield running
    running.stop()


def fill_in_servers(page: Page, box: Account, dovecot: Dovecot, postfix: Postfix) -> None:
    """The second page, as a provider's instructions would have it."""
    for name, value in {
        "address": OURS,
        "imap_host": "localhost",
        "imap_port": str(dovecot.imaps_port),
        "username": box.address,
        "password": box.password,
        "smtp_host": "localhost",
        "smtp_port": str(postfix.smtp_port),
        "smtp_username": postfix.user,
        "smtp_password": postfix.password,
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=imap_security]").select_option("tls")
    page.locator("[name=smtp_security]").select_option("starttls")


def begin(page: Page, empty: Running) -> None:
    """The printed link and its first page; a weak password is refused and everything typed stays."""
    page.goto(next(line.strip() for line in empty.lines if "/set-up/" in line))
    page.locator("[name=business]").fill("Keepword Chairs")
    page.locator("[name=country]").select_option("HR")
    page.locator("[name=name]").fill("Di")
    page.locator("[name=email]").fill("di@example.com")
    page.locator("[name=password]").fill("password")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[name=business]")).to_have_value("Keepword Chairs")
    page.locator("[name=password]").fill("correct horse battery")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{empty.url}/set-up/mailbox/")


def test_from_an_empty_folder_to_the_first_answer(
    empty: Running, page: Page, postfix: Postfix, dovecot: Dovecot
) -> None:
    box, ana = dovecot.add_user(OURS), dovecot.add_user("ana")
    dovecot.deliver(OURS, mail("From before", sender=f"Ana <{ana.address}>", letter_id="0@customers.test"))
    begin(page, empty)

    fill_in_servers(page, box, dovecot, postfix)
    page.locator("[name=password]").fill("a wrong password")
    page.get_by_role("button", name="Test it").click()
    expect(page.get_by_text("AUTHENTICATIONFAILED").first).to_be_visible(timeout=30_000)
    page.locator("[name=password]").fill(box.password)
    page.locator("[name=smtp_password]").fill(postfix.password)
    page.get_by_role("button", name="Test it").click()
    expect(page.get_by_text("AUTHENTICATIONFAILED")).to_have_count(0, timeout=60_000)
    expect(page.locator(".callout-error")).to_have_count(0)
    expect(page.locator("[name=imap_host]")).to_have_value("localhost")
    page.get_by_role("button", name="Save and begin").click()
    page.wait_for_url(f"{empty.url}/")

    question = mail(
        "Where is my chair?", sender=f"Ana <{ana.address}>", to=OURS, letter_id="1@customers.test"
    )
    dovecot.deliver(OURS, question)
    page.get_by_text("Where is my chair?").first.click(timeout=30_000)  # it comes by itself
    expect(page.get_by_text("From before")).to_have_count(0)
    expect(page.locator("#thread")).to_contain_text("Where is my chair?")
    page.keyboard.press("r")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.type("It leaves on Thursday.")
    page.keyboard.press("Control+Enter")
    (answer,) = (parsed(raw) for raw in dovecot.wait_for_mails(ana.address, 1, within=30))
    assert answer["In-Reply-To"] == "<1@customers.test>"
    assert answer["From"].addresses[0].addr_spec == OURS
    assert answer["From"].addresses[0].display_name.startswith("Di")
    expect(page.locator(".thread-facts")).not_to_contain_text("waiting", timeout=15_000)
