"""Whose turn it is to write, among the threads of a process and among the processes of a data folder.

SQLite lets whoever asks at the right moment go first, and asks again after longer and longer sleeps: a
process that writes all the time (reading mail) starves one that must be quick (accepting it). Measured: 85
mails a second accepted while others were read, several hundred with turns.

Two file locks make a turnstile: who wants to write waits in the *turnstile* for the *floor*, so that who has
just left the floor stands behind whoever waited meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import threading

from django.db import connection


class Turns:
    """The queue of writers of one database file."""

    PATIENCE = 30.0
    """Seconds that a thread waits for the other threads of its process."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._threads = threading.Lock()
        self._opened_by = 0
        self._turnstile = self._floor = -1

    def take(self) -> bool:
        """Wait for the turn to write; False when the threads of this process took too long."""
        if not self._threads.acquire(timeout=self.PATIENCE):
            return False
        try:
            self._open()
            fcntl.flock(self._turnstile, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._floor, fcntl.LOCK_EX)
            finally:
                fcntl.flock(self._turnstile, fcntl.LOCK_UN)
        except BaseException:
            self._threads.release()
            raise
        return True

    def give(self) -> None:
        """Let the next one write."""
        fcntl.flock(self._floor, fcntl.LOCK_UN)
        self._threads.release()

    def is_waited_for(self) -> bool:
        """Whether another process waits for the turn that this one has."""
        try:
            fcntl.flock(self._turnstile, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(self._turnstile, fcntl.LOCK_UN)
        return False

    def _open(self) -> None:
        # After a fork the files must be opened anew: a lock belongs to the opened file, which the fork
        # shares.
        if self._opened_by != os.getpid():
            self._turnstile, self._floor = (
                os.open(f"{self._database}-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                for name in ("turnstile", "floor")
            )
            self._opened_by = os.getpid()


_of: dict[str, Turns] = {}


def turns_of(database: str) -> Turns:
    """The queue of this database file, one for the process."""
    return _of.setdefault(database, Turns(database))


def somebody_waits() -> bool:
    """In a transaction: whether another process waits to write; on PostgreSQL none has to."""
    if connection.vendor != "sqlite":
        return False
    return turns_of(str(connection.settings_dict["NAME"])).is_waited_for()
