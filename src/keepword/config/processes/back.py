"""The back process: reading mail, the post room, the clock, mailboxes, each in a thread of its own."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable

from keepword.events import live

from .wire import Pair, Redis, connect

log = logging.getLogger(__name__)


def run(wire: Pair | Redis | None, ready: Callable[[], None]) -> None:
    """Work until SIGTERM; what is under way is finished, or left to its lease."""
    from keepword.config import clock

    wakes = {lane: threading.Event() for lane in clock.LANES}

    def wake(hint: live.Hint) -> None:
        for lane, event in wakes.items():
            if clock.is_woken(lane, hint.code):
                event.set()

    asked = _asked_to_end()
    live.carry_by(wake)
    if wire is not None:
        connect(wire, wake)
    stop = threading.Event()
    lanes = _start(wakes, stop)
    ready()
    while not asked:
        time.sleep(0.1)
    stop.set()
    for event in wakes.values():
        event.set()
    for thread in lanes:
        thread.join(timeout=15)


def _asked_to_end() -> list[int]:
    """Will hold the signal that asks us to end."""
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        # An event set in here could meet the main thread in the middle of waiting for that event, for ever.
        asked.append(number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return asked


def _start(wakes: dict[str, threading.Event], stop: threading.Event) -> list[threading.Thread]:
    """A thread for each lane of the clock, and one for the mailboxes that are fetched from."""
    from keepword.channels.email import mailboxes
    from keepword.config import clock

    lanes = [
        threading.Thread(target=clock.run, args=(lane, event, stop), name=lane, daemon=True)
        for lane, event in wakes.items()
    ]
    lanes.append(threading.Thread(target=mailboxes.run, args=(stop,), name="mailboxes", daemon=True))
    for thread in lanes:
        thread.start()
    return lanes
