"""One outbound message on its way to one address."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from keepword.lib.work import Work

from .message import Message


class Delivery(Work):
    """Queue, history and statistic in one row. The letter's Message-ID is the message's, the same at every
    try.
    """

    WAITING, SENDING, SENT, FAILED, UNCERTAIN = "waiting", "sending", "sent", "failed", "uncertain"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    how = models.CharField(max_length=3, default="to")
    """`to`, `cc` or `bcc`."""
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, default=WAITING)
    at = models.DateTimeField()
    """When the state was reached."""
    detail = models.TextField(blank=True, default="")
    """What the other side said, or what went wrong."""

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(next_at__isnull=False))
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "address"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.address}: {self.state}"
