"""The first page: a business and its first person, behind the one-time link; then the first mailbox."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from keepword.care import first_run
from keepword.lib.problems import Problem
from keepword.staff.models import Business

from ..forms.set_up import BeginForm
from ..middleware import AgentRequest, open_to_all
from .settings_mail import mail_page
from .settings_parts import refuse, set_up_only


@open_to_all
def set_up(request: HttpRequest) -> HttpResponseBase:
    """Without the link: where to find it; on a sample, how to begin a business of one's own."""
    business = Business.current()
    if business is not None and not business.is_sample:
        return redirect("due")
    return render(request, "desk/set_up/where.html", {"is_sample": business is not None})


@open_to_all
def set_up_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The form behind the link; who fills it in is logged in and goes on to the mailbox."""
    if Business.objects.exists():
        return redirect("due")
    if not first_run.is_good(token):
        return render(request, "desk/set_up/where.html", {"is_over": True}, status=403)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            owner = first_run.begin(form.beginning())
        except Problem as problem:
            refuse(form, problem)
        else:
            login(request, owner)
            return redirect("set_up_mailbox")
    return render(request, "desk/set_up/begin.html", {"form": form}, status=422 if form.errors else 200)


@set_up_only
def set_up_mailbox(request: AgentRequest) -> HttpResponse:
    """The first mailbox; it can be left for later."""
    return mail_page(request, None, template="desk/set_up/mailbox.html", done="due")
