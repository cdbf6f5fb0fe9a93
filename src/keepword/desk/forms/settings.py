"""Forms of the settings: each field is what an action of `staff` or `promises` takes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keepword.staff.models import Agent, Business, BusinessHours, Inbox, Team

from .set_up import country_choices, zone_choices
from .week import WeekMixin

ROLES = (
    (Agent.AGENT, _("Agent: sees the inboxes of their teams and everybody's")),
    (Agent.LEAD, _("Lead: sees all and changes settings")),
    (Agent.OWNER, _("Owner: a lead who also makes owners")),
)


class BusinessForm(forms.Form):
    """What the business is called, and where it is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    country = forms.ChoiceField(label=_("Country"), required=False)
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, data: Any, *, business: Business) -> None:
        initial = {name: getattr(business, name) for name in ("name", "language", "country", "zone")}
        super().__init__(data, initial=initial)
        self.fields["country"].choices = country_choices(_("None"))  # type: ignore[attr-defined]
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]


class HoursForm(WeekMixin):
    """When people work: the week, whose holidays, and further days off."""

    zone = forms.ChoiceField(label=_("Time zone of these hours"))
    country = forms.ChoiceField(
        label=_("Public holidays of"),
        required=False,
        help_text=_("Nobody works on them, and no due time counts them."),
    )
    subdivision = forms.CharField(
        label=_("Part of the country"),
        required=False,
        max_length=10,
        help_text=_("Its ISO 3166-2 code without the country, for example BY; empty for all of it."),
    )
    closed = forms.CharField(
        label=_("Further days off"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A date a line, for example 2026-12-24."),
    )

    def __init__(self, *args: Any, hours: BusinessHours, **kwargs: Any) -> None:
        initial = {name: getattr(hours, name) for name in ("zone", "country", "subdivision")}
        initial["closed"] = "\n".join(hours.closed)
        super().__init__(*args, week=hours.hours().to_json()["week"], initial=initial, **kwargs)
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices(_("None"))  # type: ignore[attr-defined]

    def clean_closed(self) -> list[date]:
        days = []
        for said in re.split(r"[\s,;]+", self.cleaned_data["closed"].strip()):
            try:
                days += [date.fromisoformat(said)] if said else []
            except ValueError as error:
                raise ValidationError(
                    _("%(day)s is no date. Write it as 2026-12-24."), params={"day": said}
                ) from error
        return days

    def hours(self) -> dict[str, Any]:
        """What `staff.set_hours` takes."""
        said = self.cleaned_data
        rest = {name: said[name] for name in ("zone", "country", "subdivision", "closed")}
        return {"week": self.week(), **rest}


class TeamForm(forms.Form):
    """A team and its people."""

    name = forms.CharField(label=_("Name"), max_length=100)
    members = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=Agent.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = Agent.objects.at_work().order_by("name")  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), help_text=_("They log in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Agent.AGENT)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AgentForm(forms.Form):
    """What owners and leads change about a colleague."""

    name = forms.CharField(label=_("Name"), max_length=100)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label=_("Works here (else cannot log in)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.order_by("name")  # type: ignore[attr-defined]


class InboxForm(forms.Form):
    """How an inbox is called, whose it is, and what stands under its letters."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("Customers see it behind the agent's: Bo at Keepword Chairs."),
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("Everybody's")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain text under each answer; {agent} and {business} are filled in."),
    )
    plus_addresses = forms.BooleanField(
        label=_("Mail to address+anything arrives, so answers may carry a signed address"), required=False
    )
    trust_junk_mark = forms.BooleanField(label=_("Believe the mail server's junk mark"), required=False)
    authserv_id = forms.CharField(
        label=_("Name of your own mail server in Authentication-Results"),
        required=False,
        max_length=200,
        help_text=_("Only what it says of a sender is believed (RFC 8601). Empty: nothing is."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, data: Any, *, inbox: Inbox) -> None:
        names = [name for name in self.base_fields if name != "team"]
        initial = {name: getattr(inbox, name) for name in names} | {"team": inbox.team_id}
        super().__init__(data, initial=initial)
        self.fields["team"].queryset = Team.objects.order_by("name")  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What `staff.change_inbox` takes."""
        return {**self.cleaned_data, "everybodys": self.cleaned_data["team"] is None}


class StandardForm(forms.Form):
    """What everybody is promised at an inbox; the house's own, or one of its own, or none."""

    HOUSE, OWN, NONE = "house", "own", "none"

    choice = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Within so many minutes of business hours"),
        min_value=1,
        max_value=60 * 24 * 30,
        required=False,
    )

    def __init__(self, *args: Any, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(self.OWN, _("Promised within a time")), (self.NONE, _("Nothing is promised"))]
        house = [] if everywhere else [(self.HOUSE, _("As everywhere"))]
        self.fields["choice"].choices = [*house, *own]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("choice") == self.OWN and not said.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say within how many minutes."))
        return said


class MeForm(forms.Form):
    """What everybody changes about themselves."""

    name = forms.CharField(label=_("Name"), max_length=100)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(label=_("Time zone"))
    mail_notices = forms.BooleanField(label=_("Notices by mail too"), required=False)
    keys = forms.BooleanField(
        label=_("Single letters are commands"),
        required=False,
        help_text=_("Turn it off if you speak to the screen."),
    )

    def __init__(self, data: Any, *, agent: Agent) -> None:
        initial = {name: getattr(agent, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A new password; who changes an old one knows it."""

    old = forms.CharField(
        label=_("The password until now"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("The new password"),
        help_text=_("Ten characters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, agent: Agent, invited: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agent = agent
        if invited:
            del self.fields["old"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self._agent.check_password(old):
            raise ValidationError(_("This is not your password."))
        return old

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self._agent)
        return password


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.ChoiceField(
        label=_("It may"), choices=(("read write", _("read and write")), ("read", _("read only")))
    )
