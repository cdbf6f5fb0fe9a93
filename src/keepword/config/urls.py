"""Which face answers at which address."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("keepword.api.urls")),
    path("", include("keepword.desk.urls")),
]
