"""Settings of people: colleagues, invitations, oneself, and one's API tokens."""

from __future__ import annotations

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from keepword.staff import actions as staff
from keepword.staff.models import Agent, ApiToken

from ..forms.settings import AgentForm, InviteForm, MeForm, PasswordForm, TokenForm
from ..middleware import AgentRequest, open_to_all
from .settings_parts import page, saved, set_up_only, take


@set_up_only
def agents(request: AgentRequest) -> HttpResponse:
    """Everybody who works here or did, and a form for somebody new."""
    form = InviteForm(request.POST or None, initial={"language": request.agent.language})
    made: list[Agent] = []
    zone = request.agent.zone

    def hire(email: str, name: str, role: str, language: str) -> None:
        made.append(staff.hire(email, name, role=role, language=language, zone=zone, by=request.agent))

    if take(form, hire):
        return redirect("settings_agent", made[0].pk)
    rows = Agent.objects.order_by("-is_active", "name").prefetch_related("teams")
    return page(request, "desk/settings/agents.html", {"form": form, "agents": rows}, form)


@set_up_only
def agent(request: AgentRequest, pk: int) -> HttpResponse:
    """One colleague; while they have no password, the link by which they set one."""
    row = get_object_or_404(Agent, pk=pk)
    initial = {name: getattr(row, name) for name in ("name", "role", "language", "is_active")}
    form = AgentForm(request.POST or None, initial={**initial, "teams": row.teams.all()})
    if take(form, lambda **said: staff.change_agent(row, by=request.agent, **said)):
        return saved("settings_agents")
    link = "" if row.has_usable_password() or not row.is_active else _invitation(request, row)
    context = {"form": form, "colleague": row, "link": link}
    return page(request, "desk/settings/agent.html", context, form)


def _invitation(request: HttpRequest, row: Agent) -> str:
    path = reverse("invitation", args=[row.pk, default_token_generator.make_token(row)])
    return request.build_absolute_uri(path)


@open_to_all
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponseBase:
    """Who was invited sets a password and is in; the link dies with that, or after three days."""
    row = Agent.objects.at_work().filter(pk=pk).first()
    if row is None or row.has_usable_password() or not default_token_generator.check_token(row, token):
        return render(request, "desk/settings/invitation_over.html", status=403)
    form = PasswordForm(request.POST or None, agent=row, invited=True)
    if take(form, lambda password: staff.set_password(row, password)):
        login(request, row)
        return redirect("due")
    context = {"form": form, "colleague": row}
    return page(request, "desk/settings/invitation.html", context, form)


def me(request: AgentRequest) -> HttpResponse:
    """Oneself."""
    form = MeForm(request.POST or None, agent=request.agent)
    if take(form, lambda **said: staff.change_me(request.agent, **said)):
        return saved("settings_me")
    return page(request, "desk/settings/me.html", {"form": form}, form)


def password(request: AgentRequest) -> HttpResponse:
    """One's password; other browsers are logged out by it."""
    form = PasswordForm(request.POST or None, agent=request.agent)
    if take(form, lambda old, password: staff.set_password(request.agent, password)):
        update_session_auth_hash(request, request.agent)
        return saved("settings_me")
    context = {
        "form": form,
        "title": _("Your password"),
        "back": "settings_me",
        "back_name": _("Your settings"),
    }
    return page(request, "desk/settings/edit.html", context, form)


def tokens(request: AgentRequest) -> HttpResponse:
    """One's API tokens; a new one is shown once."""
    form = TokenForm(request.POST or None)
    made: list[str] = []
    if take(form, lambda **said: made.append(staff.issue_token(request.agent, **said))):
        form = TokenForm()
    rows = ApiToken.objects.filter(agent=request.agent, revoked_at=None).order_by("-pk")
    context = {"form": form, "tokens": rows, "made": made[0] if made else ""}
    return page(request, "desk/settings/tokens.html", context, form)


@require_POST
def token_revocation(request: AgentRequest, pk: int) -> HttpResponse:
    """End one of one's tokens."""
    staff.revoke_token(get_object_or_404(ApiToken, agent=request.agent, pk=pk), by=request.agent)
    return saved("settings_tokens")
