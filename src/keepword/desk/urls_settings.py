"""Addresses of set-up and settings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import set_up, settings_mail

urlpatterns: list[URLPattern | URLResolver] = [
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/mailbox/", set_up.set_up_mailbox, name="set_up_mailbox"),
    path("set-up/<str:token>/", set_up.set_up_link, name="set_up_link"),
    path("settings/inboxes/new/", settings_mail.inbox_new, name="settings_inbox_new"),
    path("settings/inboxes/<int:pk>/mail/", settings_mail.inbox_mail, name="settings_inbox_mail"),
]
