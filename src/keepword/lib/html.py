"""HTML that others wrote: made safe to show, and turned into plain text.

`clean` serves both ways, for mail that came and for what the editor made. Nothing it lets through runs a
script, loads anything by itself, submits, or covers the page. Images that would be loaded from elsewhere keep
their address in `data-remote-src`, images of the mail itself in `data-cid`: the desk puts them into `src` when
the reader may see them.
"""

from __future__ import annotations

import html as entities
import re
from functools import cache

import nh3

MAX_HTML = 4_000_000
"""Characters of HTML that are looked at; nobody reads more, and some programs send endless style sheets."""

_TAGS = frozenset(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main "
    "mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td "
    "tfoot th thead time tr tt u ul var wbr".split()
)
_DROPPED_WITH_CONTENT = frozenset("script style title noscript template textarea select option iframe object".split())
_TABLE = {"align", "valign", "width", "height", "bgcolor", "colspan", "rowspan", "nowrap", "scope"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace", "data-cid", "data-remote-src"},
    "font": {"color", "face", "size"},
    "table": {"width", "height", "border", "cellpadding", "cellspacing", "bgcolor", "summary"},
    "td": _TABLE,
    "th": _TABLE,
    "tr": {"align", "valign", "bgcolor", "height"},
    "col": {"width", "span"},
    "colgroup": {"width", "span"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value"},
    "hr": {"width", "size", "color", "noshade"},
    "blockquote": {"type"},
    "time": {"datetime"},
}
_SIDES = ("", "-top", "-right", "-bottom", "-left")
_PROPERTIES = frozenset(
    "color background-color font font-family font-size font-style font-variant font-weight line-height "
    "letter-spacing word-spacing text-align text-decoration text-indent text-transform vertical-align "
    "white-space word-break word-wrap overflow-wrap direction unicode-bidi list-style-type width height "
    "max-width min-width border-collapse border-spacing border-radius border-color border-style border-width "
    "table-layout caption-side empty-cells float clear display".split()
) | {f"{box}{side}{part}" for side in _SIDES for box, part in [("margin", ""), ("padding", ""), ("border", "")]}
_SIDE_PARTS = {f"border{side}-{part}" for side in _SIDES[1:] for part in ("color", "style", "width")}
_SAFE_VALUE = re.compile(r"[\w\s.,%#+'\"!-]*(?:rgba?\([\d\s.,%/]*\)[\w\s.,%#+'\"!-]*)?")
_DISPLAY = frozenset({"none", "block", "inline", "inline-block", "table", "table-row", "table-cell"})
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s%]*", re.I)
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)
_IMG = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_SRC = re.compile(r' src="([^"]*)"')


def clean(html: str) -> str:
    """`html` without anything that could act, load or deceive by position; links open without telling the opener."""
    cleaned: str = _cleaner().clean(html[:MAX_HTML].replace("\0", ""))
    return _IMG.sub(_parked, cleaned) if "<img" in cleaned else cleaned


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel", "sms", "callto", "ftp", "cid", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute may keep, or None to drop it."""
    if name == "style":
        return style(value) or None
    if name == "href":
        return None if value.lstrip().lower().startswith(("data:", "cid:")) else value
    if name == "src":
        plain = value.strip()
        known = _REMOTE.match(plain) or plain[:4].lower() == "cid:" or _INLINE_IMAGE.fullmatch(plain)
        return plain if known else None
    if name == "data-remote-src":
        return value if _REMOTE.match(value) else None
    return value


def style(declarations: str) -> str:
    """The harmless part of a `style` attribute: listed properties, with values that can name no address.

    A value with a backslash, `@`, `url(` or any function but `rgb()` is dropped, however it is spelled.
    """
    kept = []
    for declaration in declarations[:20_000].split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if (name in _PROPERTIES or name in _SIDE_PARTS) and value and _SAFE_VALUE.fullmatch(value):
            if name == "display" and value.lower().split("!")[0].strip() not in _DISPLAY:
                continue
            if "-" in value and name.startswith("margin") and "-" in re.sub(r"[a-z]-", "", value.lower()):
                continue  # a negative margin can pull content over other people's words
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _parked(match: re.Match[str]) -> str:
    """An `img` whose source loads nothing by itself (`attributes` as the serialiser wrote them)."""
    attributes = match[1]
    source = _SRC.search(attributes)
    if source is None or source[1][:5].lower() == "data:":
        return match[0]
    kind, value = ("cid", source[1][4:]) if source[1][:4].lower() == "cid:" else ("remote-src", source[1])
    rest = attributes[: source.start()] + attributes[source.end() :]
    return f'<img data-{kind}="{value}"{_DATA.sub("", rest)}>'


_DATA = re.compile(r' data-(?:cid|remote-src)="[^"]*"')

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKING = frozenset(
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section summary table tr ul".split()
)
_PARAGRAPHS = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_HIDDEN = re.compile(r'style="[^"]*(?:display:\s*none|font-size:\s*0(?:[^.\d]|$))', re.I)
_HREF = re.compile(r' href="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')


def to_text(html: str) -> str:
    """What a person would read in `html`, as plain text.

    Blocks become lines, quotations get `> ` before each line, list items a dash; what the sender hid (not
    displayed, size nought) is left out.
    """
    return text_of_clean(clean(html))


def text_of_clean(cleaned: str) -> str:
    """As `to_text`, for what `clean` gave already."""
    page = _Page()
    for match in _TOKEN.finditer(cleaned):
        if match[4] is not None:
            page.words(match[4])
        elif match[1]:
            page.end(match[2])
        else:
            page.begin(match[2], match[3])
    return page.text()


class _Page:
    """Lines as they fill up while the tokens pass by."""

    __slots__ = ("cells", "depth", "gap", "hidden", "line", "lines", "pre")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.gap = False
        self.depth = 0
        self.hidden: list[str] = []
        self.pre = 0
        self.cells = 0

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
        if self.hidden or ("style" in attributes and tag not in _VOID and _HIDDEN.search(attributes)):
            if tag not in _VOID:
                self.hidden.append(tag)
            return
        if tag == "br":
            self.newline()
        elif tag == "img":
            alt = _ALT.search(attributes)
            if alt and alt[1].strip() and len(alt[1]) < 200:
                self.words(alt[1])
        elif tag in ("td", "th") and self.line:
            self.line.append(" ")
        elif tag in _BREAKING:
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
            self.gap = True

    def newline(self) -> None:
        line = "".join(self.line).rstrip() if self.pre else "".join(self.line).strip(" ")
        self.line = []
        mark = ">" * min(self.depth, 20) + " " if self.depth else ""
        if self.gap and line:
            self.lines.append(mark.rstrip())
        self.gap = self.gap and not line
        self.lines.append((mark + line).rstrip() if mark else line)

    def text(self) -> str:
        if self.line:
            self.newline()
        return _BLANKS.sub("\n\n", "\n".join(self.lines)).strip("\n")


_BLANKS = re.compile(r"\n{3,}")
