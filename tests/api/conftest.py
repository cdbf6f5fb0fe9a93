"""Programs that talk for the cast: each with a token of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keepword.api import auth
from keepword.api.rate import SlidingWindow
from keepword.staff import actions as staff
from keepword.staff.models import Agent
from tests.api import description


class Program:
    """A program with a token, speaking JSON. What it is answered has to be as the API describes itself."""

    def __init__(self, token: str = "") -> None:
        self.token = token
        self.client = Client()

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send it; `body` may be bytes, to be sent as they are."""
        sent: dict[str, Any] = {"headers": dict(headers)}
        if self.token:
            sent["headers"]["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent |= {"data": body, "content_type": "application/json"}
        answer = getattr(self.client, verb)(description.ROOT + path, **sent)
        description.check(verb, path, answer)
        return answer

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("post", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.ask("patch", path, body)

    def put(self, path: str, body: Any) -> Any:
        return self.ask("put", path, body)

    def delete(self, path: str) -> Any:
        return self.ask("delete", path)


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with an empty window: token ids repeat from test to test."""
    monkeypatch.setattr(auth, "limits", SlidingWindow(auth.MOST_REQUESTS, auth.WINDOW))


@pytest.fixture
def program_of() -> Callable[..., Program]:
    """Makes a program that acts for an agent."""

    def make(agent: Agent, scopes: str = "read write") -> Program:
        return Program(staff.issue_token(agent, name="test", scopes=scopes))

    return make


@pytest.fixture
def bos(bo: Agent, program_of: Callable[..., Program]) -> Program:
    """Bo's program."""
    return program_of(bo)


@pytest.fixture
def cys(cy: Agent, program_of: Callable[..., Program]) -> Program:
    """Cy's program."""
    return program_of(cy)


@pytest.fixture
def dis(di: Agent, program_of: Callable[..., Program]) -> Program:
    """Di's program."""
    return program_of(di)
