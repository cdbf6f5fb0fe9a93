"""HTML that others wrote: made safe to show, and turned into plain text.

`clean` serves both ways, for mail that came and for what the editor made. Nothing it lets through runs a
script, loads anything by itself, submits, or covers the page. Images that would be loaded from elsewhere keep
their address in `data-remote-src`, images of the mail itself in `data-cid`: the desk puts them into `src`
when the reader may see them.
"""

from __future__ import annotations

import re
from functools import cache

import nh3

from .html_bounds import bounded
from .html_text import text_of_clean

MAX_HTML = 4_000_000
"""Characters of HTML that are looked at; nobody reads more, and some programs send endless style sheets."""

_TAGS = frozenset(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li "
    "main "
    "mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td "
    "tfoot th thead time tr tt u ul var wbr".split()
)
_DROPPED_WITH_CONTENT = frozenset(
    "script style title noscript template textarea select option iframe object".split()
)
_TABLE = {"align", "valign", "width", "height", "bgcolor", "colspan", "rowspan", "nowrap", "scope"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
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
) | {
    f"{box}{side}{part}" for side in _SIDES for box, part in [("margin", ""), ("padding", ""), ("border", "")]
}
_SIDE_PARTS = {f"border{side}-{part}" for side in _SIDES[1:] for part in ("color", "style", "width")}
_SAFE_VALUE = re.compile(r"(?!.*/\*)[\w\s.,%#+'\"!/-]*(?:rgba?\([\d\s.,%/]*\)[\w\s.,%#+'\"!-]*)?", re.S)
_PULLING = ("margin", "letter-spacing", "word-spacing")
_NEGATIVE = re.compile(r"(?<![\w.])-[\d.]")
_DISPLAY = frozenset({"none", "block", "inline", "inline-block", "table", "table-row", "table-cell"})
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s%]*", re.I)
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)
_IMG = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_SRC = re.compile(r' src="([^"]*)"')


def clean(html: str) -> str:
    """`html` without anything that could act, load or deceive by position; links pass nothing on."""
    cleaned: str = _cleaner().clean(bounded(html[:MAX_HTML].replace("\0", "")))
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
            if name.startswith(_PULLING) and _NEGATIVE.search(value):
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


def to_text(html: str) -> str:
    """What a person would read in `html`, as plain text.

    Blocks become lines, quotations get `> ` before each line, list items a dash; what the sender hid (not
    displayed, size nought) is left out.
    """
    return text_of_clean(clean(html))
