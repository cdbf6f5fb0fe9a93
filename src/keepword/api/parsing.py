"""Reading a JSON body from a stranger: bounded in depth and in parts, and only what a database can keep."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from keepword.lib.problems import Problem

DEEPEST = 32
"""Levels of nesting; our own bodies have four."""
MOST_PARTS = 200_000
"""Objects and arrays in a body: each takes fifty times its two characters in memory."""


class BoundedParser(Parser):
    """Reads bodies strictly (RFC 8259): no NaN, nothing deep, no text that is not Unicode."""

    def parse_body(self, request: HttpRequest) -> Any:
        raw = request.body
        if raw.count(b"[") + raw.count(b"{") > MOST_PARTS:
            raise Problem("too_complex", _("This body has too many parts."), status=413)
        try:
            read = json.loads(raw.decode(), parse_constant=_no_constant)
        except RecursionError as error:
            raise _too_deep() from error
        except ValueError as error:
            raise Problem("not_json", _("The body is not JSON in UTF-8 (RFC 8259)."), status=400) from error
        _check(read)
        return read


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _too_deep() -> Problem:
    return Problem("too_deep", _("This body is nested too deeply."), status=400)


def _check(read: Any) -> None:
    level: list[Any] = [read]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, str):
                _check_text(value)
            elif isinstance(value, dict):
                below += [*value.keys(), *value.values()]
            elif isinstance(value, list):
                below += value
        if not below:
            return
        level = below
    raise _too_deep()


def _check_text(text: str) -> None:
    """Neither NUL, which PostgreSQL cannot keep, nor half a surrogate pair, which nothing can write."""
    if "\x00" in text or not (text.isascii() or _is_unicode(text)):
        raise Problem(
            "bad_text", _("A text holds what is no character (NUL or half a surrogate pair)."), status=400
        )


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
