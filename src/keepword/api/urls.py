"""Addresses of this face."""

from __future__ import annotations

from .face import build, patterns

app_name = "api"
urlpatterns = patterns(build())
