"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .views import compose, drafts, files, log_in
from .views.conversation import conversation
from .views.counts import counts, keys
from .views.live import no_stream
from .views.nouns import noun
from .views.queue import queue
from .views.side import side
from .views.when import when

_conversation: list[URLPattern | URLResolver] = [
    path("", conversation, name="conversation"),
    path("side/", side, name="side"),
    path("composer/", compose.composer, name="composer_closed"),
    path("composer/<slug:kind>/", compose.composer, name="composer"),
    path("draft/<slug:kind>/", drafts.draft, name="draft"),
    path("draft/<slug:kind>/undo/", drafts.undo, name="undo"),
    path("draft/<slug:kind>/files/", drafts.files, name="draft_files"),
    path("draft/<slug:kind>/files/<int:pk>/removal/", drafts.file_removal, name="draft_file_removal"),
    *(path(f"{kind}/", compose.write, {"kind": kind}, name=kind) for kind in ("reply", "note", "forward")),
    path("<slug:name>/", noun, name="noun"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue, {"name": "due"}, name="due"),
    *(
        path(f"{name}/", queue, {"name": name}, name=name)
        for name in ("mine", "team", "all", "snoozed", "resolved")
    ),
    path("conversations/<int:number>/", include(_conversation)),
    path("messages/<int:pk>/letter/", files.letter, name="letter"),
    path("files/<int:pk>/<str:key>/", files.file, name="file"),
    path("deliveries/<int:pk>/", files.delivery, name="delivery"),
    path("when/", when, name="when"),
    path("counts/", counts, name="counts"),
    path("keys/", keys, name="keys"),
    path("log-in/", log_in.log_in, name="log_in"),
    path("log-out/", log_in.log_out, name="log_out"),
    path("events", no_stream, name="events"),
    path("", include("keepword.desk.urls_ledger")),
    path("", include("keepword.desk.urls_settings")),
]
