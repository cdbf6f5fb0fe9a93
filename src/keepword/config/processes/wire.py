"""How front and back wake each other: a pair of datagram sockets (embedded) or Redis (scaled). Losing a wake-
up delays, never loses.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable

from django.conf import settings

from keepword.events import live

log = logging.getLogger(__name__)
CHANNEL = "keepword"


class Pair:
    """One end of a socket pair between two processes of one machine."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        end.setblocking(True)

    def send(self, hint: live.Hint) -> None:
        """Never waits: a full socket means that the other side is being woken anyway."""
        with contextlib.suppress(OSError):
            self._end.send(hint.to_json().encode(), socket.MSG_DONTWAIT)

    def listen(self, hear: Callable[[live.Hint], None]) -> None:
        """Hear what the other end sends, until it is gone."""
        while data := self._end.recv(65536):
            hear(live.Hint.from_json(data))


class Redis:
    """Wake-ups between several web and worker processes."""

    def __init__(self, url: str) -> None:
        import redis

        # Publishing gives up soon, so that a lost Redis cannot hold up an answer.
        self._out = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self._url = url

    def send(self, hint: live.Hint) -> None:
        """Publish; raises what Redis raises (the caller logs it)."""
        self._out.publish(CHANNEL, hint.to_json())

    def listen(self, hear: Callable[[live.Hint], None]) -> None:
        """Hear for ever; reconnects when Redis was gone."""
        import redis

        while True:
            try:
                # redis-py's default time-out of 5 s would end a quiet subscription.
                with redis.Redis.from_url(self._url, socket_timeout=None).pubsub() as pubsub:  # type: ignore[no-untyped-call]
                    pubsub.subscribe(CHANNEL)
                    for message in pubsub.listen():
                        if message["type"] == "message":
                            hear(live.Hint.from_json(message["data"]))
            except redis.RedisError as error:
                log.warning("Redis is away (%s); screens are told late until it is back", error)
                time.sleep(2)


def connect(wire: Pair | Redis, hear: Callable[[live.Hint], None]) -> None:
    """Carry this process's hints over the wire, and hear the others' in a thread."""
    live.carry_by(wire.send)
    threading.Thread(target=wire.listen, args=(hear,), name="wire", daemon=True).start()


def scaled() -> Redis | None:
    """The wire of a scaled set-up, if Redis is configured."""
    return Redis(settings.REDIS_URL) if settings.REDIS_URL else None
