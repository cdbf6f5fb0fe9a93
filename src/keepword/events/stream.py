"""Server-sent events over raw ASGI (WHATWG HTML §9.2): about 24 KB and no thread for each open stream."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from .live import Hint, hub

PING = 20.0
"""Seconds of silence after which a comment keeps proxies from closing the stream; also how often rights are
checked.
"""


async def stream(
    scope: Any,
    receive: Any,
    send: Any,
    *,
    render: Callable[[Hint], bytes | None],
    still_welcome: Callable[[], Awaitable[bool]],
    recheck: Callable[[Hint], bool],
    first: bytes = b"",
    every: float = PING,
) -> None:
    """Send what `render` makes of each hint (None: not for this reader) until the reader goes or is not
    welcome.

    `first` goes out at once (what was missed). `recheck` says after which hints to ask `still_welcome` at
    once; it is asked after each `every` seconds too, however busy the stream is.
    """
    queue = hub.open()
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send(_START)
        await send({"type": "http.response.body", "body": b"retry: 2000\n\n" + first, "more_body": True})
        asked = monotonic()
        while not gone.done():
            if monotonic() - asked >= every:
                if not await still_welcome():
                    break
                asked = monotonic()
            body = await _next(queue, gone, render, still_welcome, recheck, every)
            if body is None:
                break
            if body:
                await send({"type": "http.response.body", "body": body, "more_body": True})
        if not gone.done():
            await send({"type": "http.response.body", "body": b""})
    finally:
        hub.close(queue)
        gone.cancel()


_START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ],
}


async def _next(
    queue: asyncio.Queue[Hint | None],
    gone: asyncio.Future[None],
    render: Callable[[Hint], bytes | None],
    still_welcome: Callable[[], Awaitable[bool]],
    recheck: Callable[[Hint], bool],
    every: float,
) -> bytes | None:
    """The next bytes to send, a ping, or nothing (empty); None when the stream is over."""
    waiting = asyncio.ensure_future(queue.get())
    try:
        both: set[asyncio.Future[Any]] = {waiting, gone}
        done, _pending = await asyncio.wait(both, timeout=every, return_when=asyncio.FIRST_COMPLETED)
        if waiting not in done:
            return None if gone in done or not await still_welcome() else b": here\n\n"
        hint = waiting.result()
        if hint is None or (recheck(hint) and not await still_welcome()):
            return None
        return render(hint) or b""
    finally:
        waiting.cancel()


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def refuse(send: Any, status: int, body: bytes = b"", content_type: bytes = b"text/plain") -> None:
    """End the request without a stream."""
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", content_type)]}
    )
    await send({"type": "http.response.body", "body": body})
