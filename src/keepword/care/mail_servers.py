"""Guessing a mailbox's servers from its address: known providers first, then who takes the domain's mail.

A guess is shown in the form and tried before it is kept; it is never more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .dns import CannotAsk, Resolver

Security = Literal["tls", "starttls", "plain"]


@dataclass(frozen=True, slots=True)
class Servers:
    """Where a mailbox is read and its letters sent; `hint` is `app_password`, `no_password` or empty."""

    imap_host: str
    smtp_host: str
    imap_port: int = 993
    imap_security: Security = "tls"
    smtp_port: int = 587
    smtp_security: Security = "starttls"
    hint: str = ""


_GOOGLE = Servers("imap.gmail.com", "smtp.gmail.com", hint="app_password")
_MICROSOFT = Servers("outlook.office365.com", "smtp.office365.com", hint="no_password")
_YAHOO = Servers(
    "imap.mail.yahoo.com", "smtp.mail.yahoo.com", smtp_port=465, smtp_security="tls", hint="app_password"
)
_ICLOUD = Servers("imap.mail.me.com", "smtp.mail.me.com", hint="app_password")
_FASTMAIL = Servers(
    "imap.fastmail.com", "smtp.fastmail.com", smtp_port=465, smtp_security="tls", hint="app_password"
)
_YANDEX = Servers(
    "imap.yandex.com", "smtp.yandex.com", smtp_port=465, smtp_security="tls", hint="app_password"
)
_MAIL_RU = Servers("imap.mail.ru", "smtp.mail.ru", smtp_port=465, smtp_security="tls", hint="app_password")
_ZOHO = Servers("imap.zoho.eu", "smtp.zoho.eu", smtp_port=465, smtp_security="tls")

BY_DOMAIN: dict[str, Servers] = {
    "gmail.com": _GOOGLE,
    "googlemail.com": _GOOGLE,
    "outlook.com": _MICROSOFT,
    "hotmail.com": _MICROSOFT,
    "live.com": _MICROSOFT,
    "yahoo.com": _YAHOO,
    "icloud.com": _ICLOUD,
    "me.com": _ICLOUD,
    "fastmail.com": _FASTMAIL,
    "yandex.ru": _YANDEX,
    "yandex.com": _YANDEX,
    "mail.ru": _MAIL_RU,
    "gmx.net": Servers("imap.gmx.net", "mail.gmx.net"),
    "gmx.de": Servers("imap.gmx.net", "mail.gmx.net"),
    "web.de": Servers("imap.web.de", "smtp.web.de"),
    "mailbox.org": Servers("imap.mailbox.org", "smtp.mailbox.org"),
    "posteo.de": Servers("posteo.de", "posteo.de"),
}
BY_MX: dict[str, Servers] = {
    "google.com": _GOOGLE,
    "googlemail.com": _GOOGLE,
    "outlook.com": _MICROSOFT,
    "messagingengine.com": _FASTMAIL,
    "icloud.com": _ICLOUD,
    "yandex.net": _YANDEX,
    "mail.ru": _MAIL_RU,
    "zoho.eu": _ZOHO,
    "mailbox.org": BY_DOMAIN["mailbox.org"],
    "yahoodns.net": _YAHOO,
}


def guess(address: str, resolver: Resolver) -> Servers:
    """The most likely servers of an address; what DNS cannot say is guessed from the domain's name."""
    domain = address.rpartition("@")[2].strip().lower()
    known = BY_DOMAIN.get(domain)
    if known is not None:
        return known
    try:
        hosts = resolver.mx(domain)
    except CannotAsk:
        hosts = []
    for host in hosts:
        for suffix, servers in BY_MX.items():
            if host == suffix or host.endswith("." + suffix):
                return servers
    own = next((host for host in hosts if host.endswith("." + domain)), "")
    return Servers(own, own) if own else Servers(f"imap.{domain}", f"smtp.{domain}")
