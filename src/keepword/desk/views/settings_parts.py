"""What the pages of set-up and settings share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keepword.lib.problems import Problem

from ..middleware import AgentRequest


def set_up_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For owners and leads; others are told so."""

    @wraps(view)
    def guarded(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.agent.may_set_up:
            raise Problem("set_up_only", _("Owners and leads change this. Ask one of them."), status=403)
        return view(request, *args, **kwargs)

    return guarded


def refuse(form: forms.Form, problem: Problem) -> None:
    """Say a refusal at the field that it is about, else above the form."""
    fields = [name for name in problem.errors if name in form.fields]
    if len(fields) == 0:
        form.add_error(None, str(problem))
    for name in fields:
        form.add_error(name, str(problem))


def take(form: forms.Form, action: Callable[..., object]) -> bool:
    """Do the action with what the form says; False when either says no, and the form says why."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action(**form.cleaned_data)
    except Problem as problem:
        refuse(form, problem)
        return False
    return True


def page(request: HttpRequest, template: str, context: dict[str, Any], *forms_of: forms.Form) -> HttpResponse:
    """A page of the settings; 422 when one of its forms was refused, so that nobody takes it for done."""
    refused = any(form.is_bound and form.errors for form in forms_of)
    context = {"here": "settings", "saved": "saved" in request.GET, **context}
    return render(request, template, context, status=422 if refused else 200)


def saved(name: str, *args: object) -> HttpResponseRedirect:
    """Back to a page, which says that it was saved."""
    return redirect(f"{reverse(name, args=args)}?{urlencode({'saved': 1})}")
