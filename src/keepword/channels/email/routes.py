"""By which mail server letters go out: an inbox's own account, else KEEPWORD_SMTP_URL."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings

from keepword.lib import secrets
from keepword.staff.models import Inbox

from .models import Account

CONNECT = 20.0
"""Seconds for each step before the letter itself is handed over."""

_SCHEMES = {"smtp": ("offered", 25), "smtp+tls": ("starttls", 587), "smtps": ("tls", 465)}


@dataclass(frozen=True, slots=True)
class Route:
    """A mail server and how to speak to it.

    `security` is `tls` (from the first byte, RFC 8314), `starttls` (required, RFC 3207), `offered` (STARTTLS
    where the server offers it) or `plain`.
    """

    host: str
    port: int
    security: str
    username: str = ""
    password: str = field(default="", repr=False)
    account: int | None = None
    """Id of the inbox's account; None for the house's."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def route_of(inbox: Inbox) -> Route | None:
    """The route of an inbox's letters; None when nothing is configured. Raises ValueError for an unusable
    one.
    """
    account = Account.objects.filter(inbox=inbox).first()
    if account is None:
        return from_url(settings.SMTP_URL) if settings.SMTP_URL else None
    password = secrets.unseal(account.password)
    return Route(account.host, account.port, account.security, account.username, password, account.pk)


def from_url(url: str) -> Route:
    """The route that a URL names: `smtp://`, `smtp+tls://` or `smtps://`, perhaps with `user:password@`."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError("KEEPWORD_SMTP_URL must be smtp://, smtp+tls:// or smtps:// and name a host")
    security, port = _SCHEMES[parts.scheme]
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Route(parts.hostname, parts.port or port, security, username, password)


def connect(route: Route) -> smtplib.SMTP:
    """Connect, secure and log in. Raises OSError (ssl.SSLError among them) or smtplib.SMTPException."""
    if route.security == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            route.host, route.port, local_hostname=our_name(), timeout=CONNECT, context=context
        )
    else:
        smtp = smtplib.SMTP(route.host, route.port, local_hostname=our_name(), timeout=CONNECT)
    try:
        smtp.ehlo_or_helo_if_needed()
        if route.security == "starttls" or (route.security == "offered" and smtp.has_extn("starttls")):
            smtp.starttls(context=_context(route))
            smtp.ehlo_or_helo_if_needed()
        if route.username:
            smtp.login(route.username, route.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _context(route: Route) -> ssl.SSLContext:
    """The certificate is verified, except where encryption is optional and no password is at stake.

    There anybody in between could strike out the offer as well, so a certificate that a relay made for itself
    is better than none (RFC 7435).
    """
    context = ssl.create_default_context()
    if route.security == "offered" and not route.username:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def our_name() -> str:
    """How we greet other servers (RFC 5321 §4.1.3): our host name, or an address literal."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    return host if "." in host and not host.replace(".", "").isdigit() else "[127.0.0.1]"
