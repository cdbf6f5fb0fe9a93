"""The room, for Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Staff."""

    name = "keepword.staff"
