"""The room, for Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Customers."""

    name = "keepword.customers"
