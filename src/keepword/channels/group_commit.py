"""Many senders, one commit: what has queued up while the last commit ran goes into the next one together.

A commit that survives a power cut costs the same for one mail as for twenty, and each sender still hears that
we have the mail only after the commit that holds it.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Sequence

from django.db import close_old_connections, connection
from django.db.utils import DataError, IntegrityError

from . import intake
from .intake import Incoming

log = logging.getLogger(__name__)

MOST_MAILS = 64
MOST_BYTES = 16 * 1024 * 1024
"""Of one commit, so that it stays short for whoever else wants to write."""


class _Load:
    """What one sender handed over: all of it is stored, or none."""

    def __init__(self, mails: Sequence[Incoming]) -> None:
        self.mails = mails
        self.size = sum(len(mail.raw) for mail in mails)
        self.loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self.loop.create_future()


class GroupCommit(threading.Thread):
    """The thread that stores. `put` is for event loops; `end` stores what waits and ends the thread."""

    def __init__(self) -> None:
        super().__init__(name="mail intake", daemon=True)
        self._waiting: queue.SimpleQueue[_Load | None] = queue.SimpleQueue()
        self._open = True

    def put(self, mails: Sequence[Incoming]) -> asyncio.Future[None]:
        """A future that is done once `mails` are committed, or carries what the database or disk raised."""
        load = _Load(mails)
        self._waiting.put(load)
        return load.done

    def end(self) -> None:
        """Store what waits, then end; returns when that is done."""
        self._waiting.put(None)
        self.join(timeout=30)

    def run(self) -> None:
        """Store, load after load, until told to end."""
        while self._open:
            batch = self._gather()
            if batch:
                self._store(batch)
        connection.close()

    def _gather(self) -> list[_Load]:
        """Wait for something, and take what else is there already."""
        batch: list[_Load] = []
        size = 0
        load = self._waiting.get()
        while load is not None:
            batch.append(load)
            size += load.size
            if len(batch) >= MOST_MAILS or size >= MOST_BYTES:
                return batch
            try:
                load = self._waiting.get_nowait()
            except queue.Empty:
                return batch
        self._open = False
        return batch

    def _store(self, batch: Sequence[_Load]) -> None:
        try:
            intake.store(mail for load in batch for mail in load.mails)
        except (IntegrityError, DataError) as error:
            # One of them has lost its inbox meanwhile, say; the others are not to suffer for it.
            if len(batch) == 1:
                _tell(batch, error)
            else:
                for load in batch:
                    self._store([load])
        except Exception as error:  # noqa: BLE001 - whatever it is, the senders keep their mails
            log.warning("%d mails could not be stored, their senders try again: %s", len(batch), error)
            close_old_connections()
            _tell(batch, error)
        else:
            _tell(batch, None)


def _tell(batch: Sequence[_Load], error: Exception | None) -> None:
    """Wake the senders, each loop once."""
    for loop in {load.loop for load in batch}:
        mine = [load.done for load in batch if load.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, mine, error)


def _settle(futures: Sequence[asyncio.Future[None]], error: Exception | None) -> None:
    for future in futures:
        if future.done():
            continue  # its sender has gone
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
