"""A day at the desk, in a real browser."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.journeys.conftest import PASSWORD, House

pytestmark = pytest.mark.journey


def open_first(desk: Page, subject: str) -> None:
    """Open the conversation by the keyboard, as Di does."""
    expect(desk.locator(".list-row", has_text=subject)).to_be_visible(timeout=10_000)
    desk.keyboard.press("j")
    row = desk.locator(".list-row > a", has_text=subject)
    while desk.evaluate("document.activeElement.textContent").find(subject) < 0:
        desk.keyboard.press("j")
    expect(row).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".thread h1")).to_have_text(subject)


def test_a_mail_appears_by_itself_is_answered_promised_undone_and_sent(house: House, desk: Page) -> None:
    expect(desk.get_by_text("Nothing is due")).to_be_visible()
    house.mail("Where is my chair?", subject="The green chair", letter="green")
    open_first(desk, "The green chair")
    expect(desk.get_by_text("Where is my chair?").last).to_be_visible()
    expect(desk).to_have_title(re.compile("The green chair · Keepword Chairs"))

    desk.keyboard.press("r")
    editor = desk.locator(".ProseMirror")
    expect(editor).to_be_focused()
    desk.keyboard.type("It leaves our house on Thursday.")
    desk.keyboard.press("Alt+p")
    desk.get_by_label("I promise").last.fill("the green chair")
    desk.get_by_label("Kind").select_option("delivery")
    desk.get_by_label("By when").fill("2 days")
    expect(desk.locator("#due-said")).to_contain_text("→")
    desk.keyboard.press("Enter")
    expect(desk.locator(".pledge-chip")).to_contain_text("the green chair")

    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text(re.compile("goes out"))).to_be_visible()
    desk.keyboard.press("z")
    expect(editor).to_contain_text("It leaves our house on Thursday.")
    expect(desk.locator(".pledge-chip")).to_contain_text("the green chair")
    editor.click()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".message-reply")).to_contain_text("It leaves our house", timeout=25_000)
    expect(desk.locator("#strip")).to_contain_text("the green chair")


def test_what_arrives_while_one_writes_stops_the_letter_and_keeps_every_word(
    house: House, desk: Page
) -> None:
    house.mail("Is it red?", subject="A red chair", letter="red")
    open_first(desk, "A red chair")
    desk.keyboard.press("r")
    editor = desk.locator(".ProseMirror")
    expect(editor).to_be_focused()
    desk.keyboard.type("Yes, it is")
    expect(desk.locator("#saved")).to_have_text("Saved")
    house.mail("I want blue after all", subject="Re: A red chair", answers="<red@example.org>")
    expect(desk.locator(".thread")).to_contain_text("I want blue after all", timeout=10_000)
    expect(editor).to_be_focused()
    expect(editor).to_have_text("Yes, it is")
    desk.keyboard.type(" red.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#composer-refusal")).to_contain_text("Something was said meanwhile")
    expect(editor).to_have_text("Yes, it is red.")
    desk.reload()
    expect(desk.locator("#composer")).to_contain_text("Yes, it is red.")


def test_a_conversation_is_put_off_and_resolved_by_keys(house: House, desk: Page) -> None:
    house.mail("Thank you!", subject="Only thanks")
    open_first(desk, "Only thanks")
    desk.keyboard.press("s")
    desk.get_by_role("button", name="In three hours").click()
    expect(desk.locator("#thread-head")).to_contain_text("snoozed until")
    desk.get_by_role("button", name="Wake it").click()
    expect(desk.locator("#thread-head")).not_to_contain_text("snoozed until")
    desk.locator("#pane").focus()
    desk.keyboard.press("e")
    reason = desk.get_by_label(re.compile("Why is no answer needed"))
    expect(reason).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#resolution-form .error")).to_contain_text("waits for an answer")
    reason.fill("Only thanks")
    desk.keyboard.press("Enter")
    expect(desk.locator("#thread-head")).to_contain_text("resolved")


def test_a_note_is_no_reply(house: House, desk: Page) -> None:
    house.mail("A stool, please", subject="A stool")
    open_first(desk, "A stool")
    desk.keyboard.press("n")
    expect(desk.locator(".composer-note").first).to_be_visible()
    expect(desk.get_by_label("To", exact=True)).to_have_count(0)
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.type("She bought three before")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".message-note")).to_contain_text("She bought three before")


def test_a_file_is_kept_with_the_draft_and_goes_along(house: House, desk: Page) -> None:
    house.mail("May I see it?", subject="A picture")
    open_first(desk, "A picture")
    desk.keyboard.press("r")
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.type("Here it is")
    chair = FilePayload(name="chair.png", mimeType="image/png", buffer=b"PNG")
    desk.locator('#write input[type="file"]').set_input_files(chair)
    expect(desk.locator("#files")).to_contain_text("chair.png")
    expect(desk.locator(".ProseMirror")).to_have_text("Here it is")
    desk.locator(".ProseMirror").click()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".message-reply")).to_contain_text("chair.png", timeout=25_000)


def test_letters_can_be_switched_off_and_the_list_shows_them(desk: Page) -> None:
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("I promise")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.keyboard.press("g")
    desk.keyboard.press("m")
    expect(desk.locator("#list-title")).to_have_text("Mine")
    expect(desk.locator(".nav-link[aria-current]")).to_contain_text("Mine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, house: House, desk: Page) -> None:
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    house.mail("Where is my table?", subject=f"A table {scheme}")
    open_first(desk, f"A table {scheme}")
    expect(desk.locator(".side")).to_contain_text("Promises to Ana")
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()
    desk.keyboard.press("r")
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.press("Alt+p")
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_at_the_door_and_in_the_list(house: House, desk: Page) -> None:
    house.mail("Where is my lamp?", subject="A lamp")
    expect(desk.locator(".list-row", has_text="A lamp")).to_be_visible(timeout=10_000)
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()
    desk.context.clear_cookies()
    desk.goto(f"{house.url}/log-in/")
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 360])
def test_on_a_phone_there_is_one_pane_at_a_time_and_nothing_sticks_out(
    width: int, house: House, desk: Page
) -> None:
    house.mail("On the road", subject=f"From {width}")
    desk.set_viewport_size({"width": width, "height": 780})
    row = desk.locator(".list-row > a", has_text=f"From {width}")
    expect(row).to_be_visible(timeout=10_000)
    row.click()
    expect(desk.locator(".thread h1")).to_be_visible()
    expect(desk.locator(".list")).to_be_hidden()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_role("link", name="Back to the list").click()
    expect(desk.locator(".list")).to_be_visible()


def test_without_scripts_the_desk_still_answers(house: House, browser: Browser) -> None:
    house.mail("No scripts here", subject="Plain")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house.url}/log-in/")
    page.fill("#id_username", "di@chairs.test")
    page.fill("#id_password", PASSWORD)
    page.click("button")
    page.locator(".list-row > a", has_text="Plain").click()
    page.get_by_role("link", name=re.compile("Write to Ana")).click()
    page.fill("#text", "Answered without scripts")
    page.get_by_role("button", name=re.compile("^Send")).last.click()
    expect(page.locator("#thread")).to_contain_text("Answered without scripts")
    context.close()
