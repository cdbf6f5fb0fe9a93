"""The bare view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def me(request: HttpRequest) -> HttpResponse:
    """Who asks: one query for the session, one for the user."""
    return HttpResponse(f"hello {request.user.get_username()}")


urlpatterns = [path("me", me)]
