"""What was answered to requests that may be repeated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from keepword.staff.models import ApiToken


class IdempotentAnswer(models.Model):
    """The answer (201) to a POST with an Idempotency-Key, kept for a day: repeating it does nothing."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    """SHA-256 of method, path and body: the same key with another request is a mistake."""
    at = models.DateTimeField(db_index=True)
    body = models.TextField(blank=True, default="")
    """Sealed (`lib.secrets`): it may hold a fresh token, or what a customer wrote."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="idempotent_once")]

    def __str__(self) -> str:
        return f"answer to {self.key}"
