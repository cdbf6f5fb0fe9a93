"""The full-text index."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from keepword.customers.index import customers


def create(apps: Any, schema_editor: Any) -> None:
    customers.create(schema_editor)


def drop(apps: Any, schema_editor: Any) -> None:
    customers.drop(schema_editor)


class Migration(migrations.Migration):
    """Makes the index table of either database."""

    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
