"""Finding what an address names."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict

M = TypeVar("M", bound=Model)


def number_in(text: str | None) -> int | None:
    """The number that a parameter is, if it is one that a row can have."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def given(visible: QuerySet[M], number: str | None) -> M | None:
    """The visible row of that number, None when none was named; Http404 when it is not there."""
    if not number:
        return None
    found = visible.filter(pk=number_in(number) or 0).first()
    if found is None:
        raise Http404
    return found


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: what was sent, however empty; None when nothing was."""
    return request.POST if request.method == "POST" else None
