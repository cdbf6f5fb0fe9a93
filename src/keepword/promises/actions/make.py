"""Promising: by a person, and by the standard."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation, Message
from keepword.customers.models import Customer
from keepword.events.actions import record
from keepword.lib.business_time import add_business_minutes
from keepword.lib.problems import Problem
from keepword.staff.models import Agent, Inbox

from .. import rules
from ..models import Promise, Standard
from .due import hasten, set_next, tell, write_down


@transaction.atomic
def make(
    *,
    what: str,
    kind: str,
    due_at: datetime | None,
    by: Agent,
    at: datetime,
    conversation: Conversation | None = None,
    customer: Customer | None = None,
    owner: Agent | None = None,
    precision: str = "minute",
    quote: str = "",
    message: Message | None = None,
    replaces: Promise | None = None,
    agreed_by: str = "",
) -> Promise:
    """Promise something to a customer, due at `due_at` (UTC; None only with precision `none`)."""
    errors = _errors(what, kind, due_at, precision, at)
    to = customer or (conversation.customer if conversation else None)
    if to is None:
        errors["customer"] = _("Say to whom it is promised: a conversation or a customer.")
    if errors:
        raise Problem("bad_promise", next(iter(errors.values())), status=422, errors=errors)
    promise = Promise(
        conversation=conversation,
        customer=to,
        message=message,
        owner=owner or by,
        what=what.strip()[:500],
        quote=quote,
        kind=kind,
        due_at=due_at,
        precision=precision if due_at else "none",
        made_at=at,
        made_by=by,
        replaces=replaces,
        agreed_by=agreed_by[:300],
    )
    set_next(promise)
    promise.save()
    tell("promise.made", promise, by=by, at=at, due=due_at.isoformat() if due_at else None)
    return promise


def _errors(what: str, kind: str, due_at: datetime | None, precision: str, at: datetime) -> dict[str, object]:
    errors: dict[str, object] = {}
    if not what.strip():
        errors["what"] = _("Say what is promised.")
    if kind not in rules.KINDS:
        errors["kind"] = _("This kind of promise does not exist.")
    if precision not in rules.PRECISIONS:
        errors["precision"] = _("The precision is minute, day, week or none.")
    if due_at is None and precision != "none":
        errors["due_at"] = _("Say by when.")
    if due_at is not None and due_at <= at:
        errors["due_at"] = _("That time is past already. Promise a time that is still to come.")
    return errors


def answer_due(inbox: Inbox, since: datetime) -> datetime | None:
    """By when the standard promises an answer to who writes at `since`; None without a standard."""
    standard = Standard.of(inbox)
    return add_business_minutes(since, standard.minutes, inbox.hours()) if standard else None


def promise_answer(message: Message, *, at: datetime) -> Promise | None:
    """The promise that the standard makes of a customer's message, unless an open one covers it already."""
    conversation = message.conversation
    covered = conversation.promises.open().filter(source="standard")
    if conversation.answer_due_at is not None and covered.exists():
        return None
    due_at = answer_due(conversation.inbox, at)
    if due_at is None:
        return None
    promise = Promise(
        conversation=conversation,
        customer=conversation.customer,
        message=message,
        owner_id=conversation.owner_id,
        kind="answer",
        source="standard",
        due_at=due_at,
        made_at=at,
    )
    set_next(promise)
    promise.save()
    write_down("promise.made", promise, by=None, at=at, due=due_at.isoformat())
    hasten(conversation, due_at)
    return promise


@transaction.atomic
def set_standard(minutes: int | None, *, inbox: Inbox | None = None, by: Agent | None = None) -> Standard:
    """Promise everybody an answer within `minutes` of business hours (None: promise nothing) at an inbox, or
    everywhere.
    """
    if minutes is not None and not 1 <= minutes <= 60 * 24 * 30:
        raise Problem(
            "bad_standard",
            _("Choose a time from one minute to thirty days."),
            status=422,
            errors={"minutes": minutes},
        )
    standard, _new = Standard.objects.update_or_create(
        inbox=inbox, defaults={"is_active": minutes is not None, **({"minutes": minutes} if minutes else {})}
    )
    record("standard.set", by=by, inbox=inbox.pk if inbox else None, minutes=minutes)
    return standard


@transaction.atomic
def drop_standard(inbox: Inbox, *, by: Agent | None = None) -> None:
    """Let an inbox go by the house's standard again; without one of its own nothing changes."""
    if Standard.objects.filter(inbox=inbox).delete()[0]:
        record("standard.dropped", by=by, inbox=inbox.pk)
