"""The room, for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices."""

    name = "keepword.notices"
