"""Which parts are the letter itself and which are files with it.

The rules are those of JMAP (RFC 8621 §4.1.4). Texts with files between them, as Apple Mail writes them, are
read as one. A text right behind another one is something that a list or a scanner appended: it is shown with
the letter (in its HTML), but it is not what the writer said.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from keepword.lib.html import MAX_HTML, clean
from keepword.lib.html_text import text_of_clean

from .charsets import decode
from .mime import Part

MAX_TEXT = 2_000_000
"""Characters of text that are kept as the letter's words; the whole stays in the stored mail."""

_BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")


@dataclass(slots=True)
class Piece:
    """One stretch of the letter: as plain text, as HTML, or as both (each of one part, rarely of more).

    `appended` marks a text right behind other words: a list's footer, a scanner's note.
    """

    plain: list[Part]
    rich: list[Part]
    appended: bool = False


@dataclass(slots=True)
class Bodies:
    """The letter's own parts in their order, and the parts that are files."""

    pieces: list[Piece] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)


def sort_out(root: Part) -> Bodies:
    """Tell the letter's words from its files."""
    found = Bodies()
    waiting: list[tuple[Part, str, bool]] = [(root, "multipart/mixed", True)]
    after_words = False
    while waiting:
        part, within, first = waiting.pop()
        if part.type == "multipart/alternative" and part.children:
            _alternative(part, found)
        elif part.is_multipart and part.children:
            children = _root_first(part) if part.type == "multipart/related" else part.children
            inner = [(child, part.type, number == 0) for number, child in enumerate(children)]
            waiting.extend(reversed(inner))
            continue
        elif part.is_multipart:
            _unparted(part, found)
        elif not _is_body(part, within, first):
            found.files.append(part)
            after_words = False
            continue
        elif part.type == "text/html":
            found.pieces.append(Piece([], [part]))
        else:
            found.pieces.append(Piece([part], [], appended=after_words))
        after_words = True
    return found


def _unparted(part: Part, found: Bodies) -> None:
    """A multipart in which no part was found: shown as it stands, and kept as a file."""
    if part.body().strip():
        part.type = "text/plain"
        found.pieces.append(Piece([part], []))
        found.files.append(part)


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
    """One piece out of alternatives: the first plain text and the last HTML (RFC 2046 §5.1.4)."""
    plain: list[Part] = []
    rich: list[Part] = []
    for child in part.children:
        if child.is_multipart and child.children:
            inner = sort_out(child)
            plain = plain or [text for piece in inner.pieces for text in piece.plain]
            rich = [html for piece in inner.pieces for html in piece.rich] or rich
            found.files += inner.files
        elif child.type == "text/html" and child.disposition != "attachment":
            rich = [child]
        elif child.type == "text/plain" and child.disposition != "attachment":
            plain = plain or [child]
        elif child.type not in _BODY_TYPES or child.disposition == "attachment":
            found.files.append(child)
        elif not plain:
            plain.append(child)
    found.pieces.append(Piece(plain, rich))


def texts(found: Bodies, fallback: str | None, problems: set[str]) -> tuple[str, str]:
    """The letter as plain text and as safe HTML (empty where the text says all that is to be shown)."""
    plain: list[str] = []
    rich: list[str] = []
    with_html = any(piece.rich for piece in found.pieces)
    for piece in found.pieces:
        cleaned = "\n".join(clean(_html(part, fallback, problems)) for part in piece.rich)
        text = _joined([_text(part, fallback, problems) for part in piece.plain])
        if piece.rich and not text.strip():
            text = text_of_clean(cleaned)
        rich.append(cleaned if piece.rich else as_html(text))
        if piece.appended and any(earlier.strip() for earlier in plain):
            if text.strip() and text not in plain:
                problems.add("text-appended")
                with_html = True
        elif text.strip() or not plain:
            plain.append(text)
    return _joined(plain), "\n".join(rich) if with_html else ""


def _joined(texts: list[str]) -> str:
    """One text out of several; a single one stays as it is."""
    if len(texts) == 1:
        return texts[0]
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


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
    """Lines of `format=flowed` text joined again (RFC 3676 §4.2); quoted lines and signatures stay."""
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
