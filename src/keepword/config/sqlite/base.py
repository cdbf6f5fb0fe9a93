"""SQLite waits unfairly: eight writers that poll for its lock wait up to 4 s, behind one lock of ours 0.14 s.

So a transaction (always IMMEDIATE, see `engine.py`) first waits for its turn (`lib/turns.py`).
"""

from __future__ import annotations

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from keepword.lib.turns import Turns, turns_of


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that queues for its turn to write."""

    _turn: Turns | None = None

    def _take_turn(self) -> None:
        if self._turn is None and not self.is_in_memory_db():
            turns = turns_of(str(self.settings_dict["NAME"]))
            if not turns.take():
                raise OperationalError("database is locked: no turn to write within 30 s")
            self._turn = turns

    def _give_turn(self) -> None:
        if self._turn is not None:
            turns, self._turn = self._turn, None
            turns.give()

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
