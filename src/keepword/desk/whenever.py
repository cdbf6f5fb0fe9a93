"""Times that an agent types, understood in the agent's own zone and language."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from keepword.lib.when import Due, parse_due
from keepword.staff.models import Agent

MORNING = time(9)
"""When a day begins on which something is to start or come back, and no time was said."""


def due(text: str, agent: Agent, now: datetime) -> Due | None:
    """By when: a day ends with its last second."""
    return parse_due(text, now, agent.zone, agent.language.partition("-")[0])


def start(text: str, agent: Agent, now: datetime) -> datetime | None:
    """From when: a day begins at nine, a week on its Monday. None when not understood, or past."""
    found = due(text, agent, now)
    if found is None or found.precision == "minute":
        return found.at if found else None
    local = found.at.astimezone(ZoneInfo(agent.zone))
    day = local.date() - timedelta(days=6 if found.precision == "week" else 0)
    at = datetime.combine(day, MORNING, ZoneInfo(agent.zone))
    return at if at > now else None
