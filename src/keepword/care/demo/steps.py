"""What can happen in a story of the sample business: one small value for each verb."""

from __future__ import annotations

from dataclasses import dataclass

from .calendar import When

BO, CY, DI = "bo", "cy", "di"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; with `content_id` it is a picture inside the HTML."""

    name: str
    type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """What a reply promises: words, kind, due time; `quote` as it stands in the letter."""

    what: str
    kind: str
    due: When
    quote: str = ""
    precision: str = "minute"


@dataclass(frozen=True, slots=True)
class Mail:
    """Ana writes (or a machine does, in her name)."""

    when: When
    text: str
    html: str = ""
    files: tuple[File, ...] = ()
    trust: str = "verified"
    is_auto_reply: bool = False
    is_list: bool = False
    sender: str = ""
    """Another address than the customer's own."""
    junk_mark: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail system says that our last letter did not arrive."""

    when: When
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An agent answers; `fate` is what becomes of the delivery: `sent`, `failed` or `uncertain`."""

    by: str
    when: When
    text: str
    says: tuple[Says, ...] = ()
    fate: str = "sent"
    detail: str = "250 2.0.0 Ok: queued"


@dataclass(frozen=True, slots=True)
class Forward:
    """An agent passes the last letter on."""

    by: str
    when: When
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Said among colleagues."""

    by: str
    when: When
    text: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A promise was done; `fits`: as described, complete, at the place, where that applies."""

    by: str
    when: When
    evidence: str
    promise: int = 0
    fits: tuple[bool, bool, bool] | None = None


@dataclass(frozen=True, slots=True)
class MakeGood:
    """A broken promise is put right."""

    by: str
    when: When
    note: str
    promise: int = 0


@dataclass(frozen=True, slots=True)
class Renegotiate:
    """Another time is agreed on; the new promise is the story's next."""

    by: str
    when: When
    due: When
    agreed_by: str
    promise: int = 0


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The customer no longer wants it."""

    by: str
    when: When
    reason: str
    promise: int = 0


@dataclass(frozen=True, slots=True)
class Resolve:
    """It ended so."""

    by: str
    when: When
    outcome: str = ""
    no_answer: str = ""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put off until then."""

    by: str
    when: When
    until: When


@dataclass(frozen=True, slots=True)
class Junk:
    """A person says that it is no customer's."""

    by: str
    when: When
    why: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Tagged with these words, no others."""

    by: str
    when: When
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Give:
    """Somebody becomes its owner."""

    by: str
    when: When
    to: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Whose fault it was: `ours`, `theirs` or `none`."""

    by: str
    when: When
    fault: str


Step = (
    Mail | Bounce | Reply | Forward | Note | Keep | MakeGood | Renegotiate | Withdraw | Resolve | Snooze
    | Junk | Tag | Give | Fault
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation: who writes to which inbox about what, and all that happens in it, in order."""

    key: str
    customer: str
    subject: str
    steps: tuple[Step, ...]
    language: str = "en"
    inbox: str = "support"
    claims: str = ""
    """The key of the story whose thread the first mail refers to, from somebody who takes no part in it."""
