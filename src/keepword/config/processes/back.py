"""The back process: reading mail, the post room, the clock, mailboxes. Each lane is a thread that its
supervisor restarts.
"""

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
    from keepword.channels.email import mailboxes
    from keepword.config import clock

    stop = threading.Event()
    wakes = {lane: threading.Event() for lane in clock.LANES}

    def wake(_hint: live.Hint | None = None) -> None:
        for event in wakes.values():
            event.set()

    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        # Setting an event in here could meet the main thread in the middle of waiting for that event, for
        # ever.
        asked.append(number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    live.carry_by(wake)
    if wire is not None:
        connect(wire, wake)
    lanes = [
        threading.Thread(target=clock.run, args=(lane, event, stop), name=lane, daemon=True)
        for lane, event in wakes.items()
    ]
    lanes.append(threading.Thread(target=mailboxes.run, args=(stop,), name="mailboxes", daemon=True))
    for thread in lanes:
        thread.start()
    ready()
    while not asked:
        time.sleep(0.1)
    stop.set()
    wake()
    for thread in lanes:
        thread.join(timeout=15)
