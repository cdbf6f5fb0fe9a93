"""What an agent is still writing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from keepword.lib.work import Work
from keepword.staff.models import Agent

from .conversation import Conversation


class Draft(Work):
    """An unsent reply, forward or note, kept on the server. With `next_at` set it goes out by itself then.

    That one mechanism is the seconds in which a reply can be undone, and 'send later'.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10, default="reply")
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """What `service.answer` takes: html, text, to, cc, bcc, promises, seen, forward_of, and what to do then.
    """
    problem = models.CharField(max_length=300, blank=True, default="")
    """Why it did not go out by itself; it is a draft again."""
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "agent", "kind"], name="draft_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="draft_due", condition=models.Q(next_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.agent_id}'s {self.kind} to {self.conversation_id}"
