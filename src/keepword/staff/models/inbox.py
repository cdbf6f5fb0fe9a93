"""Where the business can be reached."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from keepword.lib.business_time import Hours
from keepword.lib.remember import once

from .agent import Agent
from .business import Business, Team


class InboxQuerySet(models.QuerySet["Inbox"]):
    """Questions about inboxes."""

    def visible_to(self, agent: Agent) -> InboxQuerySet:
        """What this agent may see: all for owners and leads, else their teams' and the team-less."""
        if agent.sees_all:
            return self
        return self.filter(models.Q(team=None) | models.Q(team__agents=agent)).distinct()

    def at_address(self, address: str) -> InboxQuerySet:
        """The inboxes that `address` (already without any plus-part) delivers to."""
        return self.filter(address__iexact=address, is_active=True)


class Inbox(models.Model):
    """An address of the business: who answers there, under which name, with which signature."""

    channel = models.CharField(max_length=20, default="email")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=100)
    """As customers see it behind the agent's name: 'Bo at Keepword Chairs'."""
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="inboxes")
    language = models.CharField(max_length=10, default="en")
    signature = models.TextField(blank=True, default="")
    """Plain text under each answer; `{agent}` and `{business}` are filled in."""
    plus_addresses = models.BooleanField(default=False)
    """Set-up found that mail to address+anything arrives, so replies may carry a signed token."""
    trust_junk_mark = models.BooleanField(default=False)
    """Whether the mail server's junk mark is believed."""
    authserv_id = models.CharField(max_length=200, blank=True, default="")
    """Whose Authentication-Results are our own (RFC 8601 §2.5)."""
    is_active = models.BooleanField(default=True)

    objects: ClassVar = InboxQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "address"], name="inbox_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"

    def hours(self) -> Hours:
        """The business hours that its promises are reckoned by: the team's, else the business's."""
        return once(("hours", self.pk), self._hours)

    def _hours(self) -> Hours:
        if self.team and self.team.hours:
            return self.team.hours.hours()
        business = Business.current()
        if business is None:
            raise LookupError("an inbox needs a business; set-up makes it")
        return business.hours.hours()
