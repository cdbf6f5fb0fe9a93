"""What is said about a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation
from keepword.customers.models import Customer
from keepword.promises import rules
from keepword.promises.models import Promise
from keepword.staff.models import Agent

from ..words import kinds
from .said import CustomerField, DueForm, SaidForm, YesNo


def _text(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PromiseForm(SaidForm):
    """Of one promise; its fields have ids of their own, since several may stand on one page."""

    def __init__(self, promise: Promise, data: Any = None) -> None:
        super().__init__(data, auto_id=f"promise-{promise.pk}-%s")


class KeepingForm(PromiseForm):
    """It was done. Of what is handed over, also whether it was what had been said."""

    evidence = forms.CharField(
        label=_("How do you know?"),
        required=False,
        max_length=2000,
        help_text=_("What was sent, when you called, what the customer said."),
        widget=_text(),
    )
    as_described = YesNo(label=_("As described: the right model, colour, size?"))
    complete = YesNo(label=_("Complete, with all that belongs to it?"))
    at_place = YesNo(label=_("At the place that the customer named?"))

    def __init__(self, promise: Promise, data: Any = None) -> None:
        super().__init__(promise, data)
        if promise.kind not in rules.CHECKED:
            for name in ("as_described", "complete", "at_place"):
                del self.fields[name]


class RenegotiationForm(DueForm, PromiseForm):
    """Another time, that the customer agreed to."""

    agreed_by = forms.CharField(
        label=_("What did the customer agree to?"),
        required=False,
        max_length=300,
        help_text=_("In a few words, and how you know: 'Friday is fine, by phone'."),
    )
    field_order = ["when", "picked", "agreed_by"]


class WithdrawalForm(PromiseForm):
    """The customer no longer wants it."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        required=False,
        max_length=300,
        help_text=_("Only the customer lets us off a promise: what did they say?"),
        widget=_text(),
    )


class MakingGoodForm(PromiseForm):
    """It was broken; this was done to put it right."""

    note = forms.CharField(
        label=_("What was done to make it good?"), required=False, max_length=2000, widget=_text()
    )


class NewPromiseForm(DueForm):
    """A promise that was made elsewhere: on the phone, at the counter."""

    what = forms.CharField(label=_("What is promised"), required=False, max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=kinds)
    owner = forms.ModelChoiceField(label=_("Who keeps it"), queryset=Agent.objects.none(), empty_label=None)
    field_order = ["customer", "what", "kind", "when", "picked", "owner"]

    def __init__(
        self,
        agent: Agent,
        data: Any = None,
        *,
        conversation: Conversation | None = None,
        customer: Customer | None = None,
    ) -> None:
        super().__init__(data, initial={"owner": agent.pk, "kind": "callback"})
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - says it to the type checker
        owner.queryset = Agent.objects.at_work().order_by("name")
        if conversation is None and customer is None:
            self.fields["customer"] = CustomerField(agent, label=_("To whom"), required=False)
            self.order_fields(self.field_order)
