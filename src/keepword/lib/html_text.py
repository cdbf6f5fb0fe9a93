"""Cleaned HTML as the plain text that a person would read in it, in one pass over its tags."""

from __future__ import annotations

import html as entities
import re
from itertools import islice

MAX_TOKENS = 150_000
"""Far more than anybody reads; without a bound, a megabyte of line breaks costs more than a second."""

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKING = frozenset(
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer h1 h2 "
    "h3 h4 h5 "
    "h6 header hr li main nav ol p pre section summary table tr ul".split()
)
_PARAGRAPHS = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_HIDDEN = re.compile(r'style="[^"]*(?:display:\s*none|font-size:\s*0(?:[^.\d]|$))', re.I)
_HREF = re.compile(r' href="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')


def text_of_clean(cleaned: str) -> str:
    """What a person would read in HTML that `keepword.lib.html.clean` gave, as plain text.

    At most `MAX_TOKENS` tags and texts are read.
    """
    page = _Page()
    for match in islice(_TOKEN.finditer(cleaned), MAX_TOKENS):
        if match[4] is not None:
            page.words(match[4])
        elif match[1]:
            page.end(match[2])
        else:
            page.begin(match[2], match[3])
    return page.text()


class _Page:
    """Lines as they fill up while the tokens pass by."""

    __slots__ = ("depth", "gap", "gap_depth", "hidden", "line", "lines", "pre")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.gap = False
        self.gap_depth = 0
        self.depth = 0
        self.hidden: list[str] = []
        self.pre = 0

    def words(self, raw: str) -> None:
        if self.hidden:
            return
        text = entities.unescape(raw) if "&" in raw else raw
        text = text.replace("\xa0", " ")
        if self.pre:
            first, *others = text.split("\n")
            self.line.append(first)
            for other in others:
                self.newline()
                self.line.append(other)
            return
        text = _SPACES.sub(" ", text)
        if text != " " or self.line:
            self.line.append(text)

    def begin(self, tag: str, attributes: str) -> None:
        if self.hidden or _HIDDEN.search(attributes):
            if tag not in _VOID:
                self.hidden.append(tag)
        elif tag == "br":
            self.newline()
        elif tag == "img":
            alt = _ALT.search(attributes)
            self.words(alt[1] if alt and alt[1].strip() and len(alt[1]) < 200 else "")
        elif tag in ("td", "th") and self.line:
            self.line.append(" ")
        elif tag in _BREAKING:
            self.open_block(tag)

    def open_block(self, tag: str) -> None:
        """Begin a block: a quotation and preformatted text count how deep they are."""
        self.block(tag)
        self.depth += tag == "blockquote"
        self.pre += tag == "pre"
        if tag == "li":
            self.line.append("- ")
        elif tag == "hr":
            self.line.append("_" * 32)
            self.newline()

    def end(self, tag: str) -> None:
        if self.hidden:
            if self.hidden[-1] == tag:
                self.hidden.pop()
            return
        if tag in _BREAKING:
            self.block(tag)
            self.depth -= tag == "blockquote" and self.depth > 0
            self.pre -= tag == "pre" and self.pre > 0

    def block(self, tag: str) -> None:
        content = "".join(self.line).strip()
        if content == "-" and tag != "li":
            return  # the dash of a list item waits for its words
        if content:
            self.newline()
        else:
            self.line = []
        if tag in _PARAGRAPHS and self.lines and self.lines[-1].strip("> "):
            self.gap, self.gap_depth = True, self.depth

    def newline(self) -> None:
        line = "".join(self.line).rstrip() if self.pre else "".join(self.line).strip(" ")
        self.line = []
        mark = ">" * min(self.depth, 20) + " " if self.depth else ""
        if self.gap and line:
            self.lines.append(">" * min(self.depth, self.gap_depth, 20))
        self.gap = self.gap and not line
        self.lines.append((mark + line).rstrip() if mark else line)

    def text(self) -> str:
        if self.line:
            self.newline()
        return _BLANKS.sub("\n\n", "\n".join(self.lines)).strip("\n")


_BLANKS = re.compile(r"\n{3,}")
