"""Bo and Di at their desks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from keepword.conversations.models import Message
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox
from tests.conftest import MONDAY

Promises = Callable[..., Promise]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is Monday, 10:00 in Zagreb."""
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    return MONDAY


@pytest.fixture
def as_bo(bo: Agent, inbox: Inbox) -> Client:
    """Bo's browser."""
    client = Client()
    client.force_login(bo)
    return client


@pytest.fixture
def as_cy(cy: Agent) -> Client:
    """Cy's browser."""
    client = Client()
    client.force_login(cy)
    return client


@pytest.fixture
def as_di(di: Agent, inbox: Inbox) -> Client:
    """Di's browser."""
    client = Client()
    client.force_login(di)
    return client


@pytest.fixture
def bo_promises(ana_writes: Callable[..., Message], bo: Agent) -> Promises:
    """Bo promises Ana to call back in two hours, unless said otherwise."""

    def promise(**said: Any) -> Promise:
        conversation = said.pop("conversation", None) or ana_writes().conversation
        Promise.objects.filter(conversation=conversation, source="standard").delete()
        defaults: dict[str, Any] = {
            "what": "a call about the chair",
            "kind": "callback",
            "due_at": MONDAY + timedelta(hours=2),
            "by": bo,
            "at": MONDAY,
        }
        return promises.make(conversation=conversation, **{**defaults, **said})

    return promise
