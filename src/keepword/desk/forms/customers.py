"""What is known of a customer, as people type it."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.customers.models import Customer
from keepword.service.answer import is_address

from ..words import language_name
from .said import SaidForm

_PHONE = re.compile(r"\+?[\d\s()/.-]{5,30}")
_OTHER = re.compile(r"([a-z]{2,20}):\s*(\S.*)")
SPOKEN = ("en", "hr", "sv", "tr", "sr", "ru", "bs", "de", "es", "fr", "it", "nl", "pl", "pt", "sl", "uk")


def languages(also: str = "") -> list[tuple[str, Any]]:
    """Languages to choose from, by name; with the one that a customer has already."""
    codes = {*SPOKEN, *filter(None, [also])}
    named = sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1].lower())
    return [("", _("Not known yet")), *named]


class CustomerForm(SaidForm):
    """A customer's card."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        help_text=_("One a line: e-mail or phone."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        help_text=_("As Europe/Zagreb"),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    company = forms.CharField(label=_("Company"), required=False, max_length=200)
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    attributes = forms.CharField(
        label=_("Further particulars"),
        required=False,
        help_text=_("One a line, as: customer number: 4711"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, customer: Customer | None = None, initial: Any = None) -> None:
        super().__init__(data, initial=_initial(customer) if customer else initial)
        self.customer = customer
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101 - says it to the type checker
        language.choices = languages(customer.language if customer else "")

    def clean_addresses(self) -> list[tuple[str, str]]:
        """[(kind, address)]"""
        return [
            _address(line.strip()) for line in self.cleaned_data["addresses"].splitlines() if line.strip()
        ]

    def clean_zone(self) -> str:
        """An IANA name, or nothing."""
        zone = str(self.cleaned_data["zone"]).strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("This time zone does not exist. Write it as Europe/Zagreb."))
        return str(ZoneInfo(zone)) if zone else ""

    def clean_attributes(self) -> dict[str, Any]:
        """{name: value}; a value that was not touched keeps its type."""
        before = self.customer.attributes if self.customer else {}
        found: dict[str, Any] = {}
        for line in self.cleaned_data["attributes"].splitlines():
            name, colon, value = (part.strip() for part in line.partition(":"))
            if line.strip() and not (name and colon):
                raise forms.ValidationError(
                    _("Write a name, a colon and the value: “%(line)s” has none.") % {"line": line.strip()}
                )
            if name:
                found[name] = before[name] if name in before and str(before[name]) == value else value
        return found


def _initial(customer: Customer) -> dict[str, Any]:
    return {
        "name": customer.name,
        "addresses": "\n".join(_line(address.kind, address.value) for address in customer.addresses.all()),
        "language": customer.language,
        "zone": customer.zone,
        "company": customer.company.name if customer.company else "",
        "notes": customer.notes,
        "attributes": "\n".join(f"{name}: {value}" for name, value in customer.attributes.items()),
    }


def _line(kind: str, value: str) -> str:
    return value if kind in ("email", "phone") else f"{kind}: {value}"


def _address(line: str) -> tuple[str, str]:
    if is_address(line):
        return "email", line
    if _PHONE.fullmatch(line):
        return "phone", line
    if other := _OTHER.fullmatch(line):
        return other[1], other[2]
    raise forms.ValidationError(
        _("“%(line)s” is neither an e-mail address nor a phone number.") % {"line": line}
    )
