"""What becomes of a promise. Kept and broken are for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation
from keepword.events.actions import Actor
from keepword.lib.problems import Problem
from keepword.staff.models import Agent

from .. import rules
from ..models import Promise
from .due import lock, set_next, tell
from .make import make


@transaction.atomic
def keep(
    promise: Promise,
    *,
    by: Agent,
    at: datetime,
    evidence: str = "",
    as_described: bool | None = None,
    complete: bool | None = None,
    at_place: bool | None = None,
) -> Promise:
    """Say that it was done, and how it is known. The verdict follows from the facts: done late or otherwise
    is broken.
    """
    lock(promise)
    _only_open(promise)
    _only_a_persons(promise)
    if not evidence.strip():
        raise Problem(
            "no_evidence",
            _("Say how you know: what was sent, when you called, what the customer said."),
            status=422,
            errors={"evidence": _("Say how you know.")},
        )
    if promise.kind in rules.CHECKED and None in (as_described, complete, at_place):
        raise Problem(
            "not_checked",
            _("Say for each whether it was so: as described, complete, at the named place."),
            status=422,
            errors={
                name: _("Yes or no?")
                for name, said in (
                    ("as_described", as_described),
                    ("complete", complete),
                    ("at_place", at_place),
                )
                if said is None
            },
        )
    done = rules.Fulfilment(at, as_described, complete, at_place)
    promise.evidence = evidence
    promise.as_described, promise.complete, promise.at_place = as_described, complete, at_place
    _judge(promise, done, by=by)
    return promise


def _judge(promise: Promise, done: rules.Fulfilment, *, by: Agent) -> None:
    found = rules.verdict(promise.due_at, done)
    promise.kept_at, promise.kept_by, promise.on_time = done.at, by, found.on_time
    if found.kept:
        promise.state = rules.KEPT
        _settle(promise)
        tell("promise.kept", promise, by=by, at=done.at)
    else:
        promise.state, promise.broken_at, promise.broken_because = rules.BROKEN, done.at, found.because
        if found.because == "late":
            # Done, but after its time (the clock had not come round): broken, and made good by what was done.
            promise.broken_at = promise.due_at
            promise.made_good_at = done.at
        _settle(promise)
        tell("promise.broken", promise, by=by, at=done.at, because=found.because)


def keep_answers(conversation: Conversation, *, by: Agent, at: datetime) -> None:
    """A person answered: the open answer promise is kept (broken, if late); broken ones are made good."""
    for promise in conversation.promises.owed().filter(source="standard"):
        promise.conversation = conversation
        if promise.is_open:
            _judge(promise, rules.Fulfilment(at), by=by)
        else:
            _make_good(promise, "", by=by, at=at)


@transaction.atomic
def make_good(promise: Promise, note: str, *, by: Agent, at: datetime) -> Promise:
    """Put right what was broken. It stays broken, and is no longer owed."""
    lock(promise)
    if promise.state != rules.BROKEN:
        raise Problem("not_broken", _("Only a broken promise can be made good."))
    if promise.conversation and promise.conversation.waiting_since:
        _only_a_persons(promise)
    if not note.strip():
        raise Problem(
            "no_note",
            _("Say what was done to make it good."),
            status=422,
            errors={"note": _("Say what was done.")},
        )
    if promise.made_good_at is None:
        _make_good(promise, note, by=by, at=at)
    return promise


def _make_good(promise: Promise, note: str, *, by: Agent, at: datetime) -> None:
    promise.made_good_at, promise.made_good_note = at, note
    _settle(promise)
    tell("promise.made_good", promise, by=by, at=at, note=note)


@transaction.atomic
def renegotiate(
    promise: Promise, *, due_at: datetime, agreed_by: str, by: Agent, at: datetime, precision: str = "minute"
) -> Promise:
    """Agree on another time with the customer, before this one is due; returns the promise that takes its
    place.
    """
    lock(promise)
    _only_open(promise)
    _only_a_persons(promise)
    if not rules.may_renegotiate(promise.state, promise.due_at, at):
        raise Problem("already_due", _("It was due already, so it is broken. It can only be made good."))
    if not agreed_by.strip():
        raise Problem(
            "not_agreed",
            _("Say what the customer agreed to. Without that it is not renegotiated."),
            status=422,
            errors={"agreed_by": _("Say what the customer agreed to.")},
        )
    promise.state, promise.renegotiated_at = rules.RENEGOTIATED, at
    _settle(promise)
    new = make(
        what=promise.what,
        kind=promise.kind,
        due_at=due_at,
        precision=precision,
        by=by,
        at=at,
        conversation=promise.conversation,
        customer=promise.customer,
        owner=promise.owner,
        quote=promise.quote,
        message=promise.message,
        replaces=promise,
        agreed_by=agreed_by,
    )
    tell("promise.renegotiated", promise, by=by, at=at, replaced_by=new.pk, due=due_at.isoformat())
    return new


@transaction.atomic
def withdraw(promise: Promise, reason: str, *, by: Actor | None, at: datetime) -> Promise:
    """The customer no longer wants it; it counts neither as kept nor as broken."""
    lock(promise)
    _only_a_persons(promise)
    return _withdraw(promise, reason, by=by, at=at)


def _withdraw(promise: Promise, reason: str, *, by: Actor | None, at: datetime) -> Promise:
    _only_open(promise)
    if not reason.strip():
        raise Problem(
            "no_reason", _("Say why it is withdrawn."), status=422, errors={"reason": _("Say why.")}
        )
    promise.state, promise.withdrawn_at, promise.withdrawn_reason = rules.WITHDRAWN, at, reason[:300]
    _settle(promise)
    tell("promise.withdrawn", promise, by=by, at=at, reason=reason[:300])
    return promise


def withdraw_answers(conversation: Conversation, reason: str, *, by: Actor | None, at: datetime) -> None:
    """No answer is owed after all: withdraw the open answer promise; a broken one stays broken, and no longer
    calls.
    """
    for promise in conversation.promises.owed().filter(source="standard"):
        promise.conversation = conversation
        if promise.is_open:
            _withdraw(promise, reason, by=by, at=at)
        else:
            promise.made_good_at, promise.made_good_note = at, reason
            _settle(promise)
            tell("promise.made_good", promise, by=by, at=at, note=reason)


@transaction.atomic
def restore(promise: Promise, *, by: Agent, at: datetime) -> None:
    """A promise withdrawn as 'not a customer's' was a customer's: it is open again, with the time it had.

    One that was broken already is owed again.
    """
    if promise.state == rules.BROKEN:
        promise.made_good_at, promise.made_good_note = None, ""
    elif promise.state == rules.WITHDRAWN:
        promise.state, promise.withdrawn_at, promise.withdrawn_reason = rules.OPEN, None, ""
    else:
        return
    set_next(promise)
    promise.save()
    tell("promise.restored", promise, by=by, at=at)


def _only_a_persons(promise: Promise) -> None:
    """A click keeps no answer promise: a customer could wait for ever while the ledger says 'kept'."""
    if promise.source == "standard":
        raise Problem(
            "standard", _("An answer to the customer keeps this promise, or saying why no answer is needed.")
        )


def _only_open(promise: Promise) -> None:
    if not promise.is_open:
        raise Problem("settled", _("This promise is settled already, and what is settled stays."))


def _settle(promise: Promise) -> None:
    promise.next_at, promise.claim = None, ""
    promise.save()
