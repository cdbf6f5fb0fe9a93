"""The room, for Django."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Care."""

    name = "keepword.care"
