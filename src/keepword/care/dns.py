"""What the domain's DNS says about mail: who takes it (MX), and who may send it (SPF, DKIM, DMARC).

Everything asks a `Resolver`, so that it is tested without a network; a failing one means 'unknown', no more.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Verdict = Literal["good", "missing", "wrong", "unknown"]

SELECTORS = (
    "default", "mail", "dkim", "google", "selector1", "selector2", "k1", "k2", "s1", "s2", "fm1", "mx",
    "protonmail", "key1", "20230601",
)  # fmt: skip
"""DKIM keys have any name (RFC 6376 §3.1) and DNS lists none: these are what providers call theirs."""


class CannotAsk(Exception):
    """DNS gave no answer at all: no network, a time-out, a broken server."""


class Resolver(Protocol):
    """Where DNS answers come from: an empty list where there is no such record, else it raises CannotAsk."""

    def txt(self, name: str) -> list[str]:
        """The TXT records of a name, each joined from its strings (RFC 7208 §3.3)."""

    def mx(self, name: str) -> list[str]:
        """The mail hosts of a name, the preferred first, without the final dot."""


class LiveResolver:
    """The machine's own resolver, with a short time-out."""

    def __init__(self, timeout: float = 3.0) -> None:
        self._timeout = timeout

    def txt(self, name: str) -> list[str]:
        return [b"".join(row.strings).decode("utf-8", "replace") for row in self._ask(name, "TXT")]

    def mx(self, name: str) -> list[str]:
        rows = sorted(self._ask(name, "MX"), key=lambda row: int(row.preference))
        return [row.exchange.to_text(omit_final_dot=True).lower() for row in rows]

    def _ask(self, name: str, kind: str) -> list[Any]:
        import dns.exception
        import dns.resolver

        try:
            return list(dns.resolver.resolve(name, kind, lifetime=self._timeout, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise CannotAsk(str(error)) from error


@dataclass(frozen=True, slots=True)
class Record:
    """One of the three that let other servers believe our mail: what is there, and the line to add."""

    name: Literal["SPF", "DKIM", "DMARC"]
    verdict: Verdict
    found: str = ""
    add: str = ""
    """`name TYPE "value"`, as a zone file has it; empty where only the provider can say it."""


def sending(domain: str, resolver: Resolver, *, by: str = "") -> list[Record]:
    """SPF, DKIM and DMARC of `domain`, whose mail goes out by the SMTP host `by`."""
    return [_or_unknown(name, look, domain, resolver, by) for name, look in _LOOKS]


def _or_unknown(name: Any, look: Any, domain: str, resolver: Resolver, by: str) -> Record:
    try:
        record: Record = look(domain, resolver, by)
        return record
    except CannotAsk as error:
        return Record(name, "unknown", found=str(error))


def _spf(domain: str, resolver: Resolver, by: str) -> Record:
    """RFC 7208 §4.5: one record only; with two, receivers treat it as an error."""
    records = [text for text in resolver.txt(domain) if text.lower().split(" ", 1)[0] == "v=spf1"]
    if not records:
        return Record("SPF", "missing", add=f'{domain}. TXT "v=spf1 {_spf_term(by)} ~all"')
    if len(records) > 1:
        return Record("SPF", "wrong", found=" · ".join(records))
    return Record("SPF", "good", found=records[0])


INCLUDES = {
    "google.com": "include:_spf.google.com",
    "gmail.com": "include:_spf.google.com",
    "office365.com": "include:spf.protection.outlook.com",
    "outlook.com": "include:spf.protection.outlook.com",
    "zoho.eu": "include:zohomail.eu",
    "zoho.com": "include:zohomail.com",
    "fastmail.com": "include:spf.messagingengine.com",
    "mailbox.org": "include:mailbox.org",
    "yandex.ru": "include:_spf.yandex.net",
    "mail.ru": "include:_spf.mail.ru",
}
"""What a provider asks its customers to write into their SPF record."""


def _spf_term(by: str) -> str:
    for provider, term in INCLUDES.items():
        if by == provider or by.endswith("." + provider):
            return term
    try:
        address = ipaddress.ip_address(by)
    except ValueError:
        return f"mx a:{by}" if "." in by else "mx"
    return "mx" if address.is_private or address.is_loopback else f"mx ip{address.version}:{by}"


def _dkim(domain: str, resolver: Resolver, by: str) -> Record:
    """RFC 6376 §3.6.1: a key record has `p=`; an empty one is a revoked key."""
    for selector in SELECTORS:
        for text in resolver.txt(f"{selector}._domainkey.{domain}"):
            key = dict(part.strip().partition("=")[::2] for part in text.split(";")).get("p", "").strip()
            if key:
                return Record("DKIM", "good", found=f"{selector}._domainkey.{domain}")
    return Record("DKIM", "missing")


def _dmarc(domain: str, resolver: Resolver, by: str) -> Record:
    """RFC 7489 §6.6.3: at the domain itself, else at the one it belongs to (walked up, label by label)."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        for text in resolver.txt("_dmarc." + ".".join(labels[start:])):
            if text.replace(" ", "").upper().startswith("V=DMARC1"):
                return Record("DMARC", "good", found=text)
    return Record(
        "DMARC", "missing", add=f'_dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"'
    )


_LOOKS = (("SPF", _spf), ("DKIM", _dkim), ("DMARC", _dmarc))
