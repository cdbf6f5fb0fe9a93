"""What becomes of a promise. Kept and broken are for good."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router
from pydantic import Field

from keepword.promises import actions

from .. import find
from ..auth import ApiRequest
from ..fields import In, Short, Text, TimeIn
from .promises import PromiseOut, show

router = Router(tags=["Promises"])


class Keeping(In):
    """How it is known that it was done, and whether it was what had been said."""

    evidence: Text = Field("", description="What was sent, when you called, what the customer said.")
    as_described: bool | None = Field(
        None, description="Needed, like the next two, for what is sent or done."
    )
    complete: bool | None = None
    at_place: bool | None = None


@router.post("/{promise_id}/keeping", response={201: PromiseOut}, operation_id="keep_promise")
def kept(request: ApiRequest, promise_id: str, keeping: Keeping) -> PromiseOut:
    """Say that it was done, now. Done late, or otherwise than said, it is broken; the answer says which."""
    row = find.promise(request, promise_id)
    return show(actions.keep(row, by=request.agent, at=timezone.now(), **keeping.model_dump()))


class Renegotiation(In):
    """Until when instead, and who agreed."""

    due_at: TimeIn
    agreed_by: Short = Field(min_length=1, description="What the customer agreed to, in words.")


@router.post("/{promise_id}/renegotiation", response={201: PromiseOut}, operation_id="renegotiate_promise")
def renegotiated(request: ApiRequest, promise_id: str, renegotiation: Renegotiation) -> PromiseOut:
    """Agree on another time before it is due; answers with the promise that takes its place."""
    row = find.promise(request, promise_id)
    return show(
        actions.renegotiate(
            row,
            due_at=renegotiation.due_at,
            agreed_by=renegotiation.agreed_by,
            by=request.agent,
            at=timezone.now(),
        )
    )


class Withdrawal(In):
    """Why the customer no longer wants it."""

    reason: Short = Field(min_length=1)


@router.post("/{promise_id}/withdrawal", response={201: PromiseOut}, operation_id="withdraw_promise")
def withdrawn(request: ApiRequest, promise_id: str, withdrawal: Withdrawal) -> PromiseOut:
    """The customer no longer wants it; it counts neither as kept nor as broken."""
    row = find.promise(request, promise_id)
    return show(actions.withdraw(row, withdrawal.reason, by=request.agent, at=timezone.now()))


class MakingGood(In):
    """What was done about it."""

    note: Text = Field(min_length=1)


@router.post("/{promise_id}/making-good", response={201: PromiseOut}, operation_id="make_promise_good")
def made_good(request: ApiRequest, promise_id: str, making_good: MakingGood) -> PromiseOut:
    """Put right what was broken. It stays broken, and is no longer owed."""
    row = find.promise(request, promise_id)
    return show(actions.make_good(row, making_good.note, by=request.agent, at=timezone.now()))
