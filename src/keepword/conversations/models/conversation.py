"""A conversation, who takes part in it, and who has seen how far."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models

from keepword.customers.models import Customer
from keepword.lib.work import Work
from keepword.staff.models import Agent, Inbox, Team

FAR = datetime(9000, 1, 1, tzinfo=UTC)
"""`due_order` of a conversation in which nothing is owed: after everything that is."""


class Tag(models.Model):
    """A word of the business's own for a kind of matter."""

    name = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.name


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Questions about conversations."""

    def visible_to(self, agent: Agent) -> ConversationQuerySet:
        """Those in the inboxes that the agent may see. Every look-up of every face goes through this."""
        if agent.sees_all:
            return self
        return self.filter(inbox__in=Inbox.objects.visible_to(agent).values("pk"))

    def open(self) -> ConversationQuerySet:
        """Neither resolved, snoozed nor junk."""
        return self.filter(state=Conversation.OPEN)

    def due_first(self) -> ConversationQuerySet:
        """What is owed soonest first, the overdue before all; then what moved last."""
        return self.order_by("due_order", "-updated_at", "-pk")


class Conversation(Work):
    """One matter between a customer and the business. `next_at` is when a snoozed one wakes."""

    OPEN, SNOOZED, RESOLVED, JUNK = "open", "snoozed", "resolved", "junk"
    STATES: ClassVar = (OPEN, SNOOZED, RESOLVED, JUNK)
    FAULTS: ClassVar = ("", "ours", "theirs", "none")

    subject = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=10, default=OPEN)
    channel = models.CharField(max_length=20, default="email")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="conversations")
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations", db_index=False
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tags: models.ManyToManyField[Tag, Any] = models.ManyToManyField(
        Tag, blank=True, related_name="conversations"
    )
    language = models.CharField(max_length=10, blank=True, default="")
    fault = models.CharField(max_length=10, blank=True, default="")
    """Whose fault the matter was; empty while nobody has said."""

    waiting_since = models.DateTimeField(null=True, blank=True)
    """Since when the customer waits for a person's answer; null when nobody waits."""
    due_at = models.DateTimeField(null=True, blank=True)
    """The soonest time by which something is owed (open promises, and broken ones not made good)."""
    due_order = models.DateTimeField(default=FAR)
    """`due_at`, or FAR: the queue's order, without nulls so that one index serves it."""
    answer_due_at = models.DateTimeField(null=True, blank=True)
    """By when the answer was promised for which the customer waits."""

    preview = models.CharField(max_length=160, blank=True, default="")
    last_message = models.BigIntegerField(default=0)
    """Id of the newest message; compared with `Seen.message` to know what is new to whom."""
    claims = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The conversation that its first mail claimed to belong to, sent by nobody who takes part in that one.
    """

    snoozed_until = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    junk_at = models.DateTimeField(null=True, blank=True)
    junk_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who said that it is junk; null with `junk_at` set: the mail server did."""
    junk_why = models.CharField(max_length=300, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects: ClassVar = ConversationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index("state", "due_order", models.F("updated_at").desc(), name="conversation_queue"),
            models.Index(fields=["owner", "state", "due_order"], name="conversation_of_owner"),
            models.Index(fields=["inbox", "state", "due_order"], name="conversation_of_inbox"),
            models.Index(
                fields=["next_at"], name="conversation_wakes", condition=models.Q(next_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def number(self) -> int:
        """What people call it by."""
        return int(self.pk)


class Participant(models.Model):
    """An address that takes part: mail from it that refers to a message of this conversation belongs here."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True, default="")
    added_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The agent who wrote to this address; null when a mail brought it in."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "address"], name="participant_once")
        ]

    def __str__(self) -> str:
        return self.address


class Seen(models.Model):
    """How far an agent has read a conversation."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    message = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agent", "conversation"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} has seen {self.conversation_id} up to {self.message}"
