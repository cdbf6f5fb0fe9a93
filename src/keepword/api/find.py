"""Looking things up by their ids: only what the agent may see is found, wherever an id is sent."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection, models

from keepword.conversations.models import Conversation, Message
from keepword.customers.models import Customer
from keepword.promises.models import Promise
from keepword.staff.models import Agent, Inbox, Team

from .auth import SAFE, ApiRequest
from .problems import not_found

Row = TypeVar("Row", bound=models.Model)


def get(rows: models.QuerySet[Row], name: str, field: str = "") -> Row:
    """The row of that id; a Problem 404, naming the `field` it came in, when there is none among `rows`."""
    number = number_of(name)
    found = rows.filter(pk=number).first() if number else None
    if found is None:
        raise not_found(field)
    return found


def number_of(name: str) -> int:
    """The row number in an id, 0 when it cannot be one."""
    return int(name) if name.isascii() and name.isdecimal() and len(name) <= 18 else 0


def conversation(request: ApiRequest, name: str, field: str = "") -> Conversation:
    """A conversation that the agent may see; locked when the request is going to change something."""
    return get(_for(request, Conversation.objects.visible_to(request.agent)), name, field)


def promise(request: ApiRequest, name: str, field: str = "") -> Promise:
    """A promise that the agent may see; locked when the request is going to change something."""
    return get(_for(request, Promise.objects.visible_to(request.agent)), name, field)


def _for(request: ApiRequest, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """SQLite's transaction holds the only write lock already, and knows no row locks."""
    if request.method in SAFE or not connection.features.has_select_for_update:
        return rows
    return rows.select_for_update(of=("self",))


def message(request: ApiRequest, name: str, field: str = "") -> Message:
    """A message of a visible conversation."""
    return get(Message.objects.visible_to(request.agent), name, field)


def customer(request: ApiRequest, name: str, field: str = "") -> Customer:
    """A customer whom the agent may see; locked when the request is going to change something."""
    return get(_for(request, Customer.objects.visible_to(request.agent)), name, field)


def inbox(request: ApiRequest, name: str, field: str = "") -> Inbox:
    """An inbox that the agent may see."""
    return get(Inbox.objects.visible_to(request.agent).filter(is_active=True), name, field)


def colleague(name: str, field: str = "owner") -> Agent:
    """Somebody who works here."""
    at_work: models.QuerySet[Agent] = Agent.objects.at_work()
    return get(at_work, name, field)


def team(name: str, field: str = "team") -> Team:
    """A team."""
    return get(Team.objects.all(), name, field)
