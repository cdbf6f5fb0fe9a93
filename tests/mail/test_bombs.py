"""Mails made to break a reader: each is read, in a time that grows with its size only."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keepword.channels.email.letter import Letter
from keepword.channels.email.reading import read

SIZE = 500_000
HEAD = b"From: Ana <ana@example.com>\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
ROBOT = b"From: MAILER-DAEMON@mx.example.org\nSubject: failure notice\n\n"
MIXED = b"From: Ana <ana@example.com>\nContent-Type: multipart/mixed; boundary=b\n\n"


def read_soon(raw: bytes) -> Letter:
    """The letter, read within two seconds of our own processor time (a quadratic reader needs minutes)."""
    started = time.process_time()
    letter = read(raw)
    assert time.process_time() - started < 2
    assert "unreadable" not in letter.problems
    return letter


LINES = {
    "on": "On ",
    "on lines": "On x\n",
    "nearly an attribution": "On Mon, Jan 5, 2026 at 3:00 PM Ana <ana@example.com\n",
    "quoted": "> x\n",
    "marks": ">",
    "blank lines": "\n",
    "rules": "_____\n",
    "header lines": "From: x\nSent: 2026\n",
    "signatures": "-- \nSent from my iPhone\n",
    "a long phone": "sent from my a ",
    "encoded words": "=?utf-8?q?a?= ",
    "report lines": "Final-Recipient: rfc822; a@b.c\nAction: failed\n\n",
    "combining marks": "e\u0301",
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("head", [HEAD, ROBOT], ids=["person", "robot"])
def test_texts_of_half_a_megabyte(name: str, head: bytes) -> None:
    line = LINES[name].encode()
    read_soon(head + line * (SIZE // len(line)))


FIELDS = {
    "angles": "<",
    "quotes": '"',
    "escaped quotes": '\\"',
    "comments": "(",
    "many": "a@b.c, ",
    "folds": "\n b",
    "words": "=?a?q?",
    "parameters": ';a="',
    "continued": ";name*1*=a",
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("field", ["From", "To", "Subject", "Content-Type", "References"])
def test_fields_of_half_a_megabyte(name: str, field: str) -> None:
    read_soon(f"{field}: {FIELDS[name] * (SIZE // len(FIELDS[name]))}\n\nx".encode())


def test_ten_thousand_nested_multiparts() -> None:
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(10_000))
    letter = read_soon(b"From: ana@example.com\n" + raw)
    assert "nested-too-deep" in letter.problems
    assert len(letter.attachments) == 1


def test_a_hundred_thousand_parts() -> None:
    letter = read_soon(MIXED + b"--b\n\nx\n" * 100_000)
    assert "parts-too-many" in letter.problems
    assert letter.attachments[-1].size > 500_000


def test_a_header_of_a_megabyte() -> None:
    letter = read_soon(b"From: ana@example.com\nX-Long: " + b"a" * 1_100_000 + b"\nSubject: lost\n\nbody")
    assert "header-truncated" in letter.problems
    assert letter.from_ is not None


def test_enclosed_mails_without_end() -> None:
    assert len(read_soon(b"Content-Type: message/rfc822\n\n" * 30_000).attachments) == 1


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=2_000))
@example(b"")
@example(b"\0")
@example(b"From: \xff\xfe\nContent-Type: text/plain; charset=idna\n\n\xff")
@example(b"Content-Type: text/plain; charset=utf-7\n\n+2AA-")
@example(b"Date: Mon, 99 Xxx 99999 99:99:99 +9999\n\n")
@example(b"Content-Disposition: attachment; filename*99999999*=x''%\n\n")
@example(b"Content-Type: multipart/alternative; boundary=\n\n--\n")
def test_no_bytes_stop_the_reader(raw: bytes) -> None:
    letter = read(raw)
    assert "unreadable" not in letter.problems
    (letter.text + letter.html + letter.subject).encode()
