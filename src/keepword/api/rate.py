"""How often: a window that slides over the last seconds of each token, in this process."""

from __future__ import annotations

import math
import threading
from collections import deque


class SlidingWindow:
    """At most `most` events of a key in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._times: dict[int, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: int, now: float) -> int:
        """Count an event at `now` (monotonic seconds): 0; or, uncounted, the seconds until there is room."""
        with self._lock:
            times = self._times.setdefault(key, deque())
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return max(1, math.ceil(times[0] + self._seconds - now))
            times.append(now)
            if len(times) == 1:
                self._forget(now)
            return 0

    def _forget(self, now: float) -> None:
        """Drop the keys that have been silent for a window."""
        silent = [key for key, times in self._times.items() if not times or times[-1] <= now - self._seconds]
        for key in silent:
            del self._times[key]
