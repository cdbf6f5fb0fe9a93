"""What every request goes through: who asks, in which language and zone, and how a refusal looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from keepword.lib.problems import Problem
from keepword.staff.models import Agent

View = Callable[..., HttpResponseBase]


class AgentRequest(HttpRequest):
    """A request of somebody who is logged in."""

    agent: Agent
    htmx: Any


def open_to_all(view: View) -> View:
    """Let people in who are not logged in: the log-in itself, set-up on an empty folder."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class AgentMiddleware:
    """Log-in is required everywhere but where `open_to_all` says otherwise; the API has tokens of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/api/"):
            return self._get_response(request)
        agent = request.user if request.user.is_authenticated else None
        request.agent = agent  # type: ignore[attr-defined]
        if agent is None:
            with translation.override(translation.get_language_from_request(request)):
                return self._get_response(request)
        with translation.override(agent.language), timezone.override(_zone(agent.zone)):
            response = self._get_response(request)
        # A page and its fragment share an address, and what customers wrote is nobody's after the log-out.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Send who is not logged in to the log-in, and back afterwards."""
        if request.path_info.startswith("/api/") or getattr(view, "open_to_all", False):
            return None
        if getattr(request, "agent", None) is not None:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
        return redirect_to_login(request.get_full_path())

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal is a sentence: said in a toast when a fragment was asked for, else on a page."""
        if not isinstance(error, Problem) or request.path_info.startswith("/api/"):
            return None
        if not request.headers.get("HX-Request"):
            return render(request, "desk/problem.html", {"problem": error}, status=error.status)
        answer = HttpResponse(status=error.status)
        answer["HX-Reswap"] = "none"
        answer["HX-Trigger"] = json.dumps({"toast": {"text": str(error), "tone": "problem"}})
        return answer


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
