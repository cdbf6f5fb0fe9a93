"""`winmail.dat`: in what Outlook wraps files and texts for those whom it takes for Outlook (MS-OXTNEF)."""

from __future__ import annotations

import logging

from keepword.channels.email.letter import Attachment
from keepword.lib.html import clean
from keepword.lib.html_text import text_of_clean

from .attachments import of_bytes, safe_name, type_of
from .charsets import decode

TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
MAX_SIZE = 50_000_000
SIGNATURE = b"\x78\x9f\x3e\x22"


def unpack(
    text: str, html: str, files: list[Attachment], problems: set[str]
) -> tuple[str, str, list[Attachment]]:
    """The texts and files of the mail with each TNEF file replaced by what is in it.

    A wrapping that cannot be read stays a file. Its text is used only where the mail has none of its own.
    """
    if not any(_is_tnef(file) for file in files):
        return text, html, files
    unpacked: list[Attachment] = []
    for file in files:
        content = _contents(file) if _is_tnef(file) else None
        if content is None:
            if _is_tnef(file):
                problems.add("tnef-unreadable")
            unpacked.append(file)
            continue
        inner_text, inner_html, inner_files = content
        unpacked += inner_files or ([] if inner_text or inner_html else [file])
        if not text.strip() and not html:
            html = clean(inner_html) if inner_html else ""
            text = inner_text or text_of_clean(html)
    return text, html, unpacked


def _is_tnef(file: Attachment) -> bool:
    named = file.type in TYPES or file.name.lower() == "winmail.dat"
    return named and file.size <= MAX_SIZE and file.data.startswith(SIGNATURE)


def _contents(file: Attachment) -> tuple[str, str, list[Attachment]] | None:
    from tnefparse import TNEF

    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # its warnings say nothing that we do not see
    try:
        parsed = TNEF(file.data, do_checksum=False)
        named = [(_name(inner.long_filename() or inner.name), inner) for inner in parsed.attachments]
        files = [of_bytes(name, type_of(name), bytes(inner.data)) for name, inner in named if inner.data]
        return _said(parsed.body), _said(parsed.htmlbody), files
    except Exception:  # noqa: BLE001 - the library raises whatever a broken file provokes
        return None


def _name(name: object) -> str:
    return safe_name(_said(name)) or "file"


def _said(body: object) -> str:
    if isinstance(body, bytes):
        return decode(body)[0].replace("\0", "")
    return str(body).replace("\0", "") if body else ""
