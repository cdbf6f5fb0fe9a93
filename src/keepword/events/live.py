"""Hints to open screens: 'something about conversation 7 is new'. Never content; the screen fetches that
itself.

One process, the *front*, holds the streams (`Hub`). Whoever records an event calls `publish`, which goes to
the hub directly in the front, and by `carrier` from another process: a socket pair (embedded) or Redis
(scaled). A hint that is lost delays a screen and loses nothing, since a screen that reconnects fetches
everything again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hint:
    """What an open screen is told of an event; `event` is its id, by which a stream resumes."""

    event: int
    code: str
    conversation: int | None
    customer: int | None
    inbox: int | None

    def to_json(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Hint:
        return cls(**json.loads(text))


_carriers: list[Callable[[Hint], None]] = []


def carry_by(carrier: Callable[[Hint], None]) -> None:
    """From now on this process's hints go to `carrier` too."""
    _carriers.append(carrier)


def publish(hint: Hint) -> None:
    """Tell the world, after the commit. A carrier's failure is logged: it must not fail what was done."""
    for carrier in _carriers:
        try:
            carrier(hint)
        except Exception:
            log.exception("a hint could not be carried")


class Hub:
    """The open streams of this process. `publish` may be called from any thread, the rest from its event
    loop.
    """

    ROOM = 256
    """Hints that wait for a slow reader before it is dropped (it reconnects and fetches everything)."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[Hint | None]] = set()

    def open(self) -> asyncio.Queue[Hint | None]:
        """A new stream's queue; None in it means that the stream is over."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[Hint | None] = asyncio.Queue(self.ROOM)
        self._queues.add(queue)
        return queue

    def close(self, queue: asyncio.Queue[Hint | None]) -> None:
        """The stream has ended."""
        self._queues.discard(queue)

    def publish(self, hint: Hint) -> None:
        """Give the hint to every stream."""
        if self._queues and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, hint)

    def end(self) -> None:
        """End all streams: the server is going down."""
        self._spread(None)

    def _spread(self, hint: Hint | None) -> None:
        for queue in list(self._queues):
            try:
                queue.put_nowait(hint)
            except asyncio.QueueFull:
                self._queues.discard(queue)
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)


hub = Hub()
