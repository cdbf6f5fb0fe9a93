"""Refusals as documents that programs can read (RFC 9457), whatever refused: an action, a check, a fault."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from keepword.lib.problems import Problem

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_URN = "urn:keepword:problem:"


class ProblemOut(BaseModel):
    """A refusal (RFC 9457)."""

    type: str = Field(description="Which problem it is; stays the same: `urn:keepword:problem:` and a code.")
    title: str = Field(description="The HTTP status in words.")
    status: int
    detail: str = Field(description="What went wrong and what to do, for a person.")
    errors: dict[str, list[str]] = Field(default={}, description="What is wrong with which field.")


def not_found(what: str = "") -> Problem:
    """What does not exist, or not for this agent: nobody can tell. `what` is the field that named it."""
    detail = _("There is no such thing, or you may not see it.")
    return Problem("not_found", detail, status=404, errors={what: detail} if what else None)


def invalid(field: str, detail: object) -> Problem:
    """A field or parameter that cannot be accepted."""
    return Problem("invalid", detail, status=422, errors={field: detail})


def document(problem: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem as a response."""
    return HttpResponse(
        body(problem), status=problem.status, content_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def body(problem: Problem) -> str:
    """The problem as JSON."""
    said = ProblemOut(
        type=_URN + problem.code,
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        detail=str(problem),
        errors={name: _lines(value) for name, value in problem.errors.items()},
    )
    return json.dumps(said.model_dump())


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, (list, tuple)) else [str(value)]


class TooMany(Problem):
    """More requests than a token may make; `wait` says after how many seconds to come again."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            "too_many_requests", _("That was too much at once. Wait a little, then go on."), status=429
        )
        self.wait = wait


def unauthorized() -> Problem:
    """No token, or one that does not work (any more)."""
    return Problem("unauthorized", _("Send a working token: 'Authorization: Bearer …'."), status=401)


def answer_with_documents(api: NinjaAPI) -> None:
    """Let everything that goes wrong in `api` be said as a problem document."""
    api.add_exception_handler(Problem, lambda _request, problem: respond(problem))  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, lambda _request, _error: respond(unauthorized()))
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, lambda _request, _error: document(not_found()))
    api.add_exception_handler(OperationalError, _busy)
    api.add_exception_handler(Exception, _failed)


def respond(problem: Problem) -> HttpResponse:
    """The problem with the headers that belong to it: the challenge of RFC 6750 §3, or when to try again."""
    headers = {}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="Keepword"'
    if isinstance(problem, TooMany):
        headers["Retry-After"] = str(problem.wait)
    return document(problem, headers)


def _not_valid(_request: HttpRequest, error: Any) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for found in error.errors:
        errors.setdefault(_where(found["loc"]), []).append(found["msg"].removeprefix("Value error, "))
    detail = _("This cannot be accepted: %(fields)s.") % {"fields": ", ".join(errors)}
    return document(Problem("invalid", detail, status=422, errors=errors))


def _where(place: Sequence[Any]) -> str:
    """`to.0.address` of ('body', 'said', 'to', 0, 'address'): without our name for the whole."""
    inside = place[2:] if place[:1] == ("body",) and len(place) > 1 else place[1:]
    return ".".join(str(step) for step in inside) or "body"


def _http(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, Problem):  # of our parser, wrapped by Ninja
        return respond(error.__cause__)
    code = "bad_request" if error.status_code == HTTPStatus.BAD_REQUEST else "refused"
    return document(Problem(code, error.message, status=error.status_code))


def _busy(request: HttpRequest, error: Any) -> HttpResponse:
    """The database could not be had: locked for too long, or restarting."""
    log.error("%s %s: the database could not be had", request.method, request.path, exc_info=error)
    problem = Problem(
        "busy", _("That could not be done just now. Nothing was changed; try again."), status=503
    )
    return document(problem, {"Retry-After": "1"})


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return document(Problem("failed", _("Something failed on our side. It is in the log."), status=500))
