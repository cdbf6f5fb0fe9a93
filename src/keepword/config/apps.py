"""Starts the house once Django's rooms are loaded."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The house itself."""

    name = "keepword.config"
    label = "house"

    def ready(self) -> None:
        from . import reactions

        reactions.register()
