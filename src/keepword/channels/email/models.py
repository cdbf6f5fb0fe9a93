"""Mailboxes that are fetched from, and accounts that are sent by; both belong to an inbox."""

from __future__ import annotations

from django.db import models

from keepword.lib.work import Work
from keepword.staff.models import Inbox


class Mailbox(Work):
    """An IMAP mailbox whose mail comes into an inbox. `next_at` is when to look whether it has been silent
    too long.
    """

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="mailboxes")
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, default="tls")
    """`tls`, `starttls` or `plain` (for a server on this machine only)."""
    username = models.CharField(max_length=255)
    password = models.TextField(blank=True, default="")
    """Sealed (`lib.secrets`)."""
    folder = models.CharField(max_length=255, default="INBOX")
    uidvalidity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    """Everything up to it is stored."""
    history_uid = models.BigIntegerField(default=0)
    """Everything up to it was there before us: imported as history, if at all."""
    history_days = models.PositiveIntegerField(default=0)
    """How many days of what was there to import as history."""
    begun_at = models.DateTimeField(null=True, blank=True)
    """When we first looked: what was there then is not news, however it is numbered later."""
    mark_seen = models.BooleanField(default=False)
    move_to = models.CharField(max_length=255, blank=True, default="")
    is_active = models.BooleanField(default=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return f"{self.username} at {self.host}"


class Account(models.Model):
    """The SMTP account that an inbox sends by; an inbox without one uses KEEPWORD_SMTP_URL."""

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="account")
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=10, default="starttls")
    """`tls`, `starttls` or `plain`."""
    username = models.CharField(max_length=255, blank=True, default="")
    password = models.TextField(blank=True, default="")
    """Sealed (`lib.secrets`)."""
    ok_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.username or 'anybody'} at {self.host}"
