"""The cast and the house in which they meet: Ana the customer, Bo the agent, Cy of another team, Di who
leads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from keepword import service
from keepword.conversations.models import Message
from keepword.promises import actions as promises
from keepword.service import Arrival, Person
from keepword.staff import actions as staff
from keepword.staff.models import Agent, Business, Inbox

pytest_plugins = ["tests.servers"]

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
"""A Monday morning, 10:00 in Zagreb, with an open desk."""

PASSWORD = "correct horse battery"


@pytest.fixture
def business(db: None) -> Business:
    """Keepword Chairs of Zagreb, which answers within four business hours."""
    made = staff.open_business("Keepword Chairs", country="HR", zone="Europe/Zagreb", language="en")
    promises.set_standard(240)
    return made


@pytest.fixture
def inbox(business: Business) -> Inbox:
    """Everybody's inbox."""
    return staff.open_inbox("support@chairs.test", "Keepword Chairs")


@pytest.fixture
def bo(business: Business) -> Agent:
    """An agent without a team."""
    return staff.hire("bo@chairs.test", "Bo", password=PASSWORD, zone="Europe/Zagreb")


@pytest.fixture
def cy_inbox(business: Business) -> Inbox:
    """The inbox of Cy's team, which Bo does not see."""
    team = staff.make_team("Repairs")
    return staff.open_inbox("repairs@chairs.test", "Keepword Repairs", team=team)


@pytest.fixture
def cy(cy_inbox: Inbox) -> Agent:
    """An agent of another team."""
    made = staff.hire("cy@chairs.test", "Cy", password=PASSWORD)
    assert cy_inbox.team is not None
    made.teams.add(cy_inbox.team)
    return made


@pytest.fixture
def di(business: Business) -> Agent:
    """Who leads, and sees everything."""
    return staff.hire("di@chairs.test", "Di", role=Agent.OWNER, password=PASSWORD)


@pytest.fixture
def ana_writes(inbox: Inbox) -> Callable[..., Message]:
    """Ana writes a mail, Monday morning unless said otherwise; returns the message it became."""
    count = 0

    def write(text: str = "Where is my chair?", **arrival: Any) -> Message:
        nonlocal count
        count += 1
        defaults: dict[str, Any] = {
            "inbox": inbox,
            "at": MONDAY,
            "sender": Person("ana@example.org", "Ana"),
            "subject": "My chair",
            "letter_id": f"ana-{count}@example.org",
            "language": "en",
        }
        return service.receive(Arrival(text=text, **{**defaults, **arrival}))

    return write
