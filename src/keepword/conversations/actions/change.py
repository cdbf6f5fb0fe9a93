"""Changing what a conversation is called, whose it is, and how it is tagged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.problems import Problem
from keepword.notices.actions import tell
from keepword.staff.models import Agent, Inbox, Team

from ..models import Conversation, Tag
from .say import about


@transaction.atomic
def give(
    conversation: Conversation, owner: Agent | None, *, by: Agent | None, at: datetime | None = None
) -> None:
    """Make `owner` responsible, or nobody; raises a Problem when they could not even see it."""
    if owner is not None and not Inbox.objects.visible_to(owner).filter(pk=conversation.inbox_id).exists():
        raise Problem(
            "owner_cannot_see",
            _("%(name)s does not see this inbox, so cannot own the conversation.") % {"name": owner.name},
            status=422,
            errors={"owner": owner.pk},
        )
    if (owner.pk if owner else None) == conversation.owner_id:
        return
    now = at or timezone.now()
    before = conversation.owner_id
    conversation.owner = owner
    conversation.save(update_fields=["owner"])
    record(
        "conversation.given",
        by=by,
        at=now,
        before=before,
        owner=owner.pk if owner else None,
        **about(conversation),
    )
    if owner is not None and by is not None and owner.pk != by.pk:
        tell(
            owner,
            "given",
            key=f"given:{conversation.pk}:{now.isoformat()}",
            at=now,
            conversation=conversation.pk,
            by=by.pk,
            subject=conversation.subject,
        )


@transaction.atomic
def change(
    conversation: Conversation,
    *,
    by: Agent,
    subject: str | None = None,
    fault: str | None = None,
    team: Team | None = None,
    clear_team: bool = False,
    at: datetime | None = None,
) -> None:
    """Change the subject, whose fault it was, or the team; what is not given stays."""
    before: dict[str, object] = {}
    subject = " ".join((subject or "").split())[:500]  # one line, whatever was typed or sent
    if subject and subject != conversation.subject:
        before["subject"], conversation.subject = conversation.subject, subject
    if fault is not None and fault != conversation.fault:
        if fault not in Conversation.FAULTS:
            raise Problem(
                "bad_fault", _("The fault is ours, theirs or nobody's."), status=422, errors={"fault": fault}
            )
        before["fault"], conversation.fault = conversation.fault, fault
    if (team is not None or clear_team) and (team.pk if team else None) != conversation.team_id:
        before["team"], conversation.team = conversation.team_id, team
    if before:
        conversation.save(update_fields=list(before))
        record("conversation.changed", by=by, at=at, before=before, **about(conversation))


@transaction.atomic
def retag(conversation: Conversation, names: Iterable[str], *, by: Agent, at: datetime | None = None) -> None:
    """Make these its tags, no others."""
    wanted = {" ".join(name.split())[:60] for name in names if name.strip()}
    have = set(conversation.tags.values_list("name", flat=True))
    if wanted == have:
        return
    conversation.tags.set([Tag.objects.get_or_create(name=name)[0] for name in sorted(wanted)])
    record(
        "conversation.tagged",
        by=by,
        at=at,
        added=sorted(wanted - have),
        removed=sorted(have - wanted),
        **about(conversation),
    )
