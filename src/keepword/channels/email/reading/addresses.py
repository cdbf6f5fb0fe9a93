"""Address fields (RFC 5322 §3.4), read so that the address used is always the address shown.

Programs disagree about strings such as `bo@corp.test)<eve@evil.test>` (CVE-2023-27043). Here what stands in
angle brackets is the address, everything else is its name, and whoever asks is told when a stricter program
could have read it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from keepword.channels.email.letter import Address

from .headers import words

MAX_ADDRESSES = 2_000

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[()<>,;:"\\]|[^()<>,;:"\\]+', re.S)
_PLAIN = re.compile(r"[^\s@<>()\",;:]{1,320}@[^\s@<>()\",;:]{1,320}")
_BARE_WORD = re.compile(r"[^\s@<>()\",;:]{1,320}@?[^\s@<>()\",;:]{0,320}")
_COMMENT = re.compile(r"\([^()]*\)")
_PAIR = re.compile(r"\\(.)", re.S)


class _Mailbox:
    """One address while it is being read."""

    __slots__ = ("angle", "claims", "comments", "depth", "inside", "odd", "phrase", "raw")

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.phrase: list[str] = []
        self.angle: list[str] | None = None
        self.comments: list[str] = []
        self.depth = 0
        self.inside = self.odd = self.claims = False

    def is_within(self) -> bool:
        """Whether a comment or an angle bracket is open."""
        return self.depth > 0 or self.inside

    def go_on(self, token: str) -> None:
        """Take a token within a comment or within angle brackets."""
        if self.depth:
            self.depth += (token == "(") - (token == ")")
            self.comments[-1] += token if self.depth else ""
            return
        self.inside = token != ">"
        self.odd = self.odd or token in ",;<("
        if self.inside and self.angle is not None:
            self.angle.append(token)

    def begin(self, token: str) -> None:
        """Take a token outside of both: an angle bracket opens, or the display name goes on."""
        if token == "<" and not "".join(self.angle or []).strip():
            self.odd = self.odd or self.angle is not None
            self.inside, self.angle = True, []
            return
        self.odd = (
            self.odd or token in "()<>\\" or token[0] == "\\" or (token == '"' and self.angle is not None)
        )
        self.say(token)

    def say(self, token: str) -> None:
        """Take a token of the display name (or of a bare address); quotation marks and their escapes go."""
        self.raw.append(token)
        quoted = len(token) > 1 and token[0] == '"'
        self.claims = self.claims or (not quoted and "@" in token)
        self.phrase.append(_PAIR.sub(r"\1", token[1:-1]) if quoted else token)


def addresses(value: str, fallback: str | None = None) -> tuple[tuple[Address, ...], bool]:
    """The addresses of a field's unfolded value, and whether another program could read it differently.

    Names are decoded after the structure is known, so a comma inside an encoded word parts nothing.
    """
    found: list[Address] = []
    odd = False
    for mailbox in _mailboxes(value):
        address, strange = _finish(mailbox, fallback)
        if address.name or address.address:
            odd = odd or strange
            found.append(address)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found), odd


def _mailboxes(value: str) -> Iterator[_Mailbox]:
    """The parts of the field between commas; a group's name and its semicolon part, too (RFC 5322 §3.4)."""
    box = _Mailbox()
    for match in _TOKEN.finditer(value):
        token = match[0]
        if box.is_within():
            box.go_on(token)
        elif token == "(" and value.find(")", match.end(), match.end() + 2_000) >= 0:
            box.depth = 1
            box.comments.append("")
        elif token in ",;":
            yield box
            box = _Mailbox()
        elif token == ":" and box.angle is None and not box.claims:
            box = _Mailbox()
        else:
            box.begin(token)
    yield box


def _finish(box: _Mailbox, fallback: str | None) -> tuple[Address, bool]:
    phrase = "".join(box.phrase).strip()
    comment = words(" ".join(box.comments), fallback).strip()
    if box.angle is not None:
        inner = "".join(box.angle)
        spot = inner.strip().strip("<>").strip()
        if "(" in spot or " " in spot:  # comments and blanks are allowed even here (RFC 5322 §3.4.1)
            spot = "".join(_COMMENT.sub("", spot).split()) if "@" in spot else spot
        name = words(phrase, fallback).strip() or comment
        strange = box.odd or not _PLAIN.fullmatch(spot) or (box.claims and phrase.lower() != spot.lower())
        if "@" not in spot and not name and not spot:
            return Address("", ""), True
        return Address(_name(name), _spot(spot)), strange
    quoted = _QUOTED_LOCAL.match("".join(box.raw[:40]).strip())
    if quoted:
        return Address("", _spot(quoted[0])), True
    plain = words(phrase, fallback).strip()
    spots = _PLAIN.findall(plain)
    if not spots:
        word = plain if _BARE_WORD.fullmatch(plain) and "@" in plain else ""
        return Address("" if word else _name(plain or comment), word), True
    spot = spots[-1]
    rest = plain.replace(spot, "", 1).strip()
    return Address(_name(rest.strip() or comment), _spot(spot)), bool(rest) or box.odd


_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.){1,64}"@[^\s@<>()",;:]+')


def _name(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name


def _spot(address: str) -> str:
    """`local@domain` with the domain in ASCII: a look-alike in another script shows itself as `xn--…`."""
    address = address.strip().strip("'\"") if not address.startswith('"') else address.strip()
    address = address.removeprefix("mailto:").removeprefix("MAILTO:").strip()
    local, at, domain = address.rpartition("@")
    if at and not domain.isascii():
        domain = _ascii_domain(domain)
    return f"{local.strip()}@{domain.strip()}" if at else address


def _ascii_domain(domain: str) -> str:
    labels = []
    for label in domain.lower().split("."):
        try:
            labels.append(label if label.isascii() else "xn--" + label.encode("punycode").decode())
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)
