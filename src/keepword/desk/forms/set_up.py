"""The first page's form, and the form of a mailbox with its two servers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from keepword.care import places
from keepword.care.first_run import Beginning
from keepword.care.mail_check import Server
from keepword.channels.email.actions import EVER
from keepword.service.answer import is_address
from keepword.staff.models import Agent

from .week import WeekMixin


def country_choices(none: object) -> list[tuple[str, object]]:
    """All countries by their names in the reader's language, `none` first."""
    return [("", none), *places.countries(get_language() or "en")]


def zone_choices(none: object | None = None) -> list[tuple[str, object]]:
    """All time zones; `none`, if given, first."""
    zones: list[tuple[str, object]] = [(zone, zone.replace("_", " ")) for zone in places.zones()]
    return zones if none is None else [("", none), *zones]


class BeginForm(WeekMixin):
    """The business, its hours, and the first person."""

    business = forms.CharField(label=_("Name of the business"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("Its public holidays are days off.")
    )
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Your name"), max_length=100)
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("You log in with it."))
    # Shown again after a mistake elsewhere, so that nobody has to invent it twice.
    password = forms.CharField(
        label=_("A password"),
        help_text=_("Ten characters or more."),
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(_("Choose …"))  # type: ignore[attr-defined]
        self.fields["zone"].choices = zone_choices(_("That of the country"))  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()

    @property
    def about_business(self) -> list[forms.BoundField]:
        return [self[name] for name in ("business", "country", "zone", "language")]

    @property
    def about_person(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "email", "password")]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Agent(email=self.data.get("email", ""), name=self.data.get("name", "")))
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("zone"):
            zone = places.zone_of(cleaned.get("country", ""))
            if zone is None:
                self.add_error("zone", _("Choose a time zone: the country does not tell which."))
            cleaned["zone"] = zone
        return cleaned

    def beginning(self) -> Beginning:
        """What `first_run.begin` takes."""
        said = self.cleaned_data
        return Beginning(
            business=said["business"],
            email=said["email"],
            name=said["name"],
            password=said["password"],
            country=said["country"],
            zone=said["zone"],
            language=said["language"],
            week=self.week(),
        )


SECURITY = (("tls", _("TLS")), ("starttls", _("STARTTLS")), ("plain", _("none (this machine only)")))
TAKE = (
    ("now", _("From now on; leave what is there already alone")),
    ("days", _("From now on, and the last days as history that owes nothing")),
    ("all", _("From now on, and everything there is as history that owes nothing")),
)


class MailForm(forms.Form):
    """An address, where its mail is read, and by which server its letters go out.

    A password left empty stays the one that is kept already (`kept`).
    """

    address = forms.EmailField(label=_("Address that customers write to"), max_length=254)
    imap_host = forms.CharField(label=_("IMAP server"), required=False, max_length=255)
    imap_port = forms.IntegerField(label=_("Port"), initial=993, min_value=1, max_value=65535)
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY)
    username = forms.CharField(label=_("User name"), required=False, max_length=255)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "off"}),
    )
    folder = forms.CharField(label=_("Folder"), initial="INBOX", required=False, max_length=255)
    take = forms.ChoiceField(
        label=_("Mails that are there already"), choices=TAKE, initial="now", widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=_("How many days"), initial=30, min_value=1, max_value=3650, required=False
    )
    smtp_host = forms.CharField(label=_("SMTP server"), required=False, max_length=255)
    smtp_port = forms.IntegerField(label=_("Port"), initial=587, min_value=1, max_value=65535)
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY, initial="starttls")
    smtp_username = forms.CharField(
        label=_("User name"), required=False, max_length=255, help_text=_("Empty: as for reading.")
    )
    smtp_password = forms.CharField(
        label=_("Password"),
        required=False,
        help_text=_("Empty: as for reading."),
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "off"}),
    )
    plus_addresses = forms.BooleanField(required=False, widget=forms.HiddenInput)

    READING = ("imap_host", "imap_port", "imap_security", "username", "password", "folder")
    SENDING = ("smtp_host", "smtp_port", "smtp_security", "smtp_username", "smtp_password")

    def __init__(self, *args: Any, kept: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = kept

    @property
    def reading(self) -> list[forms.BoundField]:
        return [self[name] for name in self.READING]

    @property
    def sending(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SENDING]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip().lower()
        if not is_address(address):
            raise ValidationError(_("This is no mail address."))
        return address

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("imap_host") and not said.get("username"):
            said["username"] = said.get("address", "")
        if said.get("imap_host") and not self._incoming_password():
            self.add_error("password", _("A password is needed to read the mailbox."))
        return said

    def _incoming_password(self) -> str:
        return str(self.cleaned_data.get("password") or self._kept[0])

    def incoming(self) -> Server | None:
        """Where to read; None when mail comes in another way."""
        said = self.cleaned_data
        if not said["imap_host"]:
            return None
        return Server(
            said["imap_host"],
            said["imap_port"],
            said["imap_security"],
            said["username"],
            self._incoming_password(),
            said["folder"] or "INBOX",
        )

    def outgoing(self) -> Server | None:
        """By what to send; None when the house's own server is used (KEEPWORD_SMTP_URL)."""
        said = self.cleaned_data
        if not said["smtp_host"]:
            return None
        return Server(
            said["smtp_host"],
            said["smtp_port"],
            said["smtp_security"],
            said["smtp_username"] or said["username"],
            said["smtp_password"] or self._kept[1] or self._incoming_password(),
        )

    def history_days(self) -> int:
        """How many days of what is there already to import as history."""
        said = self.cleaned_data
        return {"now": 0, "days": said.get("days") or 30, "all": EVER}[said["take"]]
