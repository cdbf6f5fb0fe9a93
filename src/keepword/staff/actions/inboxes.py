"""Where the business can be reached."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.problems import Problem

from ..models import Agent, Inbox, Team
from .changed import changed


@transaction.atomic
def open_inbox(
    address: str,
    name: str,
    *,
    channel: str = "email",
    team: Team | None = None,
    language: str = "en",
    signature: str = "",
    by: Agent | None = None,
) -> Inbox:
    """Make an inbox: from now on mail to `address` is a conversation."""
    if Inbox.objects.filter(channel=channel, address__iexact=address).exists():
        raise Problem("inbox_exists", _("This address is an inbox already."), errors={"address": address})
    inbox: Inbox = Inbox.objects.create(
        address=address.strip().lower(),
        name=name,
        channel=channel,
        team=team,
        language=language,
        signature=signature,
    )
    record("inbox.opened", by=by, inbox=inbox.pk)
    return inbox


@transaction.atomic
def change_inbox(
    inbox: Inbox,
    *,
    by: Agent,
    name: str | None = None,
    address: str | None = None,
    team: Team | None = None,
    everybodys: bool = False,
    language: str | None = None,
    signature: str | None = None,
    plus_addresses: bool | None = None,
    trust_junk_mark: bool | None = None,
    authserv_id: str | None = None,
    is_active: bool | None = None,
) -> Inbox:
    """Change what is given; `everybodys` takes it from its team. Raises a Problem for an address in use."""
    address = address.strip().lower() if address else None
    others = Inbox.objects.filter(channel=inbox.channel, address__iexact=address or "").exclude(pk=inbox.pk)
    if address and others.exists():
        raise Problem("inbox_exists", _("This address is an inbox already."), errors={"address": address})
    fields = changed(
        inbox,
        {
            "name": name,
            "address": address,
            "team": team,
            "language": language,
            "signature": signature,
            "plus_addresses": plus_addresses,
            "trust_junk_mark": trust_junk_mark,
            "authserv_id": authserv_id,
            "is_active": is_active,
        },
    )
    if everybodys and team is None and inbox.team_id is not None:
        inbox.team = None
        inbox.save(update_fields=["team"])
        fields.append("team")
    if fields:
        record("inbox.changed", by=by, inbox=inbox.pk, fields=fields)
    return inbox
