"""What channels received."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from keepword.conversations.models import Message
from keepword.lib import files
from keepword.lib.work import Work
from keepword.staff.models import Inbox


class InboundRecord(Work):
    """Bytes that somebody sent us. `next_at` is when to read them (again); null once read, or given up on."""

    WAITING, READ, QUARANTINED, ASIDE = "waiting", "read", "quarantined", "aside"
    """`aside`: a machine's word on a notice to a colleague; kept, and no conversation."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="records", db_index=False)
    key = models.CharField(max_length=64, unique=True)
    """By which a second copy, come by whatever way, is recognised."""
    via = models.CharField(max_length=10)
    """`smtp`, `lmtp`, `pipe` or `imap`."""
    state = models.CharField(max_length=12, default=WAITING)
    received_at = models.DateTimeField()
    is_history = models.BooleanField(default=False)
    envelope: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """{from, to, tag}: the sender and recipient of the transport, and what stood behind the recipient's plus.
    """
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
    error = models.TextField(blank=True, default="")
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=64, blank=True, default="")
    """SHA-256 of the bytes when they are too many for a row and lie among the files."""
    raw = models.BinaryField(default=b"")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="record_due", condition=models.Q(next_at__isnull=False)),
            models.Index(
                fields=["state"], name="record_quarantined", condition=models.Q(state="quarantined")
            ),
        ]

    def __str__(self) -> str:
        return f"record {self.pk} ({self.state})"

    def bytes(self) -> bytes:
        """What was received, exactly."""
        return files.fetch(self.stored_as) if self.stored_as else bytes(self.raw)
