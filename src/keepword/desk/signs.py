"""Signs for what is owed: always a sign and a word, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keepword.promises import rules


@dataclass(frozen=True, slots=True)
class Sign:
    """A state's code (also its CSS class), its sign, and the word for it."""

    code: str
    sign: str
    word: str | LazyText


OPEN = Sign("open", "○", _("open"))
DUE = Sign("open", "○", _("due"))
DUE_SOON = Sign("soon", "●", _("due"))
SOON = Sign("soon", "●", _("due soon"))
OVERDUE = Sign("broken", "✕", _("overdue"))
BROKEN = Sign("broken", "✕", _("broken"))
KEPT = Sign("kept", "✓", _("kept"))
MADE_GOOD = Sign("mended", "✓", _("broken, made good"))
RENEGOTIATED = Sign("moved", "↷", _("renegotiated"))
WITHDRAWN = Sign("moved", "–", _("withdrawn"))
NOTHING = Sign("none", "·", _("nothing due"))

SOON_BEFORE = timedelta(hours=1)
"""What is due within this time is 'soon' in the queue, which does not know when each promise was made."""


def of_due(due_at: datetime | None, now: datetime) -> Sign:
    """The sign of a conversation whose soonest promise is due then."""
    if due_at is None:
        return NOTHING
    if due_at <= now:
        return OVERDUE
    return DUE_SOON if due_at - now <= SOON_BEFORE else DUE


def of_promise(promise: Any, now: datetime) -> Sign:
    """The sign of a promise."""
    if promise.state == rules.OPEN:
        if promise.due_at is None:
            return OPEN
        if promise.due_at <= now:
            return OVERDUE
        return SOON if promise.warned_at or promise.due_at - now <= SOON_BEFORE else OPEN
    if promise.state == rules.BROKEN:
        return MADE_GOOD if promise.made_good_at else BROKEN
    return {rules.KEPT: KEPT, rules.RENEGOTIATED: RENEGOTIATED}.get(promise.state, WITHDRAWN)


def badge(sign: Sign) -> SafeString:
    """The sign and its word."""
    return format_html(
        '<span class="state state-{}"><span class="sign" aria-hidden="true">{}</span> {}</span>',
        sign.code,
        sign.sign,
        sign.word,
    )
