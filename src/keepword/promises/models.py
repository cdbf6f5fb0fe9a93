"""Facts about promises, and questions about them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from keepword.conversations.models import Conversation, Message
from keepword.customers.models import Customer
from keepword.lib.remember import once
from keepword.lib.work import Work
from keepword.staff.models import Agent, Inbox

from . import rules


class Standard(models.Model):
    """What everybody who writes is promised: an answer within so many minutes of business hours."""

    inbox = models.ForeignKey(
        Inbox, null=True, blank=True, on_delete=models.CASCADE, related_name="standards"
    )
    """Null: of every inbox that has none of its own."""
    minutes = models.PositiveIntegerField(default=240)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inbox"], name="standard_of_inbox", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"answer within {self.minutes} min"

    @classmethod
    def of(cls, inbox: Inbox) -> Standard | None:
        """The standard that holds for an inbox: its own, else the house's; None when there is none."""
        return once(("standard", inbox.pk), lambda: cls._of(inbox))

    @classmethod
    def _of(cls, inbox: Inbox) -> Standard | None:
        both = {s.inbox_id: s for s in cls.objects.filter(models.Q(inbox=inbox) | models.Q(inbox=None))}
        found = both.get(inbox.pk) or both.get(None)
        return found if found and found.is_active else None


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Questions about promises."""

    def visible_to(self, agent: Agent) -> PromiseQuerySet:
        """Those of visible conversations, and those that the agent owns."""
        if agent.sees_all:
            return self
        seen = models.Q(conversation__inbox__in=Inbox.objects.visible_to(agent).values("pk"))
        return self.filter(seen | models.Q(owner=agent))

    def open(self) -> PromiseQuerySet:
        """Not yet kept, broken or otherwise settled."""
        return self.filter(state=rules.OPEN)

    def owed(self) -> PromiseQuerySet:
        """Open, or broken and not made good: what still calls for something to be done."""
        return self.filter(models.Q(state=rules.OPEN) | models.Q(state=rules.BROKEN, made_good_at=None))

    def overdue(self, now: datetime) -> PromiseQuerySet:
        """Past their time, and nothing done about it yet."""
        return self.owed().filter(due_at__lte=now)


class Promise(Work):
    """Something said to a customer that will be done. `next_at` is when the clock looks: to warn, then to
    break.
    """

    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="promises"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="promises")
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    """In which it was said; of a standard's promise, the customer's message that it answers."""
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    what = models.CharField(max_length=500, blank=True, default="")
    """The words; empty for a standard's, whose words are said in the reader's language."""
    quote = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=20, default="other")
    state = models.CharField(max_length=15, default=rules.OPEN)
    source = models.CharField(max_length=10, default="person")
    """`person` or `standard`."""
    due_at = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=10, default="minute")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    warned_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.TextField(blank=True, default="")
    on_time = models.BooleanField(null=True, blank=True)
    as_described = models.BooleanField(null=True, blank=True)
    complete = models.BooleanField(null=True, blank=True)
    at_place = models.BooleanField(null=True, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)
    broken_because = models.CharField(max_length=20, blank=True, default="")
    """`late`, or which of the checks failed: `not_as_described`, `incomplete`, `wrong_place`."""
    made_good_at = models.DateTimeField(null=True, blank=True)
    made_good_note = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    renegotiated_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    """The promise that was renegotiated into this one."""
    agreed_by = models.CharField(max_length=300, blank=True, default="")
    """What the customer agreed to, in words."""

    objects: ClassVar = PromiseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="promise_next", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["state", "due_at"], name="promise_ledger"),
            models.Index(
                fields=["due_at"],
                name="promise_to_make_good",
                condition=models.Q(state="broken", made_good_at=None),
            ),
            models.Index(fields=["owner", "state", "due_at"], name="promise_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} promise {self.pk}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Still to be kept."""
        return self.state == rules.OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Past its time, and nothing done about it yet."""
        owed = self.is_open or (self.state == rules.BROKEN and self.made_good_at is None)
        return owed and self.due_at is not None and self.due_at <= now
