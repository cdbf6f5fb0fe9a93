"""What is done with the staff. The only writers of these tables."""

from .agents import change_agent, change_me, hire, set_password
from .business import change_business, open_business, set_hours
from .inboxes import change_inbox, open_inbox
from .teams import change_team, drop_hours, make_team, own_hours, set_members
from .tokens import bearer, issue_token, revoke_token

__all__ = [
    "bearer",
    "change_agent",
    "change_business",
    "change_inbox",
    "change_me",
    "change_team",
    "drop_hours",
    "hire",
    "issue_token",
    "make_team",
    "open_business",
    "open_inbox",
    "own_hours",
    "revoke_token",
    "set_hours",
    "set_members",
    "set_password",
]
