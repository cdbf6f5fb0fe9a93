"""Keeping the HTML parser within linear time.

html5ever, which parses for us, walks all open elements at every block and goes back over a text at every
character that it has to escape: a megabyte of `<div>` takes it minutes. No honest mail is so; what is gets
flattened here before the parser sees it, without losing a word.
"""

from __future__ import annotations

import re

MAX_DEPTH = 200
"""Open elements; tables within tables of newsletters reach 60."""
MAX_ESCAPES = 4_000
"""Characters to escape in one stretch without tags."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_CLOSED_BY_ITSELF = frozenset(
    "p li td th tr dt dd br hr img input meta link col wbr area base embed source o:p "
    "tbody thead tfoot option optgroup colgroup html head body".split()
)
_ESCAPED = re.compile("[&\xa0]")


def bounded(html: str) -> str:
    """`html` with at most `MAX_DEPTH` open elements and `MAX_ESCAPES` escapes in a row."""
    if html.count("<") > MAX_DEPTH:
        html = _flattened(html)
    if html.count("&") + html.count("\xa0") > MAX_ESCAPES:
        html = _broken_up(html)
    return html


def _flattened(html: str) -> str:
    """`html` without the tags that would nest too deep; their content stays where it is."""
    depth = place = 0
    kept: list[str] = []
    for match in _TAG.finditer(html):
        if match[2].lower() in _CLOSED_BY_ITSELF:
            continue
        too_deep = depth >= MAX_DEPTH if not match[1] else depth > MAX_DEPTH
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if too_deep and match.start() >= place:
            kept.append(html[place : match.start()])
            end = html.find(">", match.end(), match.end() + 2_000)
            place = end + 1 if end >= 0 else match.end()
    return "".join([*kept, html[place:]]) if kept else html


def _broken_up(html: str) -> str:
    """`html` with an invisible break (`<wbr>`) put into texts that are little but escapes."""
    pieces = html.split("<")
    for number, piece in enumerate(pieces):
        if piece.count("&") + piece.count("\xa0") > MAX_ESCAPES:
            tag, end, text = piece.partition(">") if number else ("", "", piece)
            if _ESCAPED.search(tag):
                tag = _ESCAPED.sub(" ", tag)
            stretches = (
                re.findall(r"[^&\xa0]*(?:[&\xa0][^&\xa0]*){1,2000}", text) if end or not number else []
            )
            pieces[number] = tag + end + ("<wbr>".join(stretches) if stretches else text)
    return "<".join(pieces)
