"""What the business promises to everybody who writes."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.lib.problems import Problem
from keepword.promises import actions
from keepword.promises.models import Standard
from keepword.staff.models import Agent, Inbox

from .. import find
from ..auth import ApiRequest
from ..fields import Id, IdIn, In, name_of
from ..pages import BY_ID, Page, Paged, page

router = Router(tags=["Standards"])


class StandardOut(BaseModel):
    """An answer within so many minutes of business hours."""

    id: Id
    inbox: Id | None = Field(description="null: of every inbox that has none of its own.")
    minutes: int | None = Field(description="Of business hours; null: nothing is promised.")


def show(row: Standard) -> StandardOut:
    """A standard as it goes out."""
    return StandardOut(
        id=str(row.pk), inbox=name_of(row.inbox_id), minutes=row.minutes if row.is_active else None
    )


@router.get("", response=Page[StandardOut], operation_id="list_standards")
def listed(request: ApiRequest, asked: Query[Paged]) -> Page[StandardOut]:
    """The house's standard, and those of the inboxes that you may see."""
    visible = Inbox.objects.visible_to(request.agent).values("pk")
    rows = Standard.objects.filter(Q(inbox=None) | Q(inbox__in=visible))
    return page(rows, asked, show, orders=BY_ID, order="id")


class StandardChange(In):
    """The time."""

    minutes: int | None = Field(ge=1, le=43_200, description="Of business hours; null: promise nothing.")


class StandardIn(StandardChange):
    """Where, and the time."""

    inbox: IdIn | None = Field(None, description="null: every inbox that has none of its own.")


@router.post("", response={201: StandardOut}, operation_id="set_standard")
def made(request: ApiRequest, standard: StandardIn) -> StandardOut:
    """Set the standard of an inbox, or of the house; what it was before is replaced. Owners and leads may."""
    _may_set(request.agent)
    inbox = find.inbox(request, standard.inbox, "inbox") if standard.inbox else None
    return show(actions.set_standard(standard.minutes, inbox=inbox, by=request.agent))


@router.put("/{standard_id}", response=StandardOut, operation_id="change_standard")
def changed(request: ApiRequest, standard_id: str, change: StandardChange) -> StandardOut:
    """Change the time. Promises made already keep theirs. Owners and leads may."""
    _may_set(request.agent)
    row = find.get(Standard.objects.select_related("inbox"), standard_id)
    return show(actions.set_standard(change.minutes, inbox=row.inbox, by=request.agent))


def _may_set(agent: Agent) -> None:
    if not agent.may_set_up:
        raise Problem("not_yours", _("Owners and leads set the standards."), status=403)
