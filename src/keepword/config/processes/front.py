"""The front process: web, event streams and mail listeners. Nothing slow: a busy thread here cuts reception
to a fiftieth.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable

import uvicorn

from keepword.events.live import hub

from .wire import Pair, Redis, connect


def run(
    web: socket.socket,
    *,
    smtp: socket.socket | None,
    lmtp: socket.socket | None,
    wire: Pair | Redis | None,
    ready: Callable[[], None],
) -> None:
    """Serve until SIGTERM, then finish what is under way and return."""
    from keepword.events import live

    live.carry_by(hub.publish)
    if wire is not None:
        connect(wire, hub.publish)
    asyncio.run(_serve(web, smtp, lmtp, ready))


class _Server(uvicorn.Server):
    """uvicorn raises the signal again after its graceful stop; here the end is ours to say."""

    def capture_signals(self) -> object:  # type: ignore[override]
        import contextlib

        return contextlib.nullcontext()


async def _serve(
    web: socket.socket, smtp: socket.socket | None, lmtp: socket.socket | None, ready: Callable[[], None]
) -> None:
    from keepword.channels.email import listen

    config = uvicorn.Config(
        "keepword.config.asgi:application",
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=15,
        proxy_headers=False,
        server_header=False,
    )
    server = _Server(config)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True
        hub.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    listeners = [await listen.start(sock, kind) for sock, kind in ((smtp, "smtp"), (lmtp, "lmtp")) if sock]
    serving = asyncio.ensure_future(server.serve(sockets=[web]))
    while not server.started and not serving.done():  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # uvicorn has no event to wait for
    if not serving.done():
        ready()
    await serving
    for listener in listeners:
        await listener.drain()
