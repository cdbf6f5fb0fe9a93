"""SQLite waits unfairly: eight writers that poll for its lock wait up to 4 s, behind one process-wide lock
0.14 s.

So a transaction (always IMMEDIATE, see `engine.py`) first takes this process's lock. Other processes still
meet in SQLite's own lock, of which there are then at most two.
"""

from __future__ import annotations

import threading

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_writers = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that queues for its turn to write."""

    _has_turn = False

    def _take_turn(self) -> None:
        if not self._has_turn:
            if not _writers.acquire(timeout=30):
                raise OperationalError("database is locked: no turn to write within 30 s")
            self._has_turn = True

    def _give_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _writers.release()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _set_autocommit(self, autocommit: bool) -> None:
        # Django switches autocommit back on after the commit or the rollback of the outermost block.
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if autocommit:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()
