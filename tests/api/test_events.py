"""What happened, as a list and as a stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, Self

import pytest
from asgiref.sync import sync_to_async

from keepword import service
from keepword.api import auth, stream
from keepword.api.rate import SlidingWindow
from keepword.conversations.models import Message
from keepword.events import live
from keepword.events.models import Event
from keepword.staff import actions as staff
from keepword.staff.models import Agent, ApiToken, Inbox
from tests.api.conftest import Program

Writes = Callable[..., Message]


def test_the_list_tells_what_happened(ana_writes: Writes, bo: Agent, bos: Program) -> None:
    message = ana_writes()
    service.note(message.conversation, by=bo, text="Hm")
    asked = f"/events?conversation={message.conversation_id}"
    events = bos.get(f"{asked}&order=id").json()["items"]
    codes = [event["code"] for event in events]
    assert codes == ["conversation.started", "message.received", "promise.made", "conversation.noted"]
    assert events[1]["actor"] == {"type": "customer", "id": str(message.customer_id)}
    assert events[2]["actor"] == {"type": "system", "id": None}
    assert events[2]["promise"] is not None
    assert events[3]["data"]["message"] == message.pk + 1
    newest_first = bos.get(asked).json()["items"]
    assert newest_first == events[::-1]
    later = bos.get(f"{asked}&order=id&after={events[1]['id']}").json()["items"]
    assert later == events[2:]
    assert bos.get(f"{asked}&code=message.received").json()["items"] == [events[1]]


class Listener:
    """A program that listens to the stream."""

    def __init__(self, token: str, last: str = "", query: bytes = b"") -> None:
        headers = [(b"accept", b"text/event-stream"), (b"authorization", f"Bearer {token}".encode())]
        headers += [(b"last-event-id", last.encode())] if last else []
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": "/api/v1/events",
            "query_string": query,
            "headers": headers,
        }
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.text = ""
        self.is_over = False
        self._leave = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._task = asyncio.ensure_future(stream.api_stream(self.scope, self._receive, self._send))
        await self.until(lambda: bool(self.text) or self.is_over)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._leave.set()
        await asyncio.wait_for(self._task, 5)

    async def _receive(self) -> dict[str, Any]:
        await self._leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            return
        self.text += message["body"].decode()
        self.is_over = not message.get("more_body", False)

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait for it, five seconds at most."""
        for _each in range(500):
            if so():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it did not come: {self.text!r}")

    async def heard(self, code: str) -> list[dict[str, Any]]:
        """The events so far, as soon as one with this code is among them."""
        await self.until(lambda: any(event["code"] == code for event in self.events))
        return self.events

    @property
    def events(self) -> list[dict[str, Any]]:
        """What has come."""
        return [json.loads(line[6:]) for line in self.text.splitlines() if line.startswith("data: ")]

    @property
    def ids(self) -> list[str]:
        """The ids that the stream itself gave them."""
        return [line[4:] for line in self.text.splitlines() if line.startswith("id: ")]


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub hears what is recorded, as in the front process."""
    monkeypatch.setattr(live, "_carriers", [live.hub.publish])


def run(story: Callable[[], Any]) -> None:
    """Tell an asynchronous story."""
    asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_the_stream_tells_what_happens_as_the_list_would(
    wired: None, ana_writes: Writes, bos: Program
) -> None:
    async def story() -> None:
        async with Listener(bos.token) as listener:
            assert (listener.status, listener.headers[b"content-type"]) == (
                200,
                b"text/event-stream; charset=utf-8",
            )
            assert listener.events == []
            await sync_to_async(ana_writes)()
            events = await listener.heard("promise.made")
        listed = (await sync_to_async(bos.get)("/events?order=id")).json()["items"]
        assert events == listed[-len(events) :]
        assert [event["id"] for event in events] == listener.ids

    run(story)


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_hears_what_was_missed_once(wired: None, ana_writes: Writes, bos: Program) -> None:
    ana_writes()
    ids = [str(pk) for pk in Event.objects.order_by("pk").values_list("pk", flat=True)]

    async def story() -> None:
        async with Listener(bos.token, last=ids[1]) as listener:
            await listener.until(lambda: listener.ids == ids[2:])
            await sync_to_async(ana_writes)("Again")
            await listener.until(lambda: len(listener.ids) > len(ids))
            assert listener.ids == sorted(set(listener.ids), key=int)

    run(story)


@pytest.mark.django_db(transaction=True)
def test_a_hint_that_is_lost_delays_only(
    ana_writes: Writes, bos: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK", 0.05)

    async def story() -> None:
        async with Listener(bos.token) as listener:
            await sync_to_async(ana_writes)()
            await listener.heard("message.received")

    run(story)


@pytest.mark.django_db(transaction=True)
def test_a_long_absence_is_told_in_batches(
    wired: None, ana_writes: Writes, bos: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BATCH", 2)
    for _each in range(3):
        ana_writes()
    ids = [str(pk) for pk in Event.objects.order_by("pk").values_list("pk", flat=True)]

    async def story() -> None:
        async with Listener(bos.token, last="0") as listener:
            await listener.until(lambda: listener.ids == ids)

    run(story)


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_not_skipped(bos: Program) -> None:
    """PostgreSQL gives ids before the commit: 5 can be there before 4."""
    reader = stream.Reader(ApiToken.objects.get().pk, None)
    newest = Event.objects.latest("pk").pk
    Event.objects.create(pk=newest + 2, code="token.issued")
    assert b'"id":"%d"' % (newest + 2) in (reader.more() or b"")
    Event.objects.create(pk=newest + 1, code="token.issued")
    assert b'"id":"%d"' % (newest + 1) in (reader.more() or b"")
    assert reader.more() == b""


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_of_an_inbox_they_do_not_see(
    wired: None, ana_writes: Writes, cy_inbox: Inbox, bos: Program, dis: Program
) -> None:
    async def story() -> None:
        async with Listener(bos.token) as bo_hears, Listener(dis.token) as di_hears:
            hidden = await sync_to_async(ana_writes)(inbox=cy_inbox)
            await di_hears.heard("promise.made")
            seen = await sync_to_async(ana_writes)()
            events = await bo_hears.heard("promise.made")
            named = {event["conversation"] for event in events}
            assert str(hidden.conversation_id) not in named
            assert str(seen.conversation_id) in named

    run(story)


@pytest.mark.django_db(transaction=True)
def test_the_stream_of_a_revoked_token_ends(
    wired: None, bo: Agent, bos: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with Listener(bos.token) as listener:
            token = await ApiToken.objects.aget(agent=bo)
            await sync_to_async(staff.revoke_token)(token, by=bo)
            await listener.until(lambda: listener.is_over)
            assert listener.events == []

    run(story)


@pytest.mark.django_db(transaction=True)
def test_when_the_server_goes_down_the_stream_ends(bos: Program) -> None:
    async def story() -> None:
        async with Listener(bos.token) as listener:
            live.hub.end()
            await listener.until(lambda: listener.is_over)

    run(story)


@pytest.mark.django_db(transaction=True)
def test_a_stream_is_refused_as_everything_else_is(
    bo: Agent, bos: Program, program_of: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = program_of(bo, "write")

    async def refused(token: str, **asked: Any) -> tuple[int, str]:
        async with Listener(token, **asked) as listener:
            assert listener.headers[b"content-type"] == b"application/problem+json"
            assert json.loads(listener.text)["status"] == listener.status
            return listener.status, json.loads(listener.text)["type"].rpartition(":")[2]

    async def story() -> None:
        assert await refused("made-up") == (401, "unauthorized")
        assert await refused(writer.token) == (403, "scope")
        assert await refused(bos.token, last="x") == (422, "invalid")
        assert await refused(bos.token, query=b"code=x") == (422, "invalid")
        monkeypatch.setattr(auth, "limits", SlidingWindow(1, 10.0))
        async with Listener(bos.token) as listener:
            assert listener.status == 200
        assert await refused(bos.token) == (429, "too_many_requests")

    run(story)


def test_a_list_is_asked_for_without_the_accept_header() -> None:
    scope: dict[str, Any] = {"method": "GET", "headers": [(b"accept", b"application/json")]}
    assert not stream.wants_stream(scope)
    scope["headers"] = [(b"accept", b"text/event-stream, */*")]
    assert stream.wants_stream(scope)
    assert not stream.wants_stream({**scope, "method": "POST"})
