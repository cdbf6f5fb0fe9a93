"""The event stream of the API: server-sent events (WHATWG HTML §9.2) over raw ASGI, holding no thread.

A hint of the hub only wakes a stream; what it sends it reads from the table of events, behind the last that
it sent. So resuming, catching up and going on are one thing, and a lost hint delays by `LOOK` seconds only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, TypeVar

from django.db import close_old_connections
from django.db.models import Exists, Max
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keepword.events.live import Hint, hub
from keepword.events.models import Event
from keepword.lib.problems import Problem
from keepword.staff.models import ApiToken

from .auth import admit
from .problems import invalid, respond
from .resources.events import after, show, visible_to

LOOK = 4.0
"""Seconds after which a stream looks by itself: for lost hints, and whether its token still works."""
PING = 20.0
"""Seconds of silence after which a comment keeps proxies from closing the stream."""
BATCH = 200
"""Events read at once."""
LATE = 5.0
"""Seconds for which an event can come in behind a higher id: PostgreSQL's ids do not commit in order."""

T = TypeVar("T")
Send = Callable[[Any], Awaitable[None]]
_threads = ThreadPoolExecutor(2, thread_name_prefix="api-stream")


def wants_stream(scope: Any) -> bool:
    """Whether this connection to /api/v1/events asks for a stream (and not for a list)."""
    return scope["method"] == "GET" and b"text/event-stream" in _header(scope, b"accept")


async def api_stream(scope: Any, receive: Any, send: Send) -> None:
    """Answer one connection: a problem document, or events until the program goes or its token ends."""
    queue = hub.open()
    gone = asyncio.ensure_future(_gone(receive))
    try:
        try:
            reader = await _in_thread(lambda: Reader.admitted(scope))
        except Problem as problem:
            await _refuse(send, respond(problem))
            return
        await _follow(reader, queue, gone, send)
    finally:
        hub.close(queue)
        gone.cancel()


class Reader:
    """Reads what a token's agent may hear of, each event once. It reads the database: use it in a thread."""

    def __init__(self, token: int, behind: int | None) -> None:
        newest: int = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
        self._token = token
        self._settled = newest if behind is None else behind
        """Nothing comes in any more behind this id."""
        self._sent: dict[int, float] = {}
        """Ids behind it that were sent, and when (monotonic)."""

    @classmethod
    def admitted(cls, scope: Any) -> Reader:
        """For a connection with a token that may read; raises a Problem for any other."""
        token = admit(_header(scope, b"authorization").decode("latin-1"), ApiToken.READ)
        if scope["query_string"]:
            raise invalid("query", _("A stream takes no parameters; filter what comes."))
        last = _header(scope, b"last-event-id").decode("latin-1").strip()
        return cls(token.pk, after(last, "Last-Event-ID") if last else None)

    def more(self) -> bytes | None:
        """What has come, as it is sent; empty for nothing, None when the token works no more."""
        works = ApiToken.objects.filter(pk=self._token, revoked_at=None, agent__is_active=True)
        token = works.select_related("agent").first()
        if token is None:
            return None
        now = monotonic()
        self._settle(now)
        # Asked again in the same query: a token that ends meanwhile hears nothing of what came after.
        rows = visible_to(token.agent).filter(Exists(works), pk__gt=self._settled)
        found = list(rows.exclude(pk__in=list(self._sent)).order_by("pk")[:BATCH])
        self._sent.update((row.pk, now) for row in found)
        return b"".join(
            b"id: %d\ndata: %s\n\n" % (row.pk, show(row).model_dump_json().encode()) for row in found
        )

    def _settle(self, now: float) -> None:
        old = [pk for pk, at in self._sent.items() if now - at > LATE]
        if old:
            self._settled = max(old)
            self._sent = {pk: at for pk, at in self._sent.items() if pk > self._settled}


async def _follow(
    reader: Reader, queue: asyncio.Queue[Hint | None], gone: asyncio.Future[None], send: Send
) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await _write(send, b"retry: 2000\n\n")
    spoke, over = monotonic(), False
    while not gone.done():
        body = await _in_thread(reader.more)
        if body is None:
            break
        if body or monotonic() - spoke > PING:
            await _write(send, body or b": here\n\n")
            spoke = monotonic()
        if body:
            continue  # there may be more
        if over:
            break
        over = not await _woken(queue, gone)
    if not gone.done():
        await _write(send, b"", more=False)


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def _woken(queue: asyncio.Queue[Hint | None], gone: asyncio.Future[None]) -> bool:
    """Wait for a hint, `LOOK` seconds at most; False when the stream is to end after what is there by now."""
    waiting = asyncio.ensure_future(queue.get())
    both: set[asyncio.Future[Any]] = {waiting, gone}
    try:
        await asyncio.wait(both, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
        hints = [waiting.result()] if waiting.done() else []
    finally:
        waiting.cancel()
    while not queue.empty():
        hints.append(queue.get_nowait())
    return None not in hints


async def _in_thread(work: Callable[[], T]) -> T:
    def done() -> T:
        close_old_connections()
        return work()

    return await asyncio.get_running_loop().run_in_executor(_threads, done)


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, response: HttpResponse) -> None:
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in response.items()]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await _write(send, response.content, more=False)


async def _write(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


def _header(scope: Any, name: bytes) -> bytes:
    return next((bytes(value) for known, value in scope["headers"] if known == name), b"")
