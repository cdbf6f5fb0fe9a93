"""The tree of parts (RFC 2046 §5), found in one pass over the lines that could be boundaries.

A stack of open multiparts replaces recursion, so ten thousand nested ones cost no more than a long mail. Each
part knows where its bytes lie; nothing is copied until somebody asks for the content.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from . import headers as fields
from .headers import Headers, base64_bytes

MAX_DEPTH = 64
MAX_PARTS = 1_000

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.M)


class Part:
    """One entity of the mail: its header fields, what it says it is, and where its body lies in `raw`."""

    __slots__ = (
        "children",
        "disposition",
        "end",
        "filename",
        "headers",
        "parameters",
        "raw",
        "start",
        "type",
    )

    def __init__(self, raw: bytes, headers: Headers, start: int, end: int, default: str) -> None:
        self.raw, self.headers, self.start, self.end = raw, headers, start, end
        self.children: list[Part] = []
        declared = headers.raw("content-type")
        self.type, self.parameters = fields.parameters(declared) if declared else (default, {})
        if not _TYPE.fullmatch(self.type):
            self.type = _mended(self.type, default)
        placed = headers.raw("content-disposition")
        self.disposition, given = fields.parameters(placed) if placed else ("", {})
        self.filename = given.get("filename") or self.parameters.get("name") or given.get("name")

    @property
    def is_multipart(self) -> bool:
        """Whether this part only holds other parts."""
        return self.type.startswith("multipart/")

    @property
    def content_id(self) -> str | None:
        """The Content-ID without its angle brackets (RFC 2392 wants it so), or None."""
        value = self.headers.raw("content-id")
        return (value.strip().strip("<>").strip() or None) if value else None

    @property
    def charset(self) -> str | None:
        """The charset label, if there is one."""
        return self.parameters.get("charset") or None

    def body(self) -> bytes:
        """The bytes of the body as they stand in the mail."""
        return self.raw[self.start : self.end]

    def content(self) -> bytes:
        """The body with its transfer encoding undone (RFC 2045 §6); an unknown one leaves it as it is."""
        encoding = (
            (self.headers.raw("content-transfer-encoding") or "").strip().lower().partition(";")[0].strip()
        )
        if encoding == "base64":
            return base64_bytes(self.body())
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body())
        if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
            return _uudecoded(self.body())
        return self.body()

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the mail."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


def _mended(declared: str, default: str) -> str:
    """A type from what was declared wrongly: `text`, `application/pdf name=…`, or nothing at all."""
    first = declared.split()[0] if declared.split() else ""
    if _TYPE.fullmatch(first):
        return first
    return "text/plain" if first in ("", "text") else ("application/octet-stream" if default else first)


def _uudecoded(body: bytes) -> bytes:
    begin = _UU_BEGIN.search(body)
    out = []
    for line in body[begin.end() if begin else 0 :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders add a character too many
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(out)


def parse(raw: bytes, problems: set[str]) -> Part:
    """The root part of a mail with all parts below it; what exceeds the bounds stays one raw part."""
    start = len(raw) - len(raw.lstrip(b"\r\n")) if raw[:1] in b"\r\n" else 0
    headers, body = fields.cut(raw, start, len(raw))
    problems |= headers.odd
    root = Part(raw, headers, body, len(raw), "text/plain")
    _Growth(raw, root, problems).run()
    return root


class _Growth:
    """The tree while it grows: `stack` holds the open multiparts and boundaries, `leaf` the open part."""

    __slots__ = ("count", "leaf", "places", "problems", "raw", "stack")

    def __init__(self, raw: bytes, root: Part, problems: set[str]) -> None:
        self.raw, self.problems, self.leaf, self.count = raw, problems, root, 1
        self.stack: list[tuple[bytes, Part]] = []
        self.places: dict[bytes, int] = {}
        self._open(root)

    def run(self) -> None:
        """Go through all lines that begin with two dashes, opening and closing parts."""
        raw = self.raw
        at = raw.find(b"\n--", max(self.leaf.start - 1, 0)) if self.stack else -1
        while at >= 0 and self.stack:
            line_end = raw.find(b"\n", at + 1)
            after = len(raw) if line_end < 0 else line_end + 1
            if after - at < 1_000:
                token = raw[at + 3 : after].rstrip()
                if self._delimiter(token, at, after) and self.count >= MAX_PARTS:
                    return
                after = max(after, self.leaf.start if self.leaf.start > at else after)
            at = raw.find(b"\n--", after - 1)
        if self.stack:
            self.problems.add("boundary-unclosed")

    def _delimiter(self, token: bytes, at: int, after: int) -> bool:
        depth = self.places.get(token)
        closing = False
        if depth is None and token.endswith(b"--"):
            depth = self.places.get(token[:-2])
            closing = True
        if depth is None:
            return False
        end = at - 1 if self.raw[at - 1 : at] == b"\r" else at
        self._close(depth + 1, end)
        parent = self.stack[depth][1]
        if closing:
            self._close(depth, after)
        else:
            self._child(parent, after)
        return True

    def _close(self, depth: int, end: int) -> None:
        """End the open leaf and all multiparts from `depth` on inwards at `end`."""
        if not self.leaf.is_multipart or self.leaf.children == []:
            self.leaf.end = max(self.leaf.start, min(self.leaf.end, end))
        for boundary, part in self.stack[depth:]:
            part.end = max(part.start, min(part.end, end))
            self.places.pop(boundary, None)
        del self.stack[depth:]
        self.places = {boundary: place for place, (boundary, _) in enumerate(self.stack)}

    def _child(self, parent: Part, start: int) -> None:
        self.count += 1
        if self.count >= MAX_PARTS:
            self.problems.add("parts-too-many")
            part = Part(self.raw, Headers([], set()), start, len(self.raw), "application/octet-stream")
            parent.children.append(part)
            self.leaf = part
            return
        dashes = self.raw.find(b"\n--", start - 1)
        headers, body = fields.cut(self.raw, start, len(self.raw) if dashes < 0 else dashes + 1)
        self.problems |= headers.odd
        default = "message/rfc822" if parent.type == "multipart/digest" else "text/plain"
        part = Part(self.raw, headers, body, len(self.raw), default)
        parent.children.append(part)
        self.leaf = part
        self._open(part)

    def _open(self, part: Part) -> None:
        """Make `part` an open multipart if it is one; its boundary may come folded or badly quoted."""
        if not part.is_multipart:
            return
        boundary = part.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
        if not boundary:
            self.problems.add("boundary-missing")
        elif len(self.stack) >= MAX_DEPTH:
            self.problems.add("nested-too-deep")
            part.type = "application/octet-stream"
        else:
            self.stack.append((boundary, part))
            self.places[boundary] = len(self.stack) - 1
