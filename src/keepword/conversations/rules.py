"""Pure decisions about conversations."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|sv|ynt|yan|odg|odgovor|отв|ответ|ang|antw|rif|fw|fwd|wg|vb|vs|ilt|pr|прсл|пересл)\s*(?:\[\d+\])?\s*:\s*)+",
    re.IGNORECASE,
)


def plain_subject(subject: str) -> str:
    """The subject without the 'Re:' and 'Fwd:' of many languages in front."""
    return _PREFIX.sub("", subject).strip()[:500]


def reply_subject(subject: str) -> str:
    """The subject of an answer: one 'Re:' in front (RFC 5322 §3.6.5)."""
    return f"Re: {plain_subject(subject)}" if subject else "Re:"


def forward_subject(subject: str) -> str:
    """The subject of a letter passed on."""
    return f"Fwd: {plain_subject(subject)}"


def preview(text: str) -> str:
    """The first words of a message, on one line."""
    return " ".join(text[:600].split())[:160]
