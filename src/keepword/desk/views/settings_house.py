"""Settings of the business: itself, its hours, what it promises everybody, its teams and inboxes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from keepword.channels.email.models import Account, Mailbox
from keepword.promises import actions as promises
from keepword.promises.models import Standard
from keepword.staff import actions as staff
from keepword.staff.models import Business, Inbox, Team

from ..forms.settings import BusinessForm, HoursForm, InboxForm, StandardForm, TeamForm
from ..middleware import AgentRequest
from .settings_parts import page, saved, set_up_only, take


def overview(request: AgentRequest) -> HttpResponse:
    """Where everything is."""
    return render(request, "desk/settings/overview.html", {"here": "settings"})


def _the_business() -> Business:
    return get_object_or_404(Business.objects.select_related("hours"))


@set_up_only
def business(request: AgentRequest) -> HttpResponse:
    """Name, language, country, zone."""
    row = _the_business()
    form = BusinessForm(request.POST or None, business=row)
    if take(form, lambda **said: staff.change_business(row, by=request.agent, **said)):
        return saved("settings_business")
    return page(request, "desk/settings/edit.html", {"form": form, "title": _("The business")}, form)


@set_up_only
def hours(request: AgentRequest) -> HttpResponse:
    """The week, holidays, further days off."""
    row = _the_business().hours
    form = HoursForm(request.POST or None, hours=row)
    if take(form, lambda **_said: staff.set_hours(row, by=request.agent, **form.hours())):
        return saved("settings_hours")
    return page(request, "desk/settings/edit.html", {"form": form, "title": _("Hours and holidays")}, form)


@set_up_only
def teams(request: AgentRequest) -> HttpResponse:
    """All teams, and a form for a new one."""
    form = TeamForm(request.POST or None)

    def make(name: str, members: Any) -> None:
        staff.set_members(staff.make_team(name, by=request.agent), members, by=request.agent)

    if take(form, make):
        return saved("settings_teams")
    rows = Team.objects.order_by("name").select_related("hours").prefetch_related("agents", "inboxes")
    return page(request, "desk/settings/teams.html", {"form": form, "teams": rows}, form)


@set_up_only
def team(request: AgentRequest, pk: int) -> HttpResponse:
    """One team: its name and people."""
    row = get_object_or_404(Team, pk=pk)
    form = TeamForm(request.POST or None, initial={"name": row.name, "members": row.agents.all()})

    def change(name: str, members: Any) -> None:
        staff.change_team(row, by=request.agent, name=name)
        staff.set_members(row, members, by=request.agent)

    if take(form, change):
        return saved("settings_teams")
    context = {"form": form, "title": row.name, "back": "settings_teams", "back_name": _("Teams")}
    return page(request, "desk/settings/edit.html", context, form)


@set_up_only
def team_hours(request: AgentRequest, pk: int) -> HttpResponse:
    """When one team works, where that differs from the business."""
    row = get_object_or_404(Team.objects.select_related("hours"), pk=pk)
    if request.method == "POST" and request.POST.get("do") == "as_business":
        staff.drop_hours(row, by=request.agent)
        return saved("settings_teams")
    form = HoursForm(request.POST or None, hours=row.hours or _the_business().hours)

    def change(**_said: Any) -> None:
        with transaction.atomic():
            staff.set_hours(staff.own_hours(row, by=request.agent), by=request.agent, **form.hours())

    if take(form, change):
        return saved("settings_teams")
    context = {
        "form": form,
        "team": row,
        "title": row.name,
        "back": "settings_teams",
        "back_name": _("Teams"),
    }
    return page(request, "desk/settings/edit.html", context, form)


@set_up_only
def inboxes(request: AgentRequest) -> HttpResponse:
    """All inboxes with how their mail comes and goes."""
    rows = Inbox.objects.visible_to(request.agent).select_related("team").order_by("-is_active", "address")
    boxes = {box.inbox_id: box for box in Mailbox.objects.filter(is_active=True)}
    accounts = {account.inbox_id: account for account in Account.objects.all()}
    shown = [(row, boxes.get(row.pk), accounts.get(row.pk)) for row in rows]
    return page(request, "desk/settings/inboxes.html", {"inboxes": shown})


@set_up_only
def inbox(request: AgentRequest, pk: int) -> HttpResponse:
    """One inbox: name, team, signature, and what its mail server is trusted with."""
    row = get_object_or_404(Inbox.objects.visible_to(request.agent), pk=pk)
    form = InboxForm(request.POST or None, inbox=row)
    if take(form, lambda **_said: staff.change_inbox(row, by=request.agent, **form.changes())):
        return saved("settings_inboxes")
    context = {"form": form, "title": row.address, "back": "settings_inboxes", "back_name": _("Inboxes")}
    return page(request, "desk/settings/edit.html", context, form)


@set_up_only
def standards(request: AgentRequest) -> HttpResponse:
    """What everybody is promised, everywhere and at each inbox: a form each, told apart by its prefix."""
    rows = list(Inbox.objects.visible_to(request.agent).filter(is_active=True).order_by("address"))
    known = {standard.inbox_id: standard for standard in Standard.objects.all()}
    places: list[tuple[Inbox | None, StandardForm]] = []
    for place in (None, *rows):
        prefix = f"inbox-{place.pk}" if place else "everywhere"
        mine = request.method == "POST" and request.POST.get("place") == prefix
        form = StandardForm(
            request.POST if mine else None,
            everywhere=place is None,
            prefix=prefix,
            initial=_standard_said(known.get(place.pk if place else None), everywhere=place is None),
        )
        if mine and take(form, lambda place=place, **said: _set_standard(request, place, **said)):
            return saved("settings_standards")
        places.append((place, form))
    return page(request, "desk/settings/standards.html", {"places": places}, *(form for _p, form in places))


def _standard_said(standard: Standard | None, *, everywhere: bool) -> dict[str, Any]:
    if standard is None:
        return {"choice": StandardForm.NONE if everywhere else StandardForm.HOUSE, "minutes": 240}
    choice = StandardForm.OWN if standard.is_active else StandardForm.NONE
    return {"choice": choice, "minutes": standard.minutes}


def _set_standard(request: AgentRequest, place: Inbox | None, choice: str, minutes: int | None) -> None:
    if place is not None and choice == StandardForm.HOUSE:
        promises.drop_standard(place, by=request.agent)
    else:
        wanted = minutes if choice == StandardForm.OWN else None
        promises.set_standard(wanted, inbox=place, by=request.agent)
