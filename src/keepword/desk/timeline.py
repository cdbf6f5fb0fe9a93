"""Events as quiet lines between messages, said late in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from keepword.events.models import Event
from keepword.lib import times

from . import words

Names = Mapping[int, str]


def _given(data: dict[str, Any], names: Names) -> str:
    if data.get("owner") == data.get("by"):
        return _("%(who)s took it on")
    if data.get("owner") is None:
        return _("%(who)s took the owner away")
    return _("%(who)s made %(owner)s the owner") % {"who": "%(who)s", "owner": names.get(data["owner"], "?")}


def _changed(data: dict[str, Any], _names: Names) -> str:
    before = data.get("before", {})
    if "subject" in before:
        return _("%(who)s changed the subject; it was “%(before)s”") % {
            "who": "%(who)s",
            "before": _raw(before["subject"]),
        }
    if "fault" in before:
        return _("%(who)s said whose fault it was")
    return _("%(who)s gave it to another team")


def _tagged(data: dict[str, Any], _names: Names) -> str:
    tags = ", ".join(
        [*(f"+{tag}" for tag in data.get("added", [])), *(f"−{tag}" for tag in data.get("removed", []))]
    )
    return _("%(who)s tagged it: %(tags)s") % {"who": "%(who)s", "tags": _raw(tags)}


def _snoozed(data: dict[str, Any], _names: Names) -> str:
    language, zone = words.reader()
    until = times.said(datetime.fromisoformat(data["until"]), timezone.now(), zone, language)
    return _("%(who)s put it off until %(until)s") % {"who": "%(who)s", "until": until}


def _because(sentence: str, reason: object) -> str:
    return f"{sentence}: {_raw(reason)}" if reason else sentence


def _promise(sentence: str, data: dict[str, Any]) -> str:
    what = data.get("what") or (
        _("an answer") if data.get("source") == "standard" else words.kind_name(data.get("kind", ""))
    )
    return sentence % {"who": "%(who)s", "what": _raw(what)}


def _raw(text: object) -> str:
    """Text of people inside a pattern that is filled once more."""
    return str(text).replace("%", "%%")


SENTENCES: dict[str, Callable[[dict[str, Any], Names], str]] = {
    "conversation.given": _given,
    "conversation.changed": _changed,
    "conversation.tagged": _tagged,
    "conversation.snoozed": _snoozed,
    "conversation.woke": lambda data, names: _("It came back, its time was up"),
    "conversation.reopened": lambda data, names: _("%(who)s opened it again"),
    "conversation.resolved": lambda data, names: _because(_("%(who)s resolved it"), data.get("outcome")),
    "conversation.answer_waived": lambda data, names: _because(
        _("%(who)s said that no answer is needed"), data.get("because")
    ),
    "conversation.junked": lambda data, names: _because(_("%(who)s put it away as junk"), data.get("why")),
    "conversation.unjunked": lambda data, names: _("%(who)s said it is not junk"),
    "conversation.merged": lambda data, names: (
        _("%(who)s merged it into #%(number)s") % {"who": "%(who)s", "number": data.get("into")}
    ),
    "conversation.absorbed": lambda data, names: (
        _("%(who)s merged #%(number)s into this one") % {"who": "%(who)s", "number": data.get("other")}
    ),
    "promise.kept": lambda data, names: _promise(_("%(who)s kept a promise: %(what)s"), data),
    "promise.broken": lambda data, names: _promise(_("A promise was broken: %(what)s"), data),
    "promise.made_good": lambda data, names: _promise(_("%(who)s made good: %(what)s"), data),
    "promise.renegotiated": lambda data, names: _promise(_("%(who)s agreed on another time: %(what)s"), data),
    "promise.withdrawn": lambda data, names: _promise(_("%(who)s withdrew a promise: %(what)s"), data),
    "delivery.resent": lambda data, names: _("%(who)s had the letter sent again"),
    "delivery.settled": lambda data, names: _("%(who)s said that the letter did arrive"),
}
"""What the timeline says; codes that are not here are no news beside the messages themselves."""


def sentence(event: Event, names: Names) -> str:
    """The event in a sentence, as plain text."""
    pattern = SENTENCES[event.code]({**event.data, "by": event.actor}, names)
    return pattern % {"who": _who(event, names)}


def _who(event: Event, names: Names) -> str:
    if event.actor_kind == "agent":
        return names.get(event.actor or 0, _("Somebody who left"))
    return _("The customer") if event.actor_kind == "customer" else _("Keepword")


def agents_in(event: Event) -> set[int]:
    """The agents whose names the sentence needs."""
    found = {event.actor} if event.actor_kind == "agent" else set()
    return {pk for pk in (*found, event.data.get("owner")) if isinstance(pk, int)}
