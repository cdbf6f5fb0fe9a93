"""Facts about customers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from keepword.staff.models import Agent, Inbox


class Company(models.Model):
    """Whom a customer writes for."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Questions about customers."""

    def visible_to(self, agent: Agent) -> CustomerQuerySet:
        """Those with a conversation in an inbox the agent may see, or with none yet; all for who sees all.

        Asked row by row: a join would bring each customer once for each of their conversations.
        """
        if agent.sees_all:
            return self
        here = Customer.objects.filter(pk=models.OuterRef("pk"))
        seen = here.filter(conversations__inbox__in=Inbox.objects.visible_to(agent).values("pk"))
        unheard = here.filter(conversations=None)
        return self.filter(models.Exists(seen) | models.Exists(unheard))


class Customer(models.Model):
    """A person the business serves."""

    actor_kind: ClassVar[str] = "customer"

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    """As the customer writes; empty while unknown."""
    zone = models.CharField(max_length=64, blank=True, default="")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="customers"
    )
    notes = models.TextField(blank=True, default="")
    attributes: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    """First heard of."""
    indexed = models.TextField(blank=True, default="")
    """What the search index holds of this customer: an index that keeps no text needs it to forget."""

    objects: ClassVar = CustomerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def called(self) -> str:
        """A name to call them by: their own, else the front of their address."""
        if self.name:
            return self.name
        address = self.addresses.first()
        return address.value.partition("@")[0] if address else f"#{self.pk}"


class Address(models.Model):
    """A way to reach a customer; belongs to one of them."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=20, default="email")
    value = models.CharField(max_length=254)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "value"], name="address_of_one")]

    def __str__(self) -> str:
        return self.value
