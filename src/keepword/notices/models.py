"""Notices to the staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from keepword.lib.work import Work
from keepword.staff.models import Agent


class Notice(Work):
    """One thing that one agent must hear. `next_at` is when to mail it; null once mailed, or not to be."""

    recipient = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    """`promise_soon`, `promise_broken`, `mentioned`, `given`, `delivery_failed`, `mailbox_failing`, …"""
    key = models.CharField(max_length=120)
    """The same key for the same recipient is the same notice: telling twice is harmless."""
    conversation = models.BigIntegerField(null=True)
    promise = models.BigIntegerField(null=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once")]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="notice_due", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["recipient", "read_at", "at"], name="notice_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"
