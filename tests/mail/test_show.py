"""`mail show` prints what the contract promises, row by row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keepword.channels.email import show

SAMPLES = Path(__file__).parent / "samples"

FIELDS = set(
    "from to cc reply_to subject date message_id in_reply_to references text html reply_text attachments "
    "is_auto_reply is_list is_bounce bounce language trust problems".split()
)


def test_rows_of_json_come_in_the_order_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SAMPLES / "two_senders.eml"), str(SAMPLES / "invitation.eml")]
    assert show.main(files, as_json=True) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["subject"] for row in rows] == ["two", "visit"]
    assert set(rows[0]) >= FIELDS
    assert rows[0]["from"] == {"name": "Ana", "address": "ana@example.com"}
    assert set(rows[1]["attachments"][0]) == {"name", "type", "size", "sha256", "inline", "content_id"}


def test_people_get_a_page_without_control_characters(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(b"From: Ana <ana@example.com>\nSubject: x\n\nHello \x1b[31mred\n")
    assert show.main([str(mail)], as_json=False) == 0
    page = capsys.readouterr().out
    assert "Ana <ana@example.com> (unverified)" in page
    assert "\x1b" not in page


def test_a_missing_file_is_said_and_the_others_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert show.main(["nowhere.eml", str(SAMPLES / "two_senders.eml")], as_json=True) == 1
    said = capsys.readouterr()
    assert "nowhere.eml" in said.err
    assert json.loads(said.out)["subject"] == "two"
