"""Whether the sender's address is proven, by what our own mail servers wrote and nobody else.

RFC 8601: a receiving server adds `Authentication-Results` on top; a sender can add such fields too, further
down or under another name. So only the topmost field whose authserv-id is one of ours counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from keepword.channels.email.letter import Address, Trust

from .headers import Headers

_COMMENT = re.compile(r"\([^()]{0,2000}\)")
_RESULT = re.compile(r"\s*([a-z][a-z0-9-]*)(?:/\d+)?\s*=\s*([a-z]+)", re.I)
_HEADER_FROM = re.compile(r"header\.from\s*=\s*\"?([^\s;\"]+)", re.I)
_HEADER_D = re.compile(r"header\.[di]\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.I)


def trust(headers: Headers, sender: Address | None, authserv_ids: Collection[str], ambiguous: bool) -> Trust:
    """`verified` if our server saw DMARC pass for the address that we show, `suspect` if it saw it fail.

    Without DMARC a DKIM signature of exactly the sender's domain verifies too. An ambiguous From is never
    verified.
    """
    results = _ours(headers, authserv_ids)
    if results is None or sender is None:
        return "unverified"
    domain = sender.address.rpartition("@")[2].lower()
    verdicts = list(_verdicts(results))
    for method, verdict, particulars in verdicts:
        if method == "dmarc":
            about = _HEADER_FROM.search(particulars)
            if verdict == "fail" or (about and _bare(about[1]) != domain):
                return "suspect"
            if verdict == "pass" and not ambiguous:
                return "verified"
    signed = any(
        method == "dkim" and verdict == "pass" and (by := _HEADER_D.search(rest)) and by[1].lower() == domain
        for method, verdict, rest in verdicts
    )
    return "verified" if signed and not ambiguous else "unverified"


def _bare(value: str) -> str:
    return value.rpartition("@")[2].lower().rstrip(".>")


def _ours(headers: Headers, authserv_ids: Collection[str]) -> str | None:
    """The results part of the topmost field that is ours."""
    known = {name.lower() for name in authserv_ids}
    if not known:
        return None
    for value in headers.raw_all("authentication-results"):
        server, _, results = _COMMENT.sub(" ", value).partition(";")
        words = server.split()
        if words and words[0].lower() in known:
            return results
    return None


def _verdicts(results: str) -> list[tuple[str, str, str]]:
    found = []
    for statement in results.split(";"):
        match = _RESULT.match(statement)
        if match:
            found.append((match[1].lower(), match[2].lower(), statement[match.end() :]))
    return found
