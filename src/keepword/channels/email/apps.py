"""The room, for Django."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """Mail."""

    name = "keepword.channels.email"
    label = "email"
