"""What a channel hands in: one message of somebody, read but not yet understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from keepword.staff.models import Inbox


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address, as written."""

    address: str
    name: str = ""

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "address": self.address}


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that came along."""

    name: str
    type: str
    data: bytes
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a bounce says of a letter of ours."""

    recipient: str
    status: str
    reason: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """One inbound message. `at` is when we got it (UTC), `dated` what it claims of itself."""

    inbox: Inbox
    at: datetime
    sender: Person | None
    text: str
    subject: str = ""
    html: str = ""
    reply_text: str = ""
    reply_to: tuple[Person, ...] = ()
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    dated: datetime | None = None
    letter_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    reply_token: str = ""
    """What stood behind the plus of the address it was sent to."""
    files: tuple[ArrivedFile, ...] = ()
    language: str = ""
    trust: str = "unverified"
    is_auto_reply: bool = False
    is_list: bool = False
    is_history: bool = False
    failure: Failure | None = None
    """Set when it is a bounce."""
    junk_mark: str = ""
    """What the mail server says if it takes it for junk."""
    problems: tuple[str, ...] = ()

    @property
    def is_bounce(self) -> bool:
        return self.failure is not None

    @property
    def refers_to(self) -> list[str]:
        """The letters it refers to, the nearest first (RFC 5322 §3.6.4)."""
        return list(dict.fromkeys([*self.in_reply_to, *reversed(self.references)]))
