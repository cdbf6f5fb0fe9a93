"""Keys for programs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from keepword.events.actions import record
from keepword.lib import secrets

from ..models import Agent, ApiToken


@transaction.atomic
def issue_token(agent: Agent, *, name: str = "", scopes: str = "read write") -> str:
    """Make an API token and return it; it cannot be shown again, since only its digest is kept."""
    token, digest = secrets.new_token()
    made = ApiToken.objects.create(agent=agent, name=name, digest=digest, scopes=scopes)
    record("token.issued", by=agent, token=made.pk)
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Agent, at: datetime | None = None) -> None:
    """End a token; ending it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = at or timezone.now()
        token.save(update_fields=["revoked_at"])
        record("token.revoked", by=by, token=token.pk)


def bearer(token: str) -> ApiToken | None:
    """Whose token this is, if it is one that still works."""
    return (
        ApiToken.objects.select_related("agent")
        .filter(digest=secrets.digest(token), revoked_at=None, agent__is_active=True)
        .first()
    )
