"""The staff and what it works with: lists to choose from."""

from __future__ import annotations

from typing import Literal, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.conversations.models import Conversation, Tag
from keepword.staff.models import Agent, BusinessHours, Inbox, Team
from keepword.staff.models.business import DEFAULT_WEEK

from ..auth import ApiRequest
from ..fields import Id, name_of
from ..pages import BY_ID, Page, Paged, page

router = Router(tags=["Staff"])
Role = Literal["owner", "lead", "agent"]


class TeamOut(BaseModel):
    """People who answer together."""

    id: Id
    name: str
    hours: Id | None = Field(description="Its own business hours, if it has any.")


@router.get("/teams", response=Page[TeamOut], operation_id="list_teams")
def teams(request: ApiRequest, asked: Query[Paged]) -> Page[TeamOut]:
    """All teams."""
    return page(Team.objects.all(), asked, _team, orders=BY_ID, order="id")


def _team(row: Team) -> TeamOut:
    return TeamOut(id=str(row.pk), name=row.name, hours=name_of(row.hours_id))


class AgentOut(BaseModel):
    """Somebody who answers customers."""

    id: Id
    name: str
    email: str
    role: Role
    teams: list[Id]
    language: str
    zone: str
    is_me: bool


@router.get("/agents", response=Page[AgentOut], operation_id="list_agents")
def agents(request: ApiRequest, asked: Query[Paged]) -> Page[AgentOut]:
    """Everybody who works here now."""

    def show(row: Agent) -> AgentOut:
        return AgentOut(
            id=str(row.pk),
            name=row.name,
            email=row.email,
            role=cast(Role, row.role),
            teams=[str(team.pk) for team in row.teams.all()],
            language=row.language,
            zone=row.zone,
            is_me=row.pk == request.agent.pk,
        )

    rows: QuerySet[Agent] = Agent.objects.at_work().prefetch_related("teams")
    return page(rows, asked, show, orders=BY_ID, order="id")


class InboxOut(BaseModel):
    """Where the business can be reached."""

    id: Id
    channel: str
    address: str
    name: str
    team: Id | None
    language: str


@router.get("/inboxes", response=Page[InboxOut], operation_id="list_inboxes")
def inboxes(request: ApiRequest, asked: Query[Paged]) -> Page[InboxOut]:
    """The inboxes that you may see."""
    rows = Inbox.objects.visible_to(request.agent).filter(is_active=True)
    return page(rows, asked, _inbox, orders=BY_ID, order="id")


def _inbox(row: Inbox) -> InboxOut:
    return InboxOut(
        id=str(row.pk),
        channel=row.channel,
        address=row.address,
        name=row.name,
        team=name_of(row.team_id),
        language=row.language,
    )


class TagOut(BaseModel):
    """A word of the business's own for a kind of matter."""

    id: Id
    name: str


@router.get("/tags", response=Page[TagOut], operation_id="list_tags")
def tags(request: ApiRequest, asked: Query[Paged]) -> Page[TagOut]:
    """The tags in use where you may see it, and those that nothing has."""
    tagged = Conversation.tags.through.objects.filter(tag=OuterRef("pk"))
    visible = tagged.filter(conversation__in=Conversation.objects.visible_to(request.agent).values("pk"))
    rows = Tag.objects.filter(Exists(visible) | Q(~Exists(tagged)))
    return page(rows, asked, _tag, orders=BY_ID, order="id")


def _tag(row: Tag) -> TagOut:
    return TagOut(id=str(row.pk), name=row.name)


class HoursOut(BaseModel):
    """When people work; times of the week are local to `zone`."""

    id: Id
    name: str
    zone: str
    week: dict[str, list[list[str]]] = Field(description="`mon` to `sun`: from and to, as 09:00.")
    country: str | None = Field(description="Whose public holidays are days off (ISO 3166).")
    subdivision: str | None
    closed: list[str] = Field(description="Further days off, as ISO dates.")


@router.get("/hours", response=Page[HoursOut], operation_id="list_hours")
def hours(request: ApiRequest, asked: Query[Paged]) -> Page[HoursOut]:
    """The business hours by which due times are reckoned."""
    return page(BusinessHours.objects.all(), asked, _hours, orders=BY_ID, order="id")


def _hours(row: BusinessHours) -> HoursOut:
    return HoursOut(
        id=str(row.pk),
        name=row.name,
        zone=row.zone,
        week=row.week or DEFAULT_WEEK,
        country=row.country or None,
        subdivision=row.subdivision or None,
        closed=row.closed,
    )
