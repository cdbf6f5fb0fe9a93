"""Writing many rows at once, quicker than `bulk_create`: only the values that need it are prepared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import BooleanField, DateTimeField, Field, JSONField, Model

_PREPARED = (DateTimeField, JSONField, BooleanField)
"""Kinds of fields whose values differ between Python and the database; our others are numbers and texts."""


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one table, in their order; without a pk in the first one, the database numbers them."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if rows[0].pk is not None or not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    prepare = [
        (place, _preparer(field)) for place, field in enumerate(fields) if isinstance(field, _PREPARED)
    ]
    values = attrgetter(*(field.attname for field in fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our tables
            [_row(list(values(row)), prepare) for row in rows],
        )


def _row(values: list[Any], prepare: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    for place, ready in prepare:
        if values[place] is not None:
            values[place] = ready(values[place])
    return values


def _preparer(field: Field[Any, Any]) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)
