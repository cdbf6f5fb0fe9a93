"""Codes of the house in the reader's words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy, to_locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from keepword.promises import rules

KINDS = {
    "callback": lazy("Call back"),
    "answer": lazy("Answer"),
    "delivery": lazy("Delivery"),
    "send": lazy("Send something"),
    "refund": lazy("Refund"),
    "replacement": lazy("Replacement"),
    "repair": lazy("Repair"),
    "visit": lazy("Visit"),
    "information": lazy("Information"),
    "other": lazy("Something else"),
}
FAULTS = {
    "": lazy("Not said yet"),
    "ours": lazy("Ours"),
    "theirs": lazy("The customer's"),
    "none": pgettext_lazy("fault", "Nobody's"),
}
STATES = {
    "open": pgettext_lazy("conversation", "Open"),
    "snoozed": pgettext_lazy("conversation", "Snoozed"),
    "resolved": pgettext_lazy("conversation", "Resolved"),
    "junk": lazy("Junk"),
}


def reader() -> tuple[str, str]:
    """Language and time zone of whoever reads this page."""
    language = get_language() or settings.LANGUAGE_CODE
    return language.partition("-")[0], timezone.get_current_timezone_name()


def kind_name(kind: str) -> str:
    """The name of a kind of promise."""
    return str(KINDS.get(kind, kind))


def kinds() -> list[tuple[str, str]]:
    """All kinds of promise as (code, name)."""
    return [(kind, kind_name(kind)) for kind in rules.KINDS]


def promise_words(promise: Any) -> str:
    """What is promised: its words, else what its kind says."""
    if promise.what:
        return str(promise.what)
    return _("An answer") if promise.source == "standard" else kind_name(promise.kind)


def initials(name: str) -> str:
    """One or two letters to stand for a person."""
    return "".join(word[0] for word in (name or "?").replace("@", " ").split()[:2]).upper()


def tint(name: str) -> int:
    """A number from 0 to 5: the colour behind a person's initials, always the same for the same name."""
    return sum(name.encode()) % 6


def language_name(code: str) -> str:
    """A language by its name in the reader's language ('hr' → 'Croatian')."""
    from babel import Locale, UnknownLocaleError  # lazily: 10 MB that a process without pages does without

    if not code:
        return ""
    try:
        name = Locale.parse(code, sep="-").get_language_name(
            to_locale(get_language() or settings.LANGUAGE_CODE)
        )
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
