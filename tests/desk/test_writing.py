"""Writing: no refusal loses a word, a letter can be taken back, a promise goes with its letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from keepword import service
from keepword.conversations.models import Conversation, Draft, Message
from keepword.promises.models import Promise
from keepword.staff.models import Agent
from tests.conftest import MONDAY

Writes = Callable[..., Message]


@pytest.fixture
def conversation(ana_writes: Writes) -> Conversation:
    """Ana waits for an answer."""
    return ana_writes().conversation


def write(client: Client, conversation: Conversation, kind: str = "reply", **form: Any) -> Any:
    data = {"text": "It leaves on Thursday.", "to": "Ana <ana@example.org>", "then": "send", **form}
    return client.post(f"/conversations/{conversation.pk}/{kind}/", data)


def due_drafts_go_out() -> None:
    for draft in Draft.objects.exclude(next_at=None):
        service.send_draft(draft, now=timezone.now())


def replies() -> list[str]:
    return list(Message.objects.filter(kind="reply").values_list("text", flat=True))


def test_a_reply_waits_a_moment_and_then_goes_out(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation)
    draft = Draft.objects.get()
    assert draft.next_at is not None
    assert timedelta(0) < draft.next_at - timezone.now() <= timedelta(seconds=60)
    assert replies() == []
    due_drafts_go_out()
    assert replies() == ["It leaves on Thursday."]


def test_undo_brings_the_text_back(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation)
    bo_desk.post(f"/conversations/{conversation.pk}/draft/reply/undo/")
    due_drafts_go_out()
    assert replies() == []
    assert "It leaves on Thursday." in bo_desk.get(f"/conversations/{conversation.pk}/").content.decode()


def test_undo_of_what_is_out_says_so(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation)
    due_drafts_go_out()
    answer = bo_desk.post(f"/conversations/{conversation.pk}/draft/reply/undo/")
    assert answer.status_code == 409
    assert "It is out already" in answer.content.decode()


def test_a_late_save_does_not_hold_up_what_is_going_out(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation)
    bo_desk.post(f"/conversations/{conversation.pk}/draft/reply/", {"text": "It lea"})
    due_drafts_go_out()
    assert replies() == ["It leaves on Thursday."]


def test_without_seconds_to_undo_it_goes_at_once(
    conversation: Conversation, bo_desk: Client, settings: Any
) -> None:
    settings.UNDO_SECONDS = 0
    write(bo_desk, conversation)
    assert replies() == ["It leaves on Thursday."]


def test_what_came_meanwhile_stops_the_letter_and_keeps_its_text(
    conversation: Conversation, ana_writes: Writes, bo_desk: Client
) -> None:
    seen = conversation.last_message
    newer = ana_writes("Never mind!", in_reply_to=("ana-1@example.org",))
    answer = bo_desk.post(
        f"/conversations/{conversation.pk}/reply/",
        {"text": "It leaves on Thursday.", "to": "ana@example.org", "then": "send", "seen": seen},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert "Something was said meanwhile" in answer.content.decode()
    assert f'name="seen" id="seen" value="{newer.pk}"' in answer.content.decode()
    draft = Draft.objects.get()
    assert (draft.content["text"], draft.next_at) == ("It leaves on Thursday.", None)
    write(bo_desk, conversation, seen=newer.pk)
    due_drafts_go_out()
    assert replies() == ["It leaves on Thursday."]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": " "}, "nothing written"),
        ({"to": "ana at example"}, "no mail address"),
        ({"then": "later", "later": "some time"}, "Say when it shall go out"),
    ],
)
def test_a_refused_letter_keeps_every_field(
    form: dict[str, str], words: str, conversation: Conversation, bo_desk: Client
) -> None:
    refused = write(bo_desk, conversation, cc="di@chairs.test", **form)
    page = bo_desk.get(refused["Location"]).content.decode()
    assert words in page
    assert "di@chairs.test" in page
    assert Draft.objects.get().next_at is None


def test_send_later(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation, then="later", later="2h")
    held = Draft.objects.get().next_at
    assert held is not None
    assert abs(held - timezone.now() - timedelta(hours=2)) < timedelta(minutes=1)


def test_send_and_resolve(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation, then="resolve")
    due_drafts_go_out()
    conversation.refresh_from_db()
    assert conversation.state == Conversation.RESOLVED


def test_a_promise_goes_with_its_letter_into_the_ledger(
    conversation: Conversation, bo: Agent, bo_desk: Client
) -> None:
    promise = {"promise_what": "the green chair", "promise_kind": "delivery", "promise_due": "2h"}
    write(bo_desk, conversation, then="pledge", **promise)
    write(
        bo_desk,
        conversation,
        then="pledge",
        **{**promise, "promise_what": "a call", "promise_kind": "callback"},
    )
    assert not Promise.objects.filter(source="person").exists()
    write(bo_desk, conversation)
    due_drafts_go_out()
    made = Promise.objects.filter(source="person").order_by("pk")
    assert [(p.what, p.kind, p.owner) for p in made] == [
        ("the green chair", "delivery", bo),
        ("a call", "callback", bo),
    ]


def test_a_promise_can_be_dropped_before_it_is_sent(conversation: Conversation, bo_desk: Client) -> None:
    for what in ("a chair", "a table"):
        form = {"promise_what": what, "promise_kind": "other", "promise_due": "2h"}
        write(bo_desk, conversation, then="pledge", **form)
    write(bo_desk, conversation, then="unpledge-0")
    assert [row["what"] for row in Draft.objects.get().content["promises"]] == ["a table"]


def test_a_promise_without_a_time_is_refused_where_the_hand_is(
    conversation: Conversation, bo_desk: Client
) -> None:
    answer = bo_desk.post(
        f"/conversations/{conversation.pk}/reply/",
        {"then": "pledge", "promise_what": "a call", "promise_kind": "callback", "promise_due": "soonish"},
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#pledges")
    assert 'value="soonish"' in answer.content.decode()


def test_a_note_stays_in_the_house(conversation: Conversation, bo_desk: Client) -> None:
    write(bo_desk, conversation, "note", text="She is right")
    note = Message.objects.get(kind="note")
    assert (note.text, note.deliveries.count()) == ("She is right", 0)
    assert not Draft.objects.exists()


def test_a_forward_takes_the_files_along(ana_writes: Writes, bo_desk: Client) -> None:
    said = ana_writes(files=(service.ArrivedFile("chair.png", "image/png", b"PNG"),))
    form = {"to": "maker@example.com", "forward_of": said.pk, "with_files": "on"}
    write(bo_desk, said.conversation, "forward", **form)
    due_drafts_go_out()
    letter = Message.objects.get(kind="forward")
    assert [file.name for file in letter.attachments.all()] == ["chair.png"]
    said.conversation.refresh_from_db()
    assert said.conversation.waiting_since == MONDAY


def test_files_are_kept_with_the_draft_and_sent(conversation: Conversation, bo_desk: Client) -> None:
    address = f"/conversations/{conversation.pk}/draft/reply/files/"
    for name in ("one.txt", "two.txt"):
        bo_desk.post(address, {"text": "See here", "files": SimpleUploadedFile(name, b"x" + name.encode())})
    first = Draft.objects.get().attachments.first()
    assert first is not None
    bo_desk.post(f"{address}{first.pk}/removal/")
    write(bo_desk, conversation)
    due_drafts_go_out()
    assert [f.name for f in Message.objects.get(kind="reply").attachments.all()] == ["two.txt"]


def test_what_is_typed_is_kept_and_others_see_that_somebody_writes(
    conversation: Conversation, bo_desk: Client, di: Agent
) -> None:
    bo_desk.post(f"/conversations/{conversation.pk}/draft/reply/", {"text": "Dear Ana"})
    assert "Dear Ana" in bo_desk.get(f"/conversations/{conversation.pk}/").content.decode()
    other = Client()
    other.force_login(di)
    page = other.get(f"/conversations/{conversation.pk}/").content.decode()
    assert "Bo is writing an answer" in page
    assert "Dear Ana" not in page
    bo_desk.post(f"/conversations/{conversation.pk}/draft/reply/", {"text": ""})
    assert not Draft.objects.exists()


def test_reply_to_all_offers_the_others_of_the_last_letter(ana_writes: Writes, bo_desk: Client) -> None:
    ours, other = (
        service.Person("support@chairs.test"),
        service.Person("ana.senior@example.org", "Ana senior"),
    )
    said = ana_writes(to=(ours, other))
    page = bo_desk.get(f"/conversations/{said.conversation_id}/?write=reply").content.decode()
    assert 'data-reply-all="Ana senior &lt;ana.senior@example.org&gt;"' in page


def test_in_junk_and_in_others_inboxes_nothing_is_written(
    conversation: Conversation, bo: Agent, bo_desk: Client, cy_desk: Client
) -> None:
    service.junk(conversation, by=bo, why="fraud")
    refused = write(bo_desk, conversation)
    assert "junk" in bo_desk.get(refused["Location"]).content.decode()
    assert replies() == []


@pytest.mark.parametrize(("text", "words"), [("fri 15:00", "15:00"), ("blah", "Not understood"), ("", "")])
def test_a_typed_time_is_said_back(text: str, words: str, bo_desk: Client) -> None:
    assert words in bo_desk.get("/when/", {"text": text}).content.decode()


def test_a_formatted_letter_is_clean_and_reads_well_as_text(
    conversation: Conversation, bo_desk: Client
) -> None:
    html = "<p>Dear Ana,</p><ul><li><p>a chair</p></li><li><p>a <strong>green</strong> one</p></li></ul>"
    write(bo_desk, conversation, text="Dear Ana, a chair", html=f"{html}<script>alert(1)</script>")
    due_drafts_go_out()
    letter = Message.objects.get(kind="reply")
    assert "<strong>green</strong>" in letter.html
    assert "script" not in letter.html
    assert "- a chair" in letter.text
