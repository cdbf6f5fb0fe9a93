"""People: hiring them, and what changes about them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.problems import Problem

from ..models import Agent, Team
from .changed import changed


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
    """Make an agent; without a password nobody can log in as them yet. Only owners make owners."""
    if by is not None:
        _may_make(role, by)
    if Agent.objects.filter(email__iexact=email).exists():
        raise Problem(
            "agent_exists", _("Somebody of the staff has this address already."), errors={"email": email}
        )
    agent = Agent(
        email=email.strip().lower(),
        name=name,
        role=role,
        language=language,
        zone=zone,
        mail_notices=mail_notices,
    )
    agent.set_password(password)
    agent.save()
    record("agent.hired", by=by, agent=agent.pk, role=role)
    return agent


@transaction.atomic
def change_agent(
    agent: Agent,
    *,
    by: Agent,
    name: str | None = None,
    role: str | None = None,
    language: str | None = None,
    is_active: bool | None = None,
    teams: Iterable[Team] | None = None,
) -> Agent:
    """Change what is given. Owners are made and unmade by owners only, and one owner always stays."""
    _may_change(agent, by, role, is_active)
    fields = changed(agent, {"name": name, "role": role, "language": language, "is_active": is_active})
    if teams is not None:
        wanted, have = {team.pk for team in teams}, set(agent.teams.values_list("pk", flat=True))
        if wanted != have:
            agent.teams.set(wanted)
            fields.append("teams")
    if fields:
        record("agent.changed", by=by, agent=agent.pk, fields=fields)
    return agent


def _may_make(role: str, by: Agent) -> None:
    if role not in Agent.ROLES:
        raise Problem("bad_role", _("This role does not exist."), status=422, errors={"role": role})
    if role == Agent.OWNER and by.role != Agent.OWNER:
        raise Problem("owners_only", _("Only an owner makes or changes an owner."), status=403)


def _may_change(agent: Agent, by: Agent, role: str | None, is_active: bool | None) -> None:
    for touched in (agent.role, role or agent.role):
        _may_make(touched, by)
    leaves = is_active is False or (role is not None and role != Agent.OWNER)
    others = Agent.objects.at_work().filter(role=Agent.OWNER).exclude(pk=agent.pk)
    if agent.role == Agent.OWNER and leaves and not others.exists():
        raise Problem("last_owner", _("Somebody must stay the owner. Make another one first."))


@transaction.atomic
def change_me(
    agent: Agent,
    *,
    name: str | None = None,
    language: str | None = None,
    zone: str | None = None,
    mail_notices: bool | None = None,
    keys: bool | None = None,
) -> Agent:
    """What everybody may change about themselves."""
    fields = changed(
        agent,
        {"name": name, "language": language, "zone": zone, "mail_notices": mail_notices, "keys": keys},
    )
    if fields:
        record("agent.changed", by=agent, agent=agent.pk, fields=fields)
    return agent


@transaction.atomic
def set_password(agent: Agent, password: str) -> None:
    """The agent sets their own password; every session of theirs but the asking one ends by it."""
    agent.set_password(password)
    agent.save(update_fields=["password"])
    record("agent.password_set", by=agent, agent=agent.pk)
