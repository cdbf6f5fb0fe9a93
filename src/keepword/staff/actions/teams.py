"""Teams and who is in them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.problems import Problem

from ..models import Agent, Business, BusinessHours, Team
from .changed import changed


@transaction.atomic
def make_team(name: str, *, hours: BusinessHours | None = None, by: Agent | None = None) -> Team:
    """Make a team."""
    if Team.objects.filter(name__iexact=name).exists():
        raise Problem("team_exists", _("A team of this name exists already."), errors={"name": name})
    team = Team.objects.create(name=name, hours=hours)
    record("team.made", by=by, team=team.pk)
    return team


@transaction.atomic
def change_team(team: Team, *, by: Agent, name: str | None = None) -> Team:
    """Call it something else; raises a Problem when another team is called so."""
    if name is not None and Team.objects.filter(name__iexact=name).exclude(pk=team.pk).exists():
        raise Problem("team_exists", _("A team of this name exists already."), errors={"name": name})
    fields = changed(team, {"name": name})
    if fields:
        record("team.changed", by=by, team=team.pk, fields=fields)
    return team


@transaction.atomic
def set_members(team: Team, agents: Iterable[Agent], *, by: Agent) -> None:
    """Make these the team's people, no others."""
    wanted, have = {agent.pk for agent in agents}, set(team.agents.values_list("pk", flat=True))
    if wanted != have:
        team.agents.set(wanted)
        record(
            "team.changed", by=by, team=team.pk, added=sorted(wanted - have), removed=sorted(have - wanted)
        )


@transaction.atomic
def own_hours(team: Team, *, by: Agent) -> BusinessHours:
    """The hours of this team alone; until it has some, a copy of the business's is made."""
    if team.hours is None:
        business = Business.current()
        if business is None:
            raise LookupError("a team needs a business; set-up makes it")
        like = business.hours
        team.hours = BusinessHours.objects.create(
            name=team.name,
            zone=like.zone,
            week=like.week,
            country=like.country,
            subdivision=like.subdivision,
            closed=like.closed,
        )
        team.save(update_fields=["hours"])
        record("team.changed", by=by, team=team.pk, fields=["hours"])
    return team.hours


@transaction.atomic
def drop_hours(team: Team, *, by: Agent) -> None:
    """The team works as the business does again. Promises already made keep their due times."""
    if team.hours is not None:
        team.hours.delete()
        team.hours = None
        team.save(update_fields=["hours"])
        record("team.changed", by=by, team=team.pk, fields=["hours"])
