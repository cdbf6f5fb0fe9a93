"""Tags of the pages about promises."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keepword.lib import times
from keepword.lib.search_excerpt import Segment
from keepword.promises.ledger import Tally, Week
from keepword.promises.models import Promise

from .. import sentences, verbs, words
from ..strip import Strip

register = template.Library()


@register.simple_tag(takes_context=True)
def promise_sentence(context: Any, promise: Promise) -> SafeString:
    """The promise as a sentence: 'Bo will call Ana by 14:30'."""
    business = "" if promise.owner_id else str(getattr(context.get("business"), "name", ""))
    return sentences.sentence(promise, timezone.now(), business)


@register.filter
def promise_because(promise: Promise) -> str:
    """Why it is broken, in words."""
    return str(sentences.BECAUSE.get(promise.broken_because, ""))


@register.simple_tag
def promise_verbs(promise: Promise) -> list[verbs.Verb]:
    """What can be done about it now."""
    return verbs.offered(promise, timezone.now())


@register.filter
def percent(share: float | None) -> str:
    """A share as people write it, rounded down, so that 100 % means all of them."""
    if share is None:
        return "–"
    tenths = math.floor(share * 1000 + 1e-9) / 10
    return _("%(number)s%%") % {
        "number": number_format(tenths, decimal_pos=0 if tenths == int(tenths) else 1)
    }


@register.filter
def week_words(tally: Tally) -> str:
    """A tally in words: '41 kept, 3 broken, 2 of them made good'."""
    parts = [
        ngettext("%(n)d kept", "%(n)d kept", tally.kept) % {"n": tally.kept},
        ngettext("%(n)d broken", "%(n)d broken", tally.broken) % {"n": tally.broken},
    ]
    if tally.made_good:
        mended = ngettext("%(n)d of them made good", "%(n)d of them made good", tally.made_good)
        parts.append(mended % {"n": tally.made_good})
    return ", ".join(parts)


@register.filter
def day(at: Any) -> str:
    """A day without its year: '2 Mar'."""
    return times.day(at, words.reader()[0])


@register.inclusion_tag("desk/ledger/strip.html")
def week_strip(weeks: Sequence[tuple[Week, dict[str, str]]]) -> dict[str, Any]:
    """The last weeks as a picture: kept above the line, broken below it."""
    return {"strip": Strip.of([week for week, _links in weeks])}


@register.filter
def state_name(state: str) -> str:
    """The state of a conversation in a word."""
    return str(words.STATES.get(state, state))


@register.filter
def marked(segments: Sequence[Segment]) -> SafeString:
    """A found text with the words that were searched for marked."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", text) if is_match else text,) for text, is_match in segments),
    )
