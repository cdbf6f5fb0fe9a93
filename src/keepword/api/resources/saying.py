"""What somebody says, as it comes in: words, people, files, promises. Letters and first letters share it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import Field, PrivateAttr, model_validator

from keepword.conversations.models import Attachment
from keepword.lib import files
from keepword.service import Person
from keepword.service.answer import Pledge, is_address

from .. import find
from ..fields import IdIn, In, Line, Name, Text, TimeIn
from ..problems import invalid

MOST_PEOPLE, MOST_FILES = 100, 100
Kind = Literal[
    "callback",
    "answer",
    "delivery",
    "send",
    "refund",
    "replacement",
    "repair",
    "visit",
    "information",
    "other",
]
Precision = Literal["minute", "day", "week", "none"]


class PersonIn(In):
    """Somebody to write to."""

    address: str = Field(max_length=254)
    name: Name = ""

    @model_validator(mode="after")
    def _reachable(self) -> PersonIn:
        if not is_address(self.address):
            raise ValueError(_("this is no mail address"))
        return self


def people(those: Sequence[PersonIn]) -> list[Person]:
    """As the actions take them."""
    return [Person(one.address, one.name) for one in those]


class FileIn(In):
    """A file to send along."""

    name: Line = Field(min_length=1, max_length=255)
    type: str = Field("application/octet-stream", max_length=127, pattern=r"^[\w.+-]+/[\w.+-]+$")
    content: str = Field(
        description="The bytes in base64 (RFC 4648 §4).", json_schema_extra={"format": "byte"}
    )
    _data: bytes = PrivateAttr(b"")
    _digest: str = PrivateAttr("")
    _size: int = PrivateAttr(0)

    @model_validator(mode="after")
    def _read(self) -> FileIn:
        try:
            self._data = base64.b64decode(self.content, validate=True)
        except ValueError as error:
            raise ValueError(_("this is not base64")) from error
        return self

    def keep(self) -> None:
        """Store the bytes; storing them again costs nothing."""
        self._digest, self._size, self._data = files.keep(self._data), len(self._data), b""

    def row(self) -> Attachment:
        """The attachment, not saved yet."""
        return Attachment(name=self.name, type=self.type, size=self._size, digest=self._digest)


class PledgeIn(In):
    """What is promised in a letter."""

    what: Line = Field(min_length=1)
    kind: Kind
    due_at: TimeIn | None = Field(None, description="Null only with the precision `none`.")
    precision: Precision = "minute"
    owner: IdIn | None = Field(None, description="Who sees to it; without it, you.")
    quote: str = Field("", max_length=2000)

    def pledge(self) -> Pledge:
        """As the actions take it."""
        owner = find.colleague(self.owner, "promises") if self.owner else None
        return Pledge(self.what, self.kind, self.due_at, owner, self.precision, self.quote)


class Content(In):
    """The words, to whom, with what."""

    text: Text = ""
    html: Text = Field("", description="Is cleaned; without `text`, the text is made of it.")
    to: list[PersonIn] = Field(default=[], max_length=MOST_PEOPLE)
    cc: list[PersonIn] = Field(default=[], max_length=MOST_PEOPLE)
    bcc: list[PersonIn] = Field(default=[], max_length=MOST_PEOPLE)
    attachments: list[FileIn] = Field(default=[], max_length=MOST_FILES)
    promises: list[PledgeIn] = Field(default=[], max_length=50)

    def prepare(self) -> None:
        for file in self.attachments:
            file.keep()

    def files(self) -> list[Attachment]:
        """The attachments, stored, their rows not saved yet."""
        return [file.row() for file in self.attachments]

    def pledges(self) -> list[Pledge]:
        """What is promised; raises a Problem when an owner is nobody's id."""
        return [promise.pledge() for promise in self.promises]


class MessageIn(Content):
    """Something to say. A reply or a forward is a letter; a note stays among colleagues."""

    kind: Literal["reply", "note", "forward"]
    forward_of: IdIn | None = Field(
        None, description="Of a forward: which message of this conversation it passes on."
    )
    send_at: TimeIn | None = Field(None, description="Send it then, not at once.")
    seen: IdIn | None = Field(
        None,
        description="The last message that you have seen: a newer one of somebody else refuses with 409.",
    )

    def last_seen(self) -> int | None:
        """The number of the last message seen; raises a Problem when it cannot be one."""
        number = find.number_of(self.seen) if self.seen is not None else None
        if number == 0:
            raise invalid("seen", _("This is no message's id."))
        return number
