"""The business itself and its hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.problems import Problem

from ..models import Agent, Business, BusinessHours
from .changed import changed

Week = Mapping[str, Sequence[Sequence[str]]]
"""`{"mon": [["09:00", "17:00"]], …}`, days left out are closed."""


@transaction.atomic
def open_business(
    name: str,
    *,
    country: str,
    zone: str,
    language: str,
    week: Week | None = None,
    is_sample: bool = False,
) -> Business:
    """Make the one business and its hours: `week` (else Mon to Fri, 9 to 17) and the country's holidays."""
    if Business.objects.exists():
        raise Problem("already_set_up", _("This folder has a business already."))
    hours = BusinessHours(name=name, zone=zone, country=country, week=dict(week or {}))
    _check(hours)
    hours.save()
    business = Business.objects.create(
        name=name, country=country, zone=zone, language=language, hours=hours, is_sample=is_sample
    )
    record("business.opened", name=name)
    return business


@transaction.atomic
def change_business(
    business: Business,
    *,
    by: Agent,
    name: str | None = None,
    language: str | None = None,
    country: str | None = None,
    zone: str | None = None,
) -> Business:
    """Change what is given; its hours have a zone and a country of their own (`set_hours`)."""
    fields = changed(business, {"name": name, "language": language, "country": country, "zone": zone})
    if fields:
        record("business.changed", by=by, fields=fields)
    return business


@transaction.atomic
def set_hours(
    hours: BusinessHours,
    *,
    by: Agent,
    week: Week | None = None,
    zone: str | None = None,
    country: str | None = None,
    subdivision: str | None = None,
    closed: Iterable[date] | None = None,
) -> BusinessHours:
    """Change when people work. Promises already made keep their due times."""
    days = sorted(day.isoformat() for day in closed) if closed is not None else None
    fields = changed(
        hours,
        {"week": week, "zone": zone, "country": country, "subdivision": subdivision, "closed": days},
    )
    _check(hours)
    if fields:
        record("hours.changed", by=by, hours=hours.pk, fields=fields)
    return hours


def _check(hours: BusinessHours) -> None:
    """A Problem instead of due times that cannot be reckoned."""
    try:
        hours.hours()
    except ValueError as error:
        raise Problem(
            "bad_hours",
            _("These opening hours cannot be: %(why)s.") % {"why": error},
            status=422,
            errors={"week": str(error)},
        ) from error
