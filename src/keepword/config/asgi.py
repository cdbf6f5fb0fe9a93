"""The web's entrance: event streams are raw ASGI, all else is plain synchronous Django in a few threads.

An event stream as a Django view would hold a thread and a database connection for each open screen.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepword.config.settings")
django.setup(set_prefix=False)

from a2wsgi import WSGIMiddleware  # noqa: E402 - after setup
from django.core.wsgi import get_wsgi_application  # noqa: E402

from keepword.api.stream import api_stream, wants_stream  # noqa: E402
from keepword.desk.stream import desk_stream  # noqa: E402

THREADS = 6
_wsgi: Any = get_wsgi_application()
_django: Any = WSGIMiddleware(_wsgi, workers=THREADS)
# Writers queue for one lock: at most half of the threads may stand in that queue, so that reading goes on.
_writers = asyncio.Semaphore(THREADS // 2)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Dispatch one connection."""
    if scope["type"] != "http":
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        return
    if scope["path"] == "/events":
        await desk_stream(scope, receive, send)
    elif scope["path"] == "/api/v1/events" and wants_stream(scope):
        await api_stream(scope, receive, send)
    elif scope["method"] in ("GET", "HEAD", "OPTIONS"):
        await _django(scope, receive, send)
    else:
        async with _writers:
            await _django(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
