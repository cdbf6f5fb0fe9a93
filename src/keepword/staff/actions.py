"""What is done with the staff. The only writers of these tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib import secrets
from keepword.lib.problems import Problem

from .models import Agent, ApiToken, Business, BusinessHours, Inbox, Team


@transaction.atomic
def open_business(name: str, *, country: str, zone: str, language: str, is_sample: bool = False) -> Business:
    """Make the one business, with its hours (Monday to Friday, 9 to 17, and the country's holidays)."""
    if Business.objects.exists():
        raise Problem("already_set_up", _("This folder has a business already."))
    hours = BusinessHours.objects.create(name=name, zone=zone, country=country)
    business = Business.objects.create(
        name=name, country=country, zone=zone, language=language, hours=hours, is_sample=is_sample
    )
    record("business.opened", name=name)
    return business


@transaction.atomic
def hire(
    email: str,
    name: str,
    *,
    role: str = Agent.AGENT,
    password: str | None = None,
    language: str = "en",
    zone: str = "UTC",
    mail_notices: bool = True,
    by: Agent | None = None,
) -> Agent:
    """Make an agent. Without a password nobody can log in as them until one is set."""
    if Agent.objects.filter(email__iexact=email).exists():
        raise Problem(
            "agent_exists", _("Somebody of the staff has this address already."), errors={"email": email}
        )
    agent = Agent(
        email=email.strip().lower(), name=name, role=role, language=language, zone=zone, mail_notices=mail_notices
    )
    agent.set_password(password)
    agent.save()
    record("agent.hired", by=by, agent=agent.pk, role=role)
    return agent


@transaction.atomic
def make_team(name: str, *, hours: BusinessHours | None = None, by: Agent | None = None) -> Team:
    """Make a team."""
    if Team.objects.filter(name__iexact=name).exists():
        raise Problem("team_exists", _("A team of this name exists already."), errors={"name": name})
    team = Team.objects.create(name=name, hours=hours)
    record("team.made", by=by, team=team.pk)
    return team


@transaction.atomic
def set_members(team: Team, agents: Iterable[Agent], *, by: Agent) -> None:
    """Make these the team's people, no others."""
    wanted, have = {agent.pk for agent in agents}, set(team.agents.values_list("pk", flat=True))
    if wanted != have:
        team.agents.set(wanted)
        record("team.changed", by=by, team=team.pk, added=sorted(wanted - have), removed=sorted(have - wanted))


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
def issue_token(agent: Agent, *, name: str = "", scopes: str = "read write") -> str:
    """Make an API token and return it; it cannot be shown again, since only its digest is kept."""
    token, digest = secrets.new_token()
    made = ApiToken.objects.create(agent=agent, name=name, digest=digest, scopes=scopes)
    record("token.issued", by=agent, token=made.pk)
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Agent, at: datetime | None = None) -> None:
    """End a token; ending it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = at or timezone.now()
        token.save(update_fields=["revoked_at"])
        record("token.revoked", by=by, token=token.pk)


def bearer(token: str) -> ApiToken | None:
    """Whose token this is, if it is one that still works."""
    return (
        ApiToken.objects.select_related("agent")
        .filter(digest=secrets.digest(token), revoked_at=None, agent__is_active=True)
        .first()
    )
