"""What was said, and what was attached to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from keepword.customers.models import Customer
from keepword.staff.models import Agent, Inbox

from .conversation import Conversation


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def visible_to(self, agent: Agent) -> MessageQuerySet:
        """Those of the conversations that the agent may see."""
        if agent.sees_all:
            return self
        return self.filter(conversation__inbox__in=Inbox.objects.visible_to(agent).values("pk"))


class Message(models.Model):
    """Something said in a conversation. Never changed once it is said."""

    INBOUND, REPLY, NOTE, FORWARD = "inbound", "reply", "note", "forward"
    OUTBOUND: ClassVar = (REPLY, FORWARD)
    VERIFIED, UNVERIFIED, SUSPECT = "verified", "unverified", "suspect"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20, default="email")
    at = models.DateTimeField()
    """When we got it or said it (UTC). What a mail claims of itself is `dated`."""
    dated = models.DateTimeField(null=True, blank=True)
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    sender_name = models.CharField(max_length=200, blank=True, default="")
    sender_address = models.CharField(max_length=254, blank=True, default="")
    to: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    """[{name, address}], as `cc` and `bcc`."""
    cc: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    bcc: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    reply_to: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    """Where the writer of an inbound message wants the answer; empty: to the sender."""
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    """Cleaned already; empty when the message is plain text."""
    reply_text = models.TextField(blank=True, default="")
    """`text` without quotes and signature; empty when it is the same as `text`."""
    language = models.CharField(max_length=10, blank=True, default="")

    letter_id = models.CharField(max_length=400, blank=True, default="")
    """Message-ID without angle brackets; of our own letters fixed before the first try."""
    in_reply_to = models.CharField(max_length=400, blank=True, default="")
    references = models.TextField(blank=True, default="")
    forward_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    trust = models.CharField(max_length=10, blank=True, default="")
    is_auto_reply = models.BooleanField(default=False)
    is_list = models.BooleanField(default=False)
    is_bounce = models.BooleanField(default=False)
    is_history = models.BooleanField(default=False)
    """Imported from before Keepword: shown, and owed nothing."""
    problems: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """Codes of what was wrong with the letter; the raw bytes are kept."""
    has_files = models.BooleanField(default=False)
    """Spares the look-up of attachments for the most of messages."""

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["letter_id"], name="message_letter", condition=~models.Q(letter_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def said(self) -> str:
        """What the writer said, without what they quoted."""
        return self.reply_text or self.text

    @property
    def wants_answer(self) -> bool:
        """Whether a person wrote this to us and waits: no machine's, no list's, none from before our time."""
        return self.kind == self.INBOUND and not (
            self.is_auto_reply or self.is_list or self.is_bounce or self.is_history
        )

    def everybody(self) -> list[tuple[str, dict[str, Any]]]:
        """The recipients as (`to`|`cc`|`bcc`, {name, address})."""
        return [(how, person) for how in ("to", "cc", "bcc") for person in getattr(self, how)]


class Attachment(models.Model):
    """A file of a message, or of a draft that is still being written."""

    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey("Draft", null=True, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=127, default="application/octet-stream")
    """As declared; served as octet-stream unless it is harmless to show."""
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of its bytes, by which `lib.files` finds them."""
    inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
