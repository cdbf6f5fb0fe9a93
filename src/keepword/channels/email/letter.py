"""What one mail says, after reading: plain frozen values without behaviour that touches the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Trust = Literal["verified", "unverified", "suspect"]


@dataclass(frozen=True, slots=True)
class Address:
    """A person or machine in an address field: `name` as shown (may be empty), `address` as `local@domain`.

    `address` is empty where the field gave a name only (`To: Undisclosed`); a domain outside ASCII is
    shown in its `xn--` form, so that look-alikes stay apart.
    """

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the mail: a safe base `name`, `type` as declared, `size` in bytes, `data` decoded.

    `inline` says that the sender wants it shown in place (an image in the HTML); `content_id` is without
    `<>`.
    """

    name: str
    type: str
    size: int
    sha256: str
    inline: bool
    content_id: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail system says of a letter of ours.

    `recipient` is whom it did not reach, `status` the enhanced code of RFC 3463 (`5.1.1`), `reason` the words
    of the other side, `permanent` whether trying again is pointless for this address.
    """

    recipient: str | None
    status: str | None
    reason: str | None
    permanent: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as a person would understand it. Texts have `\\n` line ends; ids are without `<>`.

    `html` is cleaned and safe to show (empty where the text says all); `reply_text` is `text` without what it
    quotes and without the signature. `date` is aware, or None where absent or unreadable. `trust` rests on
    the Authentication-Results of our own servers only. `no_auto_answer` forbids any automatic answer (RFC
    3834 §2): a machine, a list or nobody would get it. `junk_mark` is what the mail server said of junk.
    `problems` are codes of what was odd, for people who look closer.
    """

    from_: Address | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    return_path: str | None
    subject: str
    date: datetime | None
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    text: str
    html: str
    reply_text: str
    attachments: tuple[Attachment, ...]
    is_auto_reply: bool
    is_list: bool
    no_auto_answer: bool
    bounce: Bounce | None
    language: str | None
    trust: Trust
    junk_mark: str | None
    problems: tuple[str, ...]

    @property
    def is_bounce(self) -> bool:
        """Whether a mail system reports that a letter of ours was not (yet) delivered."""
        return self.bounce is not None
