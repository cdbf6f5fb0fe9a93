"""Tags and filters that every template of ours has."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache

import lucide as icons
from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.conversations.models import Attachment, Conversation
from keepword.lib import times

from .. import assets, files, signs, words

register = template.Library()

KNOT = (
    '<svg class="knot" viewBox="0 0 24 24" width="{0}" height="{0}" fill="none" stroke="currentColor" '
    'stroke-width="2.2" stroke-linecap="round" aria-hidden="true">'
    '<path d="M2 19c6.5 0 9.5-2.8 11.7-5.6C15.4 11.2 16.5 9.6 16.5 7.8'
    'a4.5 4.5 0 0 0-9 0c0 1.8 1 3.4 2.3 5.2"/><path d="M13.2 16.7C15.2 18.2 18 19 22 19"/></svg>'
)


@register.simple_tag
def knot(size: int = 16) -> SafeString:
    """The mark of Keepword: a knot in a string."""
    return format_html(mark_safe(KNOT), size)  # noqa: S308 - a constant of ours


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """A Lucide icon, for the eye only: what it means must stand beside it or in the control's label."""
    return _icon(str(name), size)


@cache
def _icon(name: str, size: int) -> SafeString:
    svg = icons._render_icon(name, size, **{"class": "icon", "aria-hidden": "true"})
    return mark_safe(svg)  # noqa: S308 - from the package of icons


@register.simple_tag(takes_context=True)
def nav(context: Context) -> SafeString:
    """The margin. It is the same on most pages, so it is kept for each agent, language and place."""
    agent = context["agent"]
    business = str(context["business"] or "")
    html = _nav(get_language() or "", str(context.get("here", "")), agent.name, business)
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])
    return mark_safe(html.replace(_TOKEN_HERE, field))  # noqa: S308 - our template, and an escaped token


_TOKEN_HERE = "<!-- token -->"


@lru_cache(maxsize=256)
def _nav(_language: str, here: str, agent: str, business: str) -> str:
    return render_to_string(
        "desk/nav.html",
        {"here": here, "agent": agent, "business": business, "token_field": mark_safe(_TOKEN_HERE)},  # noqa: S308
    )


@register.simple_tag
def desk_styles() -> SafeString:
    """Links to the style sheets."""
    return _styles()


@cache
def _styles() -> SafeString:
    links = ((_static(f"css/{name}.css"),) for name in assets.STYLES)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def desk_scripts() -> SafeString:
    """The desk's scripts; all run after the page stands."""
    return _scripts()


@cache
def _scripts() -> SafeString:
    links = ((_static(f"js/{name}.js"),) for name in assets.SCRIPTS)
    return format_html_join("\n", '<script type="module" src="{}"></script>', links)


def _time(text: str, at: datetime) -> SafeString:
    language, zone = words.reader()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        times.exact(at, zone, language),
        text,
    )


@register.filter
def said(at: datetime | None) -> SafeString:
    """A time as people say it ('in 12 min', 'yesterday 16:20'), with the exact one on hover."""
    if at is None:
        return SafeString("")
    language, zone = words.reader()
    return _time(times.said(at, timezone.now(), zone, language), at)


@register.filter
def exact(at: datetime | None) -> SafeString:
    """A time with its date and zone."""
    if at is None:
        return SafeString("")
    language, zone = words.reader()
    return _time(times.exact(at, zone, language), at)


@register.filter
def lasted(since: datetime | None) -> SafeString:
    """How long it has been since then ('3 h 48 min')."""
    if since is None:
        return SafeString("")
    language, _zone = words.reader()
    return _time(times.lasted(timezone.now() - since, language), since)


@register.filter
def promise_state(promise: object) -> SafeString:
    """A promise's state as a sign and a word: ○ open, ● soon, ✕ broken, ✓ kept."""
    return signs.badge(signs.of_promise(promise, timezone.now()))


@register.filter
def promise_words(promise: object) -> str:
    """What is promised; the words of a standard's promise are said in the reader's language."""
    return words.promise_words(promise)


@register.filter
def promise_kind(kind: str) -> str:
    """The name of a kind of promise."""
    return words.kind_name(kind)


@register.filter
def language_name(code: str) -> str:
    """A language by its name in the reader's language."""
    return words.language_name(code)


register.filter("initials", words.initials)
register.filter("tint", words.tint)


@register.filter
def cut_99(count: int) -> str:
    """A count as it stands in the margin: above 99 nobody counts."""
    return "99+" if count > 99 else str(count)


@register.simple_tag
def desk_file(name: str) -> str:
    """Address of a static file of the desk."""
    return _static(name)


@cache
def _static(name: str) -> str:
    return static(f"desk/{name}")


@register.simple_tag
def url_or(name: str, otherwise: str) -> str:
    """Address of a page that another part of the house may bring, else a plain path."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


@register.filter
def file_key(file: Attachment) -> str:
    """The signed part of a file's address."""
    return files.key(file.pk)


@register.filter
def state_name(state: str) -> str:
    """The name of a conversation's state."""
    return str(words.STATES.get(state, state))


@register.filter
def fault_name(fault: str) -> str:
    """Whose fault a matter was, in words."""
    return str(words.FAULTS.get(fault, fault))


@register.simple_tag
def promise_kinds() -> list[tuple[str, str]]:
    """The kinds of promise as (code, name)."""
    return words.kinds()


@register.simple_tag
def editor_script() -> str:
    """Address of the editor, which is fetched when somebody first writes."""
    return _editor()


@cache
def _editor() -> str:
    return static("django_prose_editor/editor.js")


@register.simple_tag
def noun_menu(number: int, noun: str) -> SafeString:
    """The body of a menu that fetches the form of a noun when it opens; a link to it without scripts."""
    return format_html(
        '<div class="menu-body" hx-get="{0}" hx-trigger="toggle from:closest details once" hx-target="this" '
        'hx-swap="innerHTML"><a class="menu-item" href="{0}">…</a></div>',
        f"/conversations/{number}/{noun}/",
    )


@register.simple_tag
def more_nouns(conversation: Conversation) -> list[tuple[str, str, str, str]]:
    """What else can be done with a conversation: (noun, icon, words, key)."""
    found = [
        ("tags", "tag", _("Tags"), ""),
        ("team", "users", _("Give it to a team"), ""),
        ("subject", "pencil", _("Change the subject"), ""),
        ("fault", "scale", _("Whose fault it was"), ""),
        ("merge", "merge", _("Merge"), ""),
    ]
    return found if conversation.state == Conversation.JUNK else [*found, ("junk", "trash-2", _("Junk"), "#")]
