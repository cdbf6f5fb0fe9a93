"""The full-text index."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from keepword.conversations.index import messages


def create(apps: Any, schema_editor: Any) -> None:
    messages.create(schema_editor)


def drop(apps: Any, schema_editor: Any) -> None:
    messages.drop(schema_editor)


class Migration(migrations.Migration):
    """Makes the index table of either database."""

    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
