"""Whether all is well."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field

from keepword.channels.models import InboundRecord
from keepword.conversations.models import Delivery, Draft
from keepword.notices.models import Notice

from ..auth import ApiRequest, TokenIfGiven

router = Router(tags=["Health"])


class HealthOut(BaseModel):
    """That it runs; with a token, more."""

    status: str = "ok"
    unaccounted: int | None = Field(
        None, description="Mails taken and not accounted for: always 0. With a token."
    )
    queues: dict[str, float] | None = Field(
        None,
        description="How many seconds the oldest is overdue in each queue. With a token.",
    )


QUEUES: dict[str, Any] = {
    "inbound": InboundRecord,
    "deliveries": Delivery,
    "drafts": Draft,
    "notices": Notice,
}


@router.get("", response=HealthOut, auth=TokenIfGiven(), exclude_none=True, operation_id="health")
def health(request: ApiRequest) -> HealthOut:
    """Without a token: whether Keepword answers. With one: how far behind it is, and what is missing."""
    if request.token is None:
        return HealthOut()
    return HealthOut(unaccounted=_unaccounted(), queues=_ages(timezone.now()))


def _ages(now: datetime) -> dict[str, float]:
    return {name: _age(model, now) for name, model in QUEUES.items()}


def _age(model: Any, now: datetime) -> float:
    """A claimed row is put off by its lease, so what is being worked on is not late."""
    oldest: datetime | None = model.objects.filter(next_at__lte=now).aggregate(oldest=Min("next_at"))[
        "oldest"
    ]
    return (now - oldest).total_seconds() if oldest else 0.0


def _unaccounted() -> int:
    """Mails said to be read of which there is no message: what the reconciler looks for."""
    return InboundRecord.objects.filter(state=InboundRecord.READ, message=None).count()
