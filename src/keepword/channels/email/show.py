"""`keepword mail show`: what Keepword reads in mails, for people and for programs. Needs no data folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .letter import Address, Attachment, Bounce, Letter
from .reading import read


def main(files: list[str], as_json: bool) -> int:
    """Print what each of the mails says, row by row in the order of `files`; 1 if a file cannot be opened."""
    failed = 0
    for name in files:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: {error.strerror}", file=sys.stderr)
            failed = 1
            continue
        letter = read(raw)
        shown = json.dumps(as_dict(letter), ensure_ascii=True) if as_json else as_page(name, letter)
        print(shown, flush=True)
    return failed


def as_dict(letter: Letter) -> dict[str, Any]:
    """The letter under the names that the contract gives them; attachments without their bytes."""
    return {
        "from": _person(letter.from_),
        "to": [_person(address) for address in letter.to],
        "cc": [_person(address) for address in letter.cc],
        "reply_to": [_person(address) for address in letter.reply_to],
        "subject": letter.subject,
        "date": letter.date.isoformat() if letter.date else None,
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "text": letter.text,
        "html": letter.html,
        "reply_text": letter.reply_text,
        "attachments": [_file(attachment) for attachment in letter.attachments],
        "is_auto_reply": letter.is_auto_reply,
        "is_list": letter.is_list,
        "is_bounce": letter.is_bounce,
        "bounce": _bounce(letter.bounce),
        "language": letter.language,
        "trust": letter.trust,
        "junk_mark": letter.junk_mark,
        "problems": list(letter.problems),
    }


def _person(address: Address | None) -> dict[str, str] | None:
    return {"name": address.name, "address": address.address} if address else None


def _file(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
    }


def _bounce(bounce: Bounce | None) -> dict[str, Any] | None:
    if bounce is None:
        return None
    return {
        "recipient": bounce.recipient,
        "status": bounce.status,
        "reason": bounce.reason,
        "permanent": bounce.permanent,
    }


def as_page(name: str, letter: Letter) -> str:
    """The letter for a person at a terminal; control characters of the mail are made harmless."""
    marks = [
        word
        for word, holds in [
            ("automatic reply", letter.is_auto_reply),
            ("list", letter.is_list),
            ("bounce", letter.is_bounce),
            ("junk", letter.junk_mark is not None),
        ]
        if holds
    ]
    lines = [
        f"== {name}",
        f"From:     {_line(letter.from_)} ({letter.trust})",
        f"To:       {', '.join(map(_line, letter.to))}",
        *([f"Cc:       {', '.join(map(_line, letter.cc))}"] if letter.cc else []),
        f"Subject:  {letter.subject}",
        f"Date:     {letter.date.isoformat() if letter.date else '-'}",
        *([f"Marks:    {', '.join(marks)}"] if marks else []),
        *([f"Problems: {', '.join(letter.problems)}"] if letter.problems else []),
        *(f"File:     {file.name} ({file.type}, {file.size} bytes)" for file in letter.attachments),
        "",
        letter.reply_text or letter.text,
        "",
    ]
    return "".join(char if char.isprintable() or char == "\n" else " " for char in "\n".join(lines))


def _line(address: Address | None) -> str:
    if address is None:
        return "-"
    return f"{address.name} <{address.address}>" if address.name else address.address


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main([name for name in arguments if name != "--json"], "--json" in arguments))
