"""A promise as a sentence: 'Bo will call Ana by 14:30'.

A pattern for each kind and tense, whole, so that every language has its own order of words and its own cases.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from keepword.lib import times
from keepword.promises import rules
from keepword.promises.models import Promise

from .words import reader


class Patterns(NamedTuple):
    """What will be done (with and without a time), what should have been, what was."""

    will: str | LazyText
    will_some_time: str | LazyText
    should: str | LazyText
    did: str | LazyText


PATTERNS = {
    "callback": Patterns(
        lazy("%(who)s will call %(customer)s by %(due)s"),
        lazy("%(who)s will call %(customer)s"),
        lazy("%(who)s should have called %(customer)s by %(due)s"),
        lazy("%(who)s called %(customer)s %(when)s"),
    ),
    "answer": Patterns(
        lazy("%(who)s will answer %(customer)s by %(due)s"),
        lazy("%(who)s will answer %(customer)s"),
        lazy("%(who)s should have answered %(customer)s by %(due)s"),
        lazy("%(who)s answered %(customer)s %(when)s"),
    ),
    "delivery": Patterns(
        lazy("%(who)s will have it delivered to %(customer)s by %(due)s"),
        lazy("%(who)s will have it delivered to %(customer)s"),
        lazy("%(who)s should have had it delivered to %(customer)s by %(due)s"),
        lazy("%(who)s had it delivered to %(customer)s %(when)s"),
    ),
    "send": Patterns(
        lazy("%(who)s will send it to %(customer)s by %(due)s"),
        lazy("%(who)s will send it to %(customer)s"),
        lazy("%(who)s should have sent it to %(customer)s by %(due)s"),
        lazy("%(who)s sent it to %(customer)s %(when)s"),
    ),
    "refund": Patterns(
        lazy("%(who)s will refund %(customer)s by %(due)s"),
        lazy("%(who)s will refund %(customer)s"),
        lazy("%(who)s should have refunded %(customer)s by %(due)s"),
        lazy("%(who)s refunded %(customer)s %(when)s"),
    ),
    "replacement": Patterns(
        lazy("%(who)s will replace it for %(customer)s by %(due)s"),
        lazy("%(who)s will replace it for %(customer)s"),
        lazy("%(who)s should have replaced it for %(customer)s by %(due)s"),
        lazy("%(who)s replaced it for %(customer)s %(when)s"),
    ),
    "repair": Patterns(
        lazy("%(who)s will have it repaired for %(customer)s by %(due)s"),
        lazy("%(who)s will have it repaired for %(customer)s"),
        lazy("%(who)s should have had it repaired for %(customer)s by %(due)s"),
        lazy("%(who)s had it repaired for %(customer)s %(when)s"),
    ),
    "visit": Patterns(
        lazy("%(who)s will visit %(customer)s by %(due)s"),
        lazy("%(who)s will visit %(customer)s"),
        lazy("%(who)s should have visited %(customer)s by %(due)s"),
        lazy("%(who)s visited %(customer)s %(when)s"),
    ),
    "information": Patterns(
        lazy("%(who)s will let %(customer)s know by %(due)s"),
        lazy("%(who)s will let %(customer)s know"),
        lazy("%(who)s should have let %(customer)s know by %(due)s"),
        lazy("%(who)s let %(customer)s know %(when)s"),
    ),
    "other": Patterns(
        lazy("%(who)s will do it for %(customer)s by %(due)s"),
        lazy("%(who)s will do it for %(customer)s"),
        lazy("%(who)s should have done it for %(customer)s by %(due)s"),
        lazy("%(who)s did it for %(customer)s %(when)s"),
    ),
}
RENEGOTIATED = lazy("%(who)s and %(customer)s agreed on another time %(when)s")
WITHDRAWN = lazy("What %(who)s promised %(customer)s was withdrawn %(when)s")
BECAUSE = {
    "late": lazy("Broken: late"),
    "not_as_described": lazy("Broken: not as described"),
    "incomplete": lazy("Broken: incomplete"),
    "wrong_place": lazy("Broken: not at the named place"),
}


def sentence(promise: Promise, now: datetime, business: str = "") -> SafeString:
    """The promise in a sentence, as HTML; whoever nobody owns is promised by the `business`."""
    return fill(_pattern(promise, now), _values(promise, now, business))


def fill(pattern: object, values: dict[str, object]) -> SafeString:
    """A translated pattern with its values, each escaped unless it is safe already."""
    escaped = {name: conditional_escape(str(value)) for name, value in values.items()}
    return mark_safe(conditional_escape(str(pattern)) % escaped)  # noqa: S308 - both sides are escaped


def _pattern(promise: Promise, now: datetime) -> object:
    if promise.state == rules.RENEGOTIATED:
        return RENEGOTIATED
    if promise.state == rules.WITHDRAWN:
        return WITHDRAWN
    patterns = PATTERNS.get(promise.kind, PATTERNS["other"])
    if promise.state == rules.KEPT or (promise.state == rules.BROKEN and promise.kept_at):
        return patterns.did
    if promise.due_at is None:
        return patterns.will_some_time
    return patterns.should if promise.due_at <= now else patterns.will


def _values(promise: Promise, now: datetime, business: str) -> dict[str, object]:
    when = promise.kept_at or promise.renegotiated_at or promise.withdrawn_at
    return {
        "who": _name(promise.owner.name if promise.owner else business or _("The business")),
        "customer": _name(promise.customer.called),
        "due": format_html("<b>{}</b>", by(promise.due_at, now)) if promise.due_at else "",
        "when": _time(when, times.said(when, now, *_zone_first())) if when else "",
    }


def _name(name: str) -> SafeString:
    return format_html("<b>{}</b>", name)


def _zone_first() -> tuple[str, str]:
    language, zone = reader()
    return zone, language


def by(at: datetime, now: datetime) -> SafeString:
    """A due time as it stands behind 'by': '14:30' today, else 'tomorrow 14:30', 'Thu 26 Nov'."""
    return _time(at, by_words(at, now, *_zone_first()))


def by_words(at: datetime, now: datetime, zone: str, language: str) -> str:
    """The words of `by`: never 'in 12 min', which does not follow 'by'."""
    place = ZoneInfo(zone)
    local, here = at.astimezone(place), now.astimezone(place)
    is_end_of_day = (local.hour, local.minute, local.second) == (23, 59, 59)
    if local.date() == here.date() and not is_end_of_day:
        return f"{local:%H:%M}"
    # From the noon of today every other day is hours away, so that it is said by its name.
    return times.said(at, here.replace(hour=12, minute=0, second=0), zone, language)


def _time(at: datetime, words: str) -> SafeString:
    zone, language = _zone_first()
    moment = at.astimezone(timezone.get_fixed_timezone(0))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        times.exact(at, zone, language),
        words,
    )
