"""Writing header fields (RFC 5322 §2.2, RFC 2047) so that nothing in a value can begin a field of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email.charset import QP, Charset
from email.header import Header

from keepword.lib.addresses import ascii_host

_UTF8 = Charset("utf-8")
_UTF8.header_encoding = QP
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_ID = re.compile(r"[^\s<>\x00-\x20\x7f]{1,400}")


def field(name: str, value: str) -> str:
    """One field with its line end; `value` must come from the functions below."""
    return f"{name}: {value}\r\n"


def calm(value: str) -> str:
    """One line: line breaks and other control characters become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def text(name: str, value: str) -> str:
    """Free text (a subject): as it is when short and plain, else in encoded words, folded."""
    value = calm(value)
    if value.isascii() and "=?" not in value and len(value) + len(name) < 76:
        return value
    return Header(value, _UTF8, header_name=name, maxlinelen=76).encode(linesep="\r\n")


def person(name: str, address: str) -> str:
    """A mailbox: `Bo <bo@example.com>`; the name quoted or encoded as it needs."""
    address = spec(address)
    name = calm(name)[:200]
    if not name:
        return address
    if not name.isascii() or "=?" in name:
        return f"{Header(name, _UTF8, maxlinelen=70).encode(linesep=chr(13) + chr(10))}\r\n <{address}>"
    if _ATOM.fullmatch(name):
        return f"{name} <{address}>"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>'


def people(rows: Iterable[Mapping[str, str]]) -> str:
    """Several mailboxes, one a line."""
    return ",\r\n ".join(person(row.get("name", ""), row["address"]) for row in rows)


def spec(address: str) -> str:
    """The bare address on one line, its host in ASCII."""
    local, at, host = "".join(c for c in address if c.isprintable() and c not in '<>," ').rpartition("@")
    return f"{local}{at}{ascii_host(host)}"


def ids(letters: Iterable[str]) -> str:
    """Message ids in their brackets, one a line (RFC 5322 §3.6.4); what cannot be one is left out."""
    return "\r\n ".join(f"<{letter}>" for letter in letters if _ID.fullmatch(letter))
