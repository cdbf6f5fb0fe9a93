"""Forms that can be told why an action refused, and fields that several of them have."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from keepword.customers.models import Customer
from keepword.lib.problems import Problem
from keepword.lib.when import parse_due
from keepword.service.search import find_customers
from keepword.staff.models import Agent

from ..words import reader

SHOWN = 5
"""Customers that are named when it isn't clear who is meant."""


class SaidForm(forms.Form):
    """A form whose fields show what an action had against them."""

    FIELDS_OF: dict[str, str] = {}
    """The field that shows the error of a differently named argument."""

    def refuse(self, problem: Problem) -> None:
        """Show a refusal: beside the fields that it names, else above them all."""
        placed = False
        for name, error in problem.errors.items():
            field = self.FIELDS_OF.get(name, name)
            if field in self.fields:
                self.add_error(field, _sentence(problem, error))
                placed = True
        if not placed:
            self.add_error(None, str(problem))


def _sentence(problem: Problem, error: object) -> str:
    """What an action has against a field: its own sentence, or the problem's with the value it is about."""
    return str(error) if isinstance(error, LazyText) else f"{problem} ({error})"


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not said (None)."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(
            choices=choices, coerce=lambda said: said == "yes", empty_value=None, required=False, **options
        )


class DueForm(SaidForm):
    """When something is due: typed as one says it, or picked."""

    FIELDS_OF = {"due_at": "when"}

    when = forms.CharField(
        label=_("By when"),
        required=False,
        max_length=100,
        help_text=_("As you would say it: 2h, fri 15:00, tomorrow, 24.12. 14:00"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    picked = forms.DateTimeField(
        label=_("or pick it"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Adds `due_at` (UTC or local, aware) and `precision`; what was typed goes before what was picked."""
        cleaned = super().clean() or {}
        typed, picked = cleaned.pop("when", ""), cleaned.pop("picked", None)
        cleaned["due_at"], cleaned["precision"] = (
            self._typed(typed) if typed else (picked, "minute" if picked else "none")
        )
        return cleaned

    def _typed(self, words: str) -> tuple[datetime | None, str]:
        language, zone = reader()
        due = parse_due(words, timezone.now(), zone, language)
        if due is None:
            self.add_error(
                "when", _("That is no time I know, or it is past. Say it as: 2h, fri 15:00, 24.12.")
            )
            return None, "none"
        return due.at, due.precision


class CustomerField(forms.CharField):
    """A customer by address, name or company; one must be meant."""

    def __init__(self, agent: Agent, **options: Any) -> None:
        self.agent = agent
        super().__init__(max_length=300, **options)

    def clean(self, value: Any) -> Any:
        """The customer; raises a ValidationError that names the likely ones."""
        words = super().clean(value)
        if not words:
            return None
        found = find_customers(self.agent, words, SHOWN)
        exact = [one for one in found if words.lower() in (a.value.lower() for a in one.addresses.all())]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("No customer is called so. Type a name or an address."))
        raise forms.ValidationError(
            _("Which one? Type the address: %(who)s") % {"who": "; ".join(_named(one) for one in found)}
        )


def _named(customer: Customer) -> str:
    addresses = customer.addresses.all()
    return f"{customer.called} <{addresses[0].value}>" if addresses else customer.called
