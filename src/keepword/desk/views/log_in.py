"""Coming in and going out."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from keepword.staff.models import Agent

from ..middleware import open_to_all

TRIES = 10
"""Wrong passwords for one address before it has to wait."""
WAIT = 300
"""Seconds until the next tries."""


class LogInForm(AuthenticationForm):
    """E-mail and password. Whoever guesses has to wait; the refusal never says whether the address exists."""

    error_messages = {
        "invalid_login": _("This address and password do not go together. Look at both, then try again."),
        "inactive": _("This address and password do not go together. Look at both, then try again."),
    }

    def clean(self) -> dict[str, Any]:
        key = _key(self.cleaned_data.get("username", ""))
        if cache.get(key, 0) >= TRIES:
            raise ValidationError(_("Too many tries. Wait five minutes, then try again."), code="wait")
        try:
            cleaned = super().clean()
        except ValidationError:
            cache.add(key, 0, WAIT)
            cache.incr(key)
            raise
        cache.delete(key)
        return cleaned


def _key(address: str) -> str:
    return "log-in:" + hashlib.sha256(address.strip().lower().encode()).hexdigest()


class LogIn(LoginView):
    """The log-in; on an empty folder, set-up."""

    template_name = "desk/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and not Agent.objects.exists():
            return redirect("/set-up/")
        return super().dispatch(request, *args, **kwargs)


log_in = open_to_all(LogIn.as_view())
log_out = open_to_all(LogoutView.as_view(next_page="/log-in/"))
