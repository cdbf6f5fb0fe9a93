"""Rows that somebody has to work on: when to look next, how often it was tried, and who has it just now.

A claim pushes `next_at` on by the lease. So one column is queue, back-off and lease: a worker that
crashed has merely put its rows off until the lease ends. Claiming is a conditional UPDATE, since
`select_for_update` does nothing on SQLite.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models


class Work(models.Model):
    """To do at `next_at` (UTC); nothing to do while it is null."""

    next_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        abstract = True


W = TypeVar("W", bound=Work)


def claim(rows: models.QuerySet[W], *, now: datetime, lease: timedelta, limit: int) -> list[W]:
    """Take up to `limit` due rows of `rows` for `lease`, the longest due first; no two callers get the same
    row.
    """
    due = rows.filter(next_at__lte=now)
    ids = list(due.order_by("next_at").values_list("pk", flat=True)[:limit])
    if not ids:
        return []
    mine = uuid.uuid4().hex
    due.filter(pk__in=ids).update(claim=mine, next_at=now + lease, tries=models.F("tries") + 1)
    return list(rows.filter(pk__in=ids, claim=mine).order_by("pk"))


def back_off(tries: int, *, first: float = 5, most: float = 900) -> timedelta:
    """How long to wait after the `tries`-th failure: doubling from `first` seconds to at most `most`."""
    return timedelta(seconds=min(most, first * 2 ** max(0, min(tries, 30) - 1)))
