"""People of the staff and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from .business import Team

if TYPE_CHECKING:
    from collections.abc import Iterable


class AgentQuerySet(models.QuerySet["Agent"]):
    """Questions about agents."""

    def at_work(self) -> AgentQuerySet:
        """Those who still work here."""
        return self.filter(is_active=True)


class AgentManager(BaseUserManager["Agent"].from_queryset(AgentQuerySet)):  # type: ignore[misc]
    """Finds agents by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Agent:
        agent: Agent = self.get(email__iexact=username)
        return agent


class Agent(AbstractBaseUser):
    """A person who answers customers; logs in by e-mail."""

    OWNER, LEAD, AGENT = "owner", "lead", "agent"
    ROLES: ClassVar = (OWNER, LEAD, AGENT)
    actor_kind: ClassVar[str] = "agent"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=10, default=AGENT)
    teams: models.ManyToManyField[Team, Any] = models.ManyToManyField(Team, blank=True, related_name="agents")
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    mail_notices = models.BooleanField(default=True)
    """Whether notices reach this agent by mail too."""
    keys = models.BooleanField(default=True)
    """Whether single letters are commands; off for who speaks to the screen."""
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AgentManager] = AgentManager()

    def __str__(self) -> str:
        return self.name

    @property
    def sees_all(self) -> bool:
        """Owners and leads see every inbox."""
        return self.role in (self.OWNER, self.LEAD)

    @property
    def may_set_up(self) -> bool:
        """Owners and leads change inboxes, teams, hours and standards."""
        return self.sees_all


class ApiToken(models.Model):
    """A key for programs: acts as its agent, within its scopes. Only the digest is kept."""

    READ, WRITE = "read", "write"

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, blank=True, default="")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200, default="read write")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or f"token {self.pk}"

    def allows(self, scopes: Iterable[str]) -> bool:
        """Whether all of `scopes` are granted."""
        return set(scopes) <= set(self.scopes.split())
