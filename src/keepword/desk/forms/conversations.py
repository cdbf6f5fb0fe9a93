"""Writing to a customer first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.customers.models import Customer
from keepword.service.answer import is_address
from keepword.staff.models import Agent, Inbox

from .said import CustomerField, SaidForm


class NewConversationForm(SaidForm):
    """From which inbox, to whom, about what."""

    FIELDS_OF = {"addresses": "to"}

    inbox = forms.ModelChoiceField(label=_("From"), queryset=Inbox.objects.none(), empty_label=None)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=500)
    text = forms.CharField(label=_("Your words"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    field_order = ["inbox", "to", "subject", "text"]

    def __init__(self, agent: Agent, data: Any = None, *, customer: Customer | None = None) -> None:
        super().__init__(data)
        inbox = self.fields["inbox"]
        assert isinstance(inbox, forms.ModelChoiceField)  # noqa: S101 - says it to the type checker
        inbox.queryset = (
            Inbox.objects.visible_to(agent).filter(is_active=True, channel="email").order_by("name")
        )
        self.fields["to"] = _Recipient(
            agent,
            label=_("To"),
            help_text=_("An address, or a customer's name."),
            error_messages={"required": _("Say to whom it goes.")},
            initial=_first_address(customer) if customer else "",
        )
        self.order_fields(self.field_order)


class _Recipient(CustomerField):
    """A customer, or an address that nobody has yet (a string)."""

    def clean(self, value: Any) -> Any:
        typed = str(value or "").strip()
        try:
            return super().clean(typed)
        except forms.ValidationError:
            if is_address(typed):
                return typed
            raise


def _first_address(customer: Customer) -> str:
    address = customer.addresses.filter(kind="email").first()
    return address.value if address else customer.name
