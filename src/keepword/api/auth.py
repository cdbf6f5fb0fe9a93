"""Whose token it is, what it may do, how often, and whether every parameter is one we know."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.operation import Operation
from ninja.security.base import AuthBase

from keepword.lib.problems import Problem
from keepword.staff.actions import bearer
from keepword.staff.models import Agent, ApiToken

from .problems import TooMany, unauthorized
from .rate import SlidingWindow

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_REQUESTS, WINDOW = 600, 10.0
limits = SlidingWindow(MOST_REQUESTS, WINDOW)


class ApiRequest(HttpRequest):
    """A request with a token that works."""

    token: ApiToken
    agent: Agent


class Token(AuthBase):
    """`Authorization: Bearer …` (RFC 6750 §2.1). A GET needs the scope `read`, all else `write`."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = (
        "A token with the scopes `read`, `write` or both: `keepword token EMAIL`, or POST /tokens."
    )

    def __call__(self, request: HttpRequest) -> ApiToken:
        token = admit(request.headers.get("Authorization", ""), scope_for(request.method))
        request.token, request.agent = token, token.agent  # type: ignore[attr-defined]
        check_names(request)
        return token


class TokenIfGiven(Token):
    """Without a token, too; but one that is given has to work."""

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers:
            return super().__call__(request)
        request.token = request.agent = None  # type: ignore[attr-defined]
        check_names(request)
        return True


def scope_for(method: str | None) -> str:
    """The scope that a request of this method needs."""
    return ApiToken.READ if method in SAFE else ApiToken.WRITE


def admit(header: str, scope: str) -> ApiToken:
    """The token of an Authorization header, counted; raises a Problem 401, 403 or 429."""
    scheme, _space, secret = header.strip().partition(" ")
    token = bearer(secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None
    if token is None:
        raise unauthorized()
    wait = limits.wait(token.pk, time.monotonic())
    if wait:
        raise TooMany(wait)
    if not token.allows([scope]):
        raise Problem("scope", _("This token lacks the scope '%(scope)s'.") % {"scope": scope}, status=403)
    return token


def remember_operation(run: Callable[..., Any]) -> Callable[..., Any]:
    """Let the checks before an operation know which it is. `run` is the operation's own bound method."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    def known(request: HttpRequest, **path: Any) -> Any:
        request.operation = operation  # type: ignore[attr-defined]
        return run(request, **path)

    return known


def check_names(request: HttpRequest) -> None:
    """Refuse a parameter that the operation does not have, or that is said twice: it would be ignored."""
    operation: Operation = request.operation  # type: ignore[attr-defined]
    queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    known = {name for model in queries for name in model.__ninja_flatten_map__}
    wrong = {name: _("There is no such parameter.") for name in request.GET if name not in known}
    wrong |= {name: _("Say it once.") for name in request.GET if len(request.GET.getlist(name)) > 1}
    if wrong:
        detail = _("These parameters cannot be accepted: %(names)s.") % {
            "names": ", ".join(sorted(wrong))[:200]
        }
        raise Problem("unknown_parameter", detail, status=422, errors=dict(wrong))
