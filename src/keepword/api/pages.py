"""Lists, a page at a time, by keyset: the cursor says behind which row to go on; added rows shift nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from keepword.lib.problems import Problem

from .fields import Asked
from .problems import invalid

Out = TypeVar("Out", bound=BaseModel)
Row = TypeVar("Row", bound=models.Model)


class Page(BaseModel, Generic[Out]):
    """A part of a list."""

    items: list[Out]
    next: str | None = Field(description="Send it as `cursor` for what follows; null: that was all.")


class Paged(Asked):
    """What every list can be asked."""

    limit: int = Field(50, ge=1, le=200, description="How many at most.")
    cursor: str | None = Field(None, max_length=600, description="`next` of the page before; opaque.")


Order = tuple[str, ...]
"""Columns, a `-` before those that fall; none of them null, the last unique."""


def page(
    rows: models.QuerySet[Row],
    asked: Paged,
    show: Callable[[Row], Out],
    *,
    orders: Mapping[str, Order],
    order: str,
) -> Page[Out]:
    """The rows behind the cursor in the named order, as `show` has them; a Problem for a cursor not ours."""
    columns = orders[order]
    if asked.cursor:
        values = _read(asked.cursor, order, len(columns))
        try:
            rows = rows.filter(_behind(columns, values))
        except (TypeError, ValueError, ValidationError) as error:  # a value that its column cannot have
            raise _not_ours() from error
    found = list(rows.order_by(*columns)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return Page(items=[show(row) for row in shown], next=_write(order, columns, shown[-1]) if more else None)


def _behind(columns: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after those values: (a > x) or (a = x and (b > y or …))."""
    column, value = columns[0], values[0]
    name, beyond = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    further = Q(**{f"{name}__{beyond}": value})
    if len(columns) == 1:
        return further
    # `a >= x and (…)` lets the database begin in its index at x.
    return Q(**{f"{name}__{beyond}e": value}) & (further | _behind(columns[1:], values[1:]))


def _write(order: str, columns: Sequence[str], last: models.Model) -> str:
    values = [getattr(last, column.lstrip("-")) for column in columns]
    told = [order, *({"at": v.isoformat()} if isinstance(v, datetime) else v for v in values)]
    return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def _read(cursor: str, order: str, many: int) -> list[Any]:
    """A cursor's values. It is not signed: who makes one up only begins elsewhere in what they may see."""
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        of, *values = told
        values = [datetime.fromisoformat(v["at"]) if isinstance(v, dict) else v for v in values]
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _not_ours() from error
    if of != order or len(values) != many or not all(_is_plain(v) for v in values):
        raise invalid("cursor", _("This cursor is of a list in another order."))
    return values


def _not_ours() -> Problem:
    return invalid("cursor", _("Send what a list gave as 'next'."))


def _is_plain(value: Any) -> bool:
    if isinstance(value, datetime):
        return value.tzinfo is not None
    if isinstance(value, str):
        return "\x00" not in value and value.isprintable()
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


BY_ID: dict[str, Order] = {"id": ("pk",), "-id": ("-pk",)}
