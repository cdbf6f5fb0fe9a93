"""The room, for Django."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """Promises."""

    name = "keepword.promises"
