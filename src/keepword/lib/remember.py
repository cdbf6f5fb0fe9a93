"""Facts that hardly change, looked up once for a batch of work instead of once for each row.

Outside of `for_a_batch` nothing is remembered, so a page never shows what was true a while ago.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)


@contextmanager
def for_a_batch() -> Iterator[None]:
    """What `once` finds in here is remembered until the end of it."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def once(key: Hashable, find: Callable[[], T]) -> T:
    """What `find` says; within a batch it is asked once for each `key`."""
    memory = _memory.get()
    if memory is None:
        return find()
    if key not in memory:
        memory[key] = find()
    found: T = memory[key]
    return found
