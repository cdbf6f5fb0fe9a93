"""Whether all is well."""

from __future__ import annotations

from typing import Literal

from ninja import Router
from pydantic import BaseModel, Field

from keepword.care.health import report

from ..auth import ApiRequest, TokenIfGiven

router = Router(tags=["Health"])


class Queue(BaseModel):
    """What waits to be worked on."""

    waiting: int
    oldest_seconds: float = Field(description="How long the oldest has waited.")


class HealthOut(BaseModel):
    """That it runs; with a token, how well."""

    status: Literal["ok"] = "ok"
    unaccounted: int | None = Field(
        None, description="Mails, letters and promises in no legitimate state: 0, or something is wrong."
    )
    queues: dict[str, Queue] | None = Field(None, description="`inbound`, `deliveries` and `notices`.")
    late_seconds: float | None = Field(None, description="How far the clock is behind.")


@router.get("", response=HealthOut, auth=TokenIfGiven(), exclude_none=True, operation_id="health")
def health(request: ApiRequest) -> HealthOut:
    """Without a token: whether Keepword answers. With one: what is missing, and what waits for how long."""
    if request.token is None:
        return HealthOut()
    figures = report()
    return HealthOut(
        unaccounted=figures["unaccounted"],
        queues={name: Queue(**queue) for name, queue in figures["queues"].items()},
        late_seconds=figures["late_seconds"],
    )
