"""Which parts are the letter itself and which are files with it.

The rules are those of JMAP (RFC 8621 §4.1.4) with one difference: several text parts in a row, as Apple Mail
writes them around images, are read as one text.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from keepword.lib.html import MAX_HTML, clean, text_of_clean

from .charsets import decode
from .mime import Part

MAX_TEXT = 2_000_000
"""Characters of text that are kept as the letter's words; the whole stays in the stored mail."""

_BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")


@dataclass(slots=True)
class Bodies:
    """The letter's own parts in their order, each as plain text, HTML or both, and the parts that are files."""

    pieces: list[tuple[Part | None, Part | None]] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)


def sort_out(root: Part) -> Bodies:
    """Tell the letter's words from its files."""
    found = Bodies()
    waiting: list[tuple[Part, str, bool]] = [(root, "multipart/mixed", True)]
    while waiting:
        part, within, first = waiting.pop()
        if part.type == "multipart/alternative" and part.children:
            _alternative(part, found)
        elif part.is_multipart and part.children:
            children = _root_first(part) if part.type == "multipart/related" else part.children
            inner = [(child, part.type, number == 0) for number, child in enumerate(children)]
            waiting.extend(reversed(inner))
        elif part.is_multipart:
            if part.start < part.end and part.body().strip():
                part.type = "text/plain"  # no part was found in it: better shown as it is than lost
                found.pieces.append((part, None))
        elif _is_body(part, within, first):
            found.pieces.append((None, part) if part.type == "text/html" else (part, None))
        else:
            found.files.append(part)
    return found


def _is_body(part: Part, within: str, first: bool) -> bool:
    if part.type not in _BODY_TYPES or part.disposition == "attachment":
        return False
    return first or (within != "multipart/related" and not part.filename)


def _root_first(part: Part) -> list[Part]:
    """The children of a related part, the one that `start` names in front (RFC 2387 §3.2)."""
    wanted = part.parameters.get("start", "").strip("<>")
    for child in part.children if wanted else ():
        if child.content_id == wanted:
            return [child, *(other for other in part.children if other is not child)]
    return part.children


def _alternative(part: Part, found: Bodies) -> None:
    """One piece out of alternatives: the first plain text and the last HTML in them; the rest are files."""
    plain: list[Part] = []
    rich: list[Part] = []
    for child in part.children:
        if child.type in ("multipart/alternative", "multipart/related", "multipart/mixed", "multipart/signed"):
            inner = sort_out(child)
            plain += [text for text, _ in inner.pieces if text]
            rich += [html for _, html in inner.pieces if html]
            found.files += inner.files
        elif child.is_multipart:
            inner = sort_out(child)
            found.files += inner.files
            plain += [text for text, _ in inner.pieces if text]
        elif child.type == "text/plain" and child.disposition != "attachment":
            plain.append(child)
        elif child.type == "text/html" and child.disposition != "attachment":
            rich.append(child)
        elif child.type in _BODY_TYPES:
            if len(part.children) == 1:
                plain.append(child)
        else:
            found.files.append(child)
    found.pieces.append((plain[0] if plain else None, rich[-1] if rich else None))
    if len(plain) > 1 and len(rich) > 1:
        found.pieces.extend((None, html) for html in rich[:-1])
    

def texts(found: Bodies, fallback: str | None, problems: set[str]) -> tuple[str, str]:
    """The letter as plain text and as safe HTML (empty where no part of it is HTML)."""
    plain: list[str] = []
    rich: list[str] = []
    any_html = any(html for _, html in found.pieces)
    for text_part, html_part in found.pieces:
        cleaned = clean(_html(html_part, fallback, problems)) if html_part else ""
        text = _text(text_part, fallback, problems) if text_part else ""
        if html_part and not text.strip():
            text = text_of_clean(cleaned)
        if text.strip() or not plain:
            plain.append(text)
        if any_html:
            rich.append(cleaned if html_part else as_html(text))
    text = plain[0] if len(plain) == 1 else "\n\n".join(piece.strip("\n") for piece in plain if piece.strip())
    return text, "\n".join(rich)


def _text(part: Part, fallback: str | None, problems: set[str]) -> str:
    text = _decoded(part, fallback, problems)
    if part.type != "text/plain":
        text = _ENRICHED.sub("", text).replace("<<", "<")
    elif part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if len(text) > MAX_TEXT:
        problems.add("text-truncated")
    return text[:MAX_TEXT]


def _html(part: Part, fallback: str | None, problems: set[str]) -> str:
    html = _decoded(part, fallback, problems)
    if len(html) > MAX_HTML:
        problems.add("html-truncated")
    return html


_ENRICHED = re.compile(r"<param>[^<]*</param>|</?[a-z][a-z0-9-]*>", re.I)
_META_CHARSET = re.compile(rb"<meta[^<>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)


def _decoded(part: Part, fallback: str | None, problems: set[str]) -> str:
    data = part.content()
    label = part.charset
    if label is None and part.type == "text/html" and not data.isascii():
        meta = _META_CHARSET.search(data[:4_000])
        label = meta[1].decode() if meta else None
    text, as_labelled = decode(data, label, fallback)
    if not as_labelled:
        problems.add("charset-wrong")
    return normal(text)


def normal(text: str) -> str:
    """`text` with `\\n` line ends, without NUL and byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "").removeprefix("\ufeff")


def _unflowed(text: str, delete_space: bool) -> str:
    """Lines of `format=flowed` text joined again (RFC 3676 §4.2); quoted lines and signatures stay as they are."""
    lines: list[str] = []
    open_ = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line[1:] if line.startswith(" ") else line
        if open_ and not quoted and line != "-- ":
            lines[-1] = (lines[-1][:-1] if delete_space else lines[-1]) + line
        else:
            lines.append(line)
        open_ = line.endswith(" ") and line != "-- " and not quoted
    return "\n".join(lines)


def as_html(text: str) -> str:
    """Plain text as HTML that shows it line for line."""
    escaped = entities.escape(text.strip("\n"), quote=False)
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"
