"""Somebody at the desk."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from keepword.staff.models import Agent


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """No tries at the log-in, nobody looking."""
    cache.clear()


@pytest.fixture
def bo_desk(bo: Agent) -> Client:
    """Bo, logged in."""
    client = Client()
    client.force_login(bo)
    return client


@pytest.fixture
def cy_desk(cy: Agent) -> Client:
    """Cy, of another team, logged in."""
    client = Client()
    client.force_login(cy)
    return client
