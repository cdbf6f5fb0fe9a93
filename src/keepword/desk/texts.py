"""What people wrote, as HTML of ours: their words and links, none of their styles."""

from __future__ import annotations

import re
from functools import cache
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}'»”]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PLAIN = frozenset("p br b strong i em u s a ul ol li blockquote code pre".split())


def plain(text: str) -> SafeString:
    """Plain text with its links; lines and spaces stay as they were (the style sheet keeps them)."""
    parts, at = [], 0
    for match in _LINK.finditer(text):
        parts.append(escape(text[at : match.start()]))
        found = escape(match[0])
        target = found if found.startswith("http") else f"mailto:{found}"
        parts.append(f'<a href="{target}" rel="noopener noreferrer" target="_blank">{found}</a>')
        at = match.end()
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def simple(html: str) -> SafeString:
    """Cleaned HTML reduced to what the editor makes: paragraphs, lists, links and stress."""
    return mark_safe(_cleaner().clean(html))  # noqa: S308 - cleaned


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_PLAIN),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def quoted_part(text: str, said: str) -> str:
    """What of `text` is not `said`: the quotes and the signature, to fold away."""
    if not said or text.strip() == said.strip():
        return ""
    before, found, behind = text.partition(said.strip())
    return f"{before.strip()}\n{behind.strip()}".strip() if found else text
