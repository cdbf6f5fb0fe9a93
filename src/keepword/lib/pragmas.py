"""SQLite's settings, asked back: settings that never applied are a known disease."""

from __future__ import annotations

from django.conf import settings
from django.db import connection


def wrong_pragmas() -> list[str]:
    """Which of `settings.SQLITE_EXPECTED` the connection does not have, in words; none on PostgreSQL."""
    if connection.vendor != "sqlite":
        return []
    wrong = []
    with connection.cursor() as cursor:
        for name, value in settings.SQLITE_EXPECTED.items():
            cursor.execute(f"PRAGMA {name}")
            said = cursor.fetchone()[0]
            if said != value:
                wrong.append(f"{name} is {said}, not {value}")
    return wrong
