"""What could not be read: kept as it came, shown to people, and read again when a person asks for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from keepword.events.actions import record as write_down
from keepword.staff.models import Agent, Inbox

from .models import InboundRecord


def visible_to(agent: Agent) -> QuerySet[InboundRecord]:
    """The records in quarantine, of the inboxes that the agent may see; their bytes are not fetched."""
    found = InboundRecord.objects.filter(state=InboundRecord.QUARANTINED).defer("raw")
    return found if agent.sees_all else found.filter(inbox__in=Inbox.objects.visible_to(agent).values("pk"))


@transaction.atomic
def read_again(record: InboundRecord, *, by: Agent, at: datetime) -> bool:
    """Let the reading lane try once more, from the first try on; False when it is not in quarantine."""
    quarantined = InboundRecord.objects.filter(pk=record.pk, state=InboundRecord.QUARANTINED)
    done = quarantined.update(state=InboundRecord.WAITING, next_at=at, tries=0, claim="", error="")
    if done:
        write_down("inbound.read_again", by=by, at=at, inbox=record.inbox_id, record=record.pk)
    return bool(done)
