"""Addresses as they are compared and stored."""

from __future__ import annotations

import re


def normal(value: str, kind: str = "email") -> str:
    """One spelling of an address: e-mail in lower case (hosts as IDNA, so that a look-alike stays apart),
    phones in digits.
    """
    value = value.strip()
    if kind == "phone":
        return ("+" if value.startswith("+") else "") + re.sub(r"\D", "", value)
    if kind != "email":
        return value
    local, at, host = value.lower().rpartition("@")
    return (local + at + ascii_host(host))[:254]


def ascii_host(host: str) -> str:
    """The host in its ASCII form (RFC 5891), unchanged when it has none."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def without_tag(value: str) -> tuple[str, str]:
    """`support+r123@example.com` → (`support@example.com`, `r123`); the tag is empty when there is none (RFC
    5233).
    """
    local, at, host = value.strip().lower().rpartition("@")
    name, _, tag = local.partition("+")
    return f"{name}{at}{host}", tag
