"""Setting fields of a row, and knowing which of them were new."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


def changed(row: Model, fields: dict[str, Any]) -> list[str]:
    """Set and save what differs (None: leave as it is); returns the names of what was changed."""
    new = {name: value for name, value in fields.items() if value is not None and getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    if new:
        row.save(update_fields=list(new))
    return sorted(new)
