"""The table that everything else tells its story from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that happened. Plain ids, no foreign keys: what is erased leaves its number."""

    code = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=10, default="system")
    """`agent`, `customer` or `system`."""
    actor = models.BigIntegerField(null=True)
    conversation = models.BigIntegerField(null=True)
    customer = models.BigIntegerField(null=True)
    promise = models.BigIntegerField(null=True)
    inbox = models.BigIntegerField(null=True)
    """Who may hear of it follows from the inbox; null: everybody of the staff."""
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["conversation", "id"], name="event_conversation"),
            models.Index(fields=["code", "at"], name="event_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} #{self.pk}"
