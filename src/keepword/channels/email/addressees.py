"""Which addresses are ours: asked for each recipient of each mail, so remembered for some seconds."""

from __future__ import annotations

import threading
import time

from keepword.lib.addresses import normal, without_tag
from keepword.staff.models import Inbox

FRESH = 5.0
"""Seconds for which what was read is believed."""
AGAIN = 0.5
"""Seconds between two readings because of an address that is not known (yet)."""


class Addressees:
    """The addresses at which mail comes in. `find` reads the database at times, so it belongs in a thread."""

    def __init__(self) -> None:
        self._inboxes: dict[str, int] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def known(self, address: str) -> tuple[int, str] | None:
        """Like `find`, but only from what is remembered and still fresh: never waits."""
        if time.monotonic() - self._read_at > FRESH:
            return None
        return self._look(address)

    def find(self, address: str) -> tuple[int, str] | None:
        """(the inbox's id, what stands behind the plus) of an address; None when it is not ours.

        Raises what the database raises.
        """
        found = self.known(address)
        if found is None:
            with self._lock:
                if time.monotonic() - self._read_at > AGAIN:
                    self._read()
            found = self._look(address)
        return found

    def _look(self, address: str) -> tuple[int, str] | None:
        whole = normal(address)
        if whole in self._inboxes:
            return self._inboxes[whole], ""
        base, tag = without_tag(whole)
        inbox = self._inboxes.get(base)
        return None if inbox is None else (inbox, tag)

    def _read(self) -> None:
        rows = Inbox.objects.filter(channel="email", is_active=True).values_list("address", "pk")
        self._inboxes = {normal(address): pk for address, pk in rows}
        self._read_at = time.monotonic()
