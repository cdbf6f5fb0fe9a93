"""Kinds of fields: ids, times, lines and texts, and what every body that comes in has in common."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer, StringConstraints
from pydantic.functional_validators import BeforeValidator
from pydantic.json_schema import WithJsonSchema


def rfc3339(at: datetime) -> str:
    """The time in UTC as RFC 3339 §5.6 writes it, with Z, to the microsecond that is stored."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


Time = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time going out."""

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")


def _said_exactly(value: Any) -> Any:
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        raise ValueError(_("write a time as RFC 3339 does, with its zone: 2026-03-09T15:00:00Z"))
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise ValueError(_("this time lies too far away")) from error


TimeIn = Annotated[
    AwareDatetime,
    BeforeValidator(_said_exactly),
    AfterValidator(_in_utc),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time coming in: RFC 3339 with its offset. Without one it is refused: nobody knows which zone is meant."""

Id = Annotated[str, PlainSerializer(str, return_type=str)]
"""An opaque name of a thing; do not reckon with it."""

IdIn = Annotated[str, StringConstraints(min_length=1, max_length=40)]
"""An id coming in. Whether it names anything is found out when it is looked up."""


def _one_line(value: str) -> str:
    """No line breaks and no other control characters: these words go into headers (CVE-2024-6923)."""
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in value):
        raise ValueError(_("line breaks and control characters are not possible here"))
    return value.strip()


Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_one_line)]
"""Words on one line, such as a subject."""
Name = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
"""A name of somebody or something."""
Text = Annotated[str, StringConstraints(max_length=1_000_000)]
"""As much text as a person could want to write."""
Short = Annotated[str, StringConstraints(max_length=300)]
"""A reason or a remark."""


def name_of(pk: object | None) -> str | None:
    """The id of a row as it goes out; None stays None."""
    return None if pk is None else str(pk)


class In(BaseModel):
    """What comes in: an unknown field is refused, so that a typo is not silence."""

    model_config = ConfigDict(extra="forbid")

    def prepare(self) -> None:
        """Do what is slow (storing files) before the transaction begins."""

    def said(self, field: str) -> bool:
        """Whether the field was sent at all, be it null."""
        return field in self.model_fields_set


class Asked(BaseModel):
    """Parameters of a query; the names that are not among them are refused by `auth`."""
