"""The room, for Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events."""

    name = "keepword.events"
