"""The signature under a letter: what stands below the writer's last word."""

from __future__ import annotations

from . import quote_words as words

MAX_SIGNATURE = 25
"""Lines below a bare `--` that can be a signature; the delimiter with its blank (`-- `) is beyond doubt."""
MAX_FOOTER = 12


def without_signature(lines: list[str]) -> list[str]:
    """The lines above the signature: the delimiter of RFC 3676 §4.3, a list's footer, a phone's own line."""
    lines = _filled(lines[: _delimiter(lines)])
    return _without_phone(_filled(lines[: _footer(lines)]))


def _delimiter(lines: list[str]) -> int:
    for number, line in enumerate(lines):
        if line.rstrip() == "--" and (line == "-- " or len(lines) - number <= MAX_SIGNATURE):
            return number
    return len(lines)


def _footer(lines: list[str]) -> int:
    """Where a list's footer begins: an underline near the end, with a list's words or a link below it."""
    for number in range(max(len(lines) - MAX_FOOTER, 0), len(lines)):
        bare = lines[number].strip()
        below = "\n".join(lines[number + 1 :])[:2_000] if len(bare) > 1 and not bare.strip("_") else ""
        if words.FOOTER.search(below):
            return number
    return len(lines)


def _filled(lines: list[str]) -> list[str]:
    """The lines without blank ones at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _without_phone(lines: list[str]) -> list[str]:
    while lines:
        last = lines[-1].strip(" \t\xa0*_-—–[]")
        if last and not (len(last) < 160 and words.PHONE.fullmatch(last)):
            break
        lines.pop()
    return lines
