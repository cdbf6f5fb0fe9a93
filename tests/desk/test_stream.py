"""Who hears what, and when a stream ends."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from keepword.desk import stream
from keepword.events.live import Hint, hub
from keepword.staff.models import Agent, Inbox
from tests.conftest import PASSWORD


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def hint(code: str = "conversation.received", **about: Any) -> Hint:
    return Hint(7, code, about.get("conversation"), about.get("customer"), about.get("inbox"))


def test_a_session_hears_for_the_inboxes_of_its_agent(
    bo_desk: Client, bo: Agent, inbox: Inbox, cy_inbox: Inbox
) -> None:
    ears = stream.listener(session_of(bo_desk))
    assert ears == stream.Ears(bo.pk, frozenset({inbox.pk}))
    assert stream.topics(hint(conversation=3, inbox=cy_inbox.pk), ears) == []
    assert stream.topics(hint(conversation=3, inbox=inbox.pk), ears) == ["conversation:3", "queue"]


def test_who_leads_hears_all(client: Client, di: Agent, cy_inbox: Inbox) -> None:
    client.force_login(di)
    ears = stream.listener(session_of(client))
    assert ears is not None
    assert stream.topics(hint("promise.kept", conversation=3, inbox=cy_inbox.pk), ears) == [
        "conversation:3",
        "queue",
        "ledger",
    ]


@pytest.mark.parametrize("change", ["leaves", "other password", "logs out"])
def test_who_may_no_longer_look_is_nobody(change: str, client: Client, bo: Agent) -> None:
    client.login(username=bo.email, password=PASSWORD)
    key = session_of(client)
    assert stream.listener(key) is not None
    if change == "leaves":
        Agent.objects.filter(pk=bo.pk).update(is_active=False)
    elif change == "other password":
        bo.set_password("another long one")
        bo.save()
    else:
        client.post("/log-out/")
    assert stream.listener(key) is None


def test_a_made_up_session_is_nobody(db: None) -> None:
    assert stream.listener("nobody") is None


class Connection:
    """One end of an ASGI connection, which hears what is sent."""

    def __init__(self, cookie: str = "") -> None:
        headers = [(b"cookie", cookie.encode())] if cookie else []
        self.scope = {"type": "http", "path": "/events", "headers": headers}
        self.sent: asyncio.Queue[Any] = asyncio.Queue()
        self._gone = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.sent.put(message)

    def open(self) -> asyncio.Task[None]:
        return asyncio.ensure_future(stream.desk_stream(self.scope, self.receive, self.send))

    async def hears(self) -> Any:
        return await asyncio.wait_for(self.sent.get(), 2)


def test_without_a_log_in_there_is_no_stream() -> None:
    async def ask() -> Any:
        connection = Connection()
        await connection.open()
        return await connection.hears()

    assert asyncio.run(ask())["status"] == 401


def test_a_stream_carries_topics_and_ends_with_its_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    ears: list[stream.Ears | None] = [stream.Ears(1, frozenset({5}))]
    monkeypatch.setattr(stream, "listener", lambda _key: ears[0])
    monkeypatch.setattr(stream, "RECHECK", 0.05)

    async def listen() -> list[bytes]:
        connection = Connection(f"{settings.SESSION_COOKIE_NAME}=abc")
        task = connection.open()
        assert (await connection.hears())["status"] == 200
        assert (await connection.hears())["body"].startswith(b"retry:")
        hub.publish(hint(conversation=3, inbox=6))
        hub.publish(hint(conversation=4, inbox=5))
        said = [await connection.hears()]
        ears[0] = None
        await asyncio.wait_for(task, 2)
        while not connection.sent.empty():
            said.append(connection.sent.get_nowait())
        return [message["body"] for message in said]

    heard = asyncio.run(listen())
    assert b'{"topics": ["conversation:4", "queue"]}' in b"".join(heard)
    assert b"conversation:3" not in b"".join(heard)
    assert heard[-1] == b""
