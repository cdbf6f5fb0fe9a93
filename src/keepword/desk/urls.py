"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .views import log_in
from .views.counts import counts
from .views.live import no_stream
from .views.queue import queue

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue, {"name": "due"}, name="due"),
    path("mine/", queue, {"name": "mine"}, name="mine"),
    path("team/", queue, {"name": "team"}, name="team"),
    path("all/", queue, {"name": "all"}, name="all"),
    path("snoozed/", queue, {"name": "snoozed"}, name="snoozed"),
    path("resolved/", queue, {"name": "resolved"}, name="resolved"),
    path("counts/", counts, name="counts"),
    path("log-in/", log_in.log_in, name="log_in"),
    path("log-out/", log_in.log_out, name="log_out"),
    path("events", no_stream, name="events"),
    path("", include("keepword.desk.urls_ledger")),
    path("", include("keepword.desk.urls_settings")),
]
