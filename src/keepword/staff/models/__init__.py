"""Facts about the staff."""

from .agent import Agent, AgentQuerySet, ApiToken
from .business import Business, BusinessHours, Team
from .inbox import Inbox, InboxQuerySet

__all__ = [
    "Agent",
    "AgentQuerySet",
    "ApiToken",
    "Business",
    "BusinessHours",
    "Inbox",
    "InboxQuerySet",
    "Team",
]
