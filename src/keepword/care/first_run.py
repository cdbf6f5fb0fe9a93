"""The first run: a business, its first person, its first inbox; by command or behind the one-time link.

There is no default password, and no page that whoever comes first may fill in: the link is signed, is printed
where the server was started, and dies after three days or as soon as there is a business.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import available_timezones

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.lib.business_time import knows_country
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.service.answer import is_address
from keepword.staff import actions as staff
from keepword.staff.actions.business import Week
from keepword.staff.models import Agent, Business, Inbox

ANSWER_WITHIN = 240
"""Business minutes that a new business promises everybody, until it says otherwise."""
LINK_LIVES = timedelta(hours=72)
SIGNATURE = "{agent}\n{business}"
_SALT = "keepword.first-run"
USAGE, DATA = 64, 65
"""Exit statuses (sysexits.h)."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a business begins with. `zone` is an IANA name, `country` an ISO 3166 code or empty."""

    business: str
    email: str
    name: str
    password: str
    country: str = ""
    zone: str = "UTC"
    language: str = "en"
    week: Week | None = None


def new_token() -> str:
    """The signed part of a set-up link."""
    return signing.dumps("set up", salt=_SALT)


def is_good(token: str) -> bool:
    """Whether a set-up link with this token still works."""
    if Business.objects.exists():
        return False
    try:
        signing.loads(token, salt=_SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return False
    return True


@transaction.atomic
def begin(beginning: Beginning) -> Agent:
    """Open the business with its first person, who owns it, and promise everybody an answer in half a day.

    Raises a Problem when there is a business already, or the password is weak, or zone or address are none.
    """
    _check(beginning)
    staff.open_business(
        beginning.business,
        country=beginning.country,
        zone=beginning.zone,
        language=beginning.language,
        week=beginning.week,
    )
    owner = staff.hire(
        beginning.email,
        beginning.name,
        role=Agent.OWNER,
        password=beginning.password,
        language=beginning.language,
        zone=beginning.zone,
    )
    promises.set_standard(ANSWER_WITHIN, by=owner)
    return owner


def first_inbox(address: str, *, by: Agent) -> Inbox:
    """The business's first inbox, named as the business is; raises a Problem for what is no mail address."""
    business = Business.current()
    if business is None:
        raise Problem("no_business", _("Set up the business first."))
    if not is_address(address):
        raise _no_address(address)
    return staff.open_inbox(
        address, business.name[:100], language=business.language, signature=SIGNATURE, by=by
    )


def _no_address(address: str) -> Problem:
    return Problem("bad_address", _("%(address)s is no mail address.") % {"address": address}, status=422)


def _check(beginning: Beginning) -> None:
    person = Agent(email=beginning.email, name=beginning.name)
    try:
        validate_password(beginning.password, person)
    except ValidationError as error:
        raise Problem("weak_password", " ".join(error.messages), status=422) from error
    if not is_address(beginning.email):
        raise Problem(
            "bad_address", _("%(address)s is no mail address.") % {"address": beginning.email}, status=422
        )
    if beginning.zone not in available_timezones():
        raise Problem(
            "bad_zone",
            _("The time zone %(zone)s does not exist.") % {"zone": beginning.zone},
            status=422,
        )
    if beginning.country and not knows_country(beginning.country):
        # Not a reason to refuse: such a business has no public holidays until it names its days off.
        print(f"keepword: no public holidays are known for {beginning.country}", file=sys.stderr)


def command(args: argparse.Namespace) -> int:
    """`keepword setup`: everything from the command line, the password from standard input."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        print("keepword: the password comes from standard input, and there was none", file=sys.stderr)
        return USAGE
    try:
        with transaction.atomic():
            owner = begin(
                Beginning(
                    args.business,
                    args.email,
                    args.name,
                    password,
                    country=args.country.upper(),
                    zone=args.zone,
                    language=_language(args.language),
                )
            )
            inbox = first_inbox(args.mailbox, by=owner)
    except Problem as problem:
        print(f"keepword: {problem}", file=sys.stderr)
        return DATA
    print(
        f"{args.business} is set up. Mail to {inbox.address} becomes conversations; log in as {owner.email}."
    )
    return 0


def _language(code: str) -> str:
    """Ours for a code as others write it (`sr`, `sr_Latn`, `HR`); raises a Problem for a seventh language."""
    from django.conf import settings

    wanted = code.lower().replace("_", "-")
    for known, _name in settings.LANGUAGES:
        if wanted in (known, known.partition("-")[0]):
            return str(known)
    raise Problem("bad_language", _("Keepword does not speak %(code)s yet.") % {"code": code}, status=422)
