"""The room, for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Desk."""

    name = "keepword.desk"
