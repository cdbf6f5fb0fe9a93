"""Header fields: cutting them out of the bytes, decoding encoded words and parameters.

RFC 5322 §2.2 (fields and folding), RFC 2047 (encoded words), RFC 2045 §5.1 and RFC 2231 (parameters), each
read with the mercy that real mails need. All patterns are linear.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from .charsets import decode, decode_plain

MAX_BLOCK = 1_000_000
"""Bytes of one header block that are read; what is beyond is not a header that a person wrote."""
MAX_FIELDS = 2_000
MAX_VALUE = 100_000

_END = re.compile(rb"\n\r?\n|\r\r(?!\n)")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_WORD = re.compile(r"=\?([^?\s]{1,75})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,4})\?=")
_GAP = re.compile(r"\s+")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.S)
_ESCAPED = re.compile(r"\\(.)", re.S)


class Headers:
    """The fields of one header block, in order; names are matched without case."""

    __slots__ = ("fallback", "fields", "odd")

    def __init__(self, fields: list[tuple[bytes, bytes]], odd: set[str]) -> None:
        self.fields = fields
        self.odd = odd
        self.fallback: str | None = None

    def raw(self, name: str) -> str | None:
        """The first value of that name, unfolded, 8-bit bytes decoded, encoded words left; None if absent."""
        return next(self.raw_all(name), None)

    def raw_all(self, name: str) -> Iterator[str]:
        """All values of that name, as `raw` gives them, in their order in the mail (the topmost first)."""
        wanted = name.lower().encode()
        for key, value in self.fields:
            if key == wanted:
                yield decode_plain(value, self.fallback).strip()

    def text(self, name: str) -> str | None:
        """The first value of that name as a person reads it."""
        value = self.raw(name)
        return None if value is None else words(value, self.fallback)

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        wanted = name.lower().encode()
        return any(key == wanted for key, _ in self.fields)


def cut(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The header block that begins at `start` (and ends before `end`), and where the body begins."""
    if raw.startswith((b"\n", b"\r\n"), start):
        return Headers([], set()), min(end, start + (1 if raw[start : start + 1] == b"\n" else 2))
    limit = min(end, start + MAX_BLOCK)
    match = _END.search(raw, start, limit)
    block_end, body = (match.start(), match.end()) if match else (limit, limit)
    odd = set() if match or limit == end else {"header-truncated"}
    fields, stopped = _fields(raw[start:block_end], odd)
    return Headers(fields, odd), body if stopped is None else start + stopped


def _fields(block: bytes, odd: set[str]) -> tuple[list[tuple[bytes, bytes]], int | None]:
    """The fields of a block, and the offset of a line that belongs to the body already, if there is one."""
    found: list[tuple[bytes, list[bytes]]] = []
    lines = block.splitlines(keepends=True)
    offset = 0
    for number, line in enumerate(lines):
        if line[:1] in b" \t" and found:
            found[-1][1].append(line.rstrip(b"\r\n"))
        elif match := _FIELD.match(line):
            found.append((match[1].lower(), [line[match.end() :].rstrip(b"\r\n")]))
        elif not (number == 0 and line.startswith((b"From ", b">From "))):
            odd.add("header-malformed")
            if line.startswith(b"--") or not _more(lines, number + 1):
                return _joined(found), offset
        if len(found) >= MAX_FIELDS:
            odd.add("header-truncated")
            break
        offset += len(line)
    return _joined(found), None


def _more(lines: list[bytes], number: int) -> bool:
    """Whether the line after a broken one is a field again: then the broken one was an accident."""
    return number < len(lines) and _FIELD.match(lines[number]) is not None


def _joined(found: list[tuple[bytes, list[bytes]]]) -> list[tuple[bytes, bytes]]:
    return [(key, b"".join(values)[:MAX_VALUE]) for key, values in found]


def words(value: str, fallback: str | None = None) -> str:
    """`value` with its encoded words decoded (RFC 2047), and without stray control characters.

    Neighbouring words of one charset are joined as bytes first: many programs cut a character in two.
    """
    if "=?" not in value:
        return _calm(value)
    pieces: list[str] = []
    pending, charset, place = b"", "", 0
    for match in _WORD.finditer(value):
        between = value[place : match.start()]
        data = _word_bytes(match[2], match[3])
        if pending and match[1].lower() == charset and not between.strip():
            pending += data
        else:
            pieces.append(decode(pending, charset, fallback)[0])
            if between.strip() or not place:
                pieces.append(between)
            pending, charset = data, match[1].lower()
        place = match.end()
    pieces.append(decode(pending, charset, fallback)[0])
    pieces.append(value[place:])
    return _calm("".join(pieces))


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "bB":
        return base64_bytes(text.encode("ascii", "ignore"))
    return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)


def base64_bytes(data: bytes) -> bytes:
    """The bytes that base64 text stands for; noise, missing padding and a cut end are forgiven."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    kept = data.translate(None, _NOT_BASE64)
    kept = kept[: len(kept) // 4 * 4 + (len(kept) % 4 if len(kept) % 4 != 1 else 0)]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(sorted(set(range(256)) - set(_BASE64)))
_CONTROLS = dict.fromkeys((*range(32), 127), " ") | {0: None, 13: None, 0x2028: " ", 0x2029: " "}


def _calm(value: str) -> str:
    return value if value.isprintable() else value.translate(_CONTROLS)


def parameters(value: str, fallback: str | None = None) -> tuple[str, dict[str, str]]:
    """A structured field such as Content-Type: its lower-case main value and its parameters, decoded.

    Continued and charset-labelled parameters are put together (RFC 2231 §3, §4); encoded words in a
    parameter are against RFC 2047 §5 and common, so they are decoded too.
    """
    main = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    parts: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        name, text = match[1].lower(), match[2].strip()
        if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
            text = _ESCAPED.sub(_unescape, text[1:-1])
        else:
            text = text.strip("\"'") if text[:1] in "\"'" else text
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, text)
            continue
        number, _, extended = rest.partition("*")
        if number == "" or number.isdecimal():
            labelled = not number or rest.endswith("*") or bool(extended)
            parts.setdefault(base, {})[int(number[:6] or 0)] = (text, labelled)
    found = {name: words(text, fallback) for name, text in plain.items()}
    for name, numbered in parts.items():
        found[name] = _together(numbered, fallback)
    return main, found


def _unescape(match: re.Match[str]) -> str:
    return match[1] if match[1] in '"\\' else match[0]


def _together(numbered: dict[int, tuple[str, bool]], fallback: str | None) -> str:
    """One parameter out of its numbered pieces (RFC 2231 §4.1); the first labelled one names the charset."""
    charset: str | None = None
    data = b""
    for number in sorted(numbered):
        text, labelled = numbered[number]
        if labelled:
            if number == min(numbered) and text.count("'") >= 2:
                charset, _, text = text.split("'", 2)
            data += unquote_to_bytes(text)
        else:
            data += text.encode("utf-8", "replace")
    return words(decode(data, charset or None, fallback)[0], fallback)
