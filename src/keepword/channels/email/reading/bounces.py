"""Mail systems that report on a letter of ours: standard reports (RFC 3464) and the plain texts of the world.

A plain text counts as a bounce only when a machine sent it *and* it speaks of undelivered mail: customers
forward bounces and complain about them, parcels "could not be delivered" too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from keepword.channels.email.letter import Address, Bounce

from . import bounce_words as words
from .charsets import decode
from .headers import Headers
from .mime import Part

MAX_REPORT = 60_000
MAX_RECIPIENTS = 500
MAX_JUDGED = 10
"""Recipients whose diagnostics are read for the verdict: a letter of ours has one."""

_FIELD = re.compile(r"^(?:>\s*)?([A-Za-z][A-Za-z0-9-]{2,40})[ \t]*:[ \t]*(.*)$")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]=]{1,64}@[A-Za-z0-9._-]{1,255}")
_ADDRESS_IN_FRONT = re.compile(rf"^[ \t]{{0,12}}[<*-]{{0,2}} ?({_ADDRESS.pattern})", re.M)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.\w-])([45][0-5]\d)(?=[ \-:,]|$)(?!-?\d{3,})")


@dataclass(slots=True)
class _Recipient:
    """One per-recipient block of a delivery report (RFC 3464 §2.3)."""

    address: str | None = None
    action: str = ""
    status: str | None = None
    diagnostic: str | None = None


def bounce(root: Part, headers: Headers, sender: Address | None, subject: str, text: str) -> Bounce | None:
    """What the mail reports of a letter of ours, or None if it is no such report.

    `text` is the letter as plain text; it is read when there is no standard report.
    """
    report, is_report = _report(root)
    explanation = _own_words(text)
    rows = _rows(report or (explanation if "ecipient:" in explanation or "Action:" in explanation else ""))
    failed = [row for row in rows if row.action in ("failed", "delayed", "") and (row.action or row.status)]
    if rows and not failed and (report or is_report):
        return None  # delivered, relayed, expanded: nothing came back
    if not (is_report and (failed or report)) and not _looks_like(headers, sender, subject, explanation):
        return None
    return _verdict(failed, headers, subject, explanation)


def _report(root: Part) -> tuple[str, bool]:
    """The text of the delivery-status parts, and whether the mail declares itself a delivery report."""
    declared = (
        root.type == "multipart/report"
        and root.parameters.get("report-type", "delivery-status").lower() == "delivery-status"
    )
    texts = [
        decode(part.content()[:MAX_REPORT], "utf-8")[0].replace("\r\n", "\n")
        for part in root.walk()
        if part.type in ("message/delivery-status", "message/global-delivery-status")
    ]
    return "\n\n".join(texts), declared or (bool(texts) and root.type.startswith("multipart/"))


def _rows(report: str) -> list[_Recipient]:
    """The per-recipient blocks; a new recipient or a blank line begins a new one."""
    rows: list[_Recipient] = []
    row = _Recipient()
    last = ""
    for line in report[:MAX_REPORT].split("\n"):
        if line[:1] in " \t" and line.strip():
            if last == "diagnostic-code" and row.diagnostic is not None:
                row.diagnostic += " " + line.strip()
            continue
        field = _FIELD.match(line)
        if not field:
            last = ""
            if not line.strip() and (row.action or row.status or row.address):
                rows.append(row)
                row = _Recipient()
            if len(rows) >= MAX_RECIPIENTS:
                break
            continue
        last, value = field[1].lower(), field[2].strip()
        _fill(row, last, value)
    return [*rows, row] if row.action or row.status or row.address else rows


def _fill(row: _Recipient, name: str, value: str) -> None:
    if name in ("final-recipient", "original-recipient"):
        found = _ADDRESS.search(value)
        bare = value.rpartition(";")[2].strip().strip("<>")
        if name == "final-recipient" or row.address is None:
            row.address = found[0] if found else (bare or row.address)
    elif name == "action":
        row.action = value.split("(")[0].strip().lower().split(" ")[0]
    elif name == "status":
        status = _STATUS.search(value)
        row.status = status[1] if status else row.status
    elif name == "diagnostic-code":
        row.diagnostic = value


_ROBOT = re.compile(
    r"mailer[-_. ]?daemon|poo?st[-_]?master|mail[-_. ]?deliver|maildelivery|mail\.delivery|mdaemon"
    r"|daemon@|mail[- ]?system|microsoftexchange|bounce",
    re.I,
)
_NOBODY = re.compile(r"no[-_.]?repl|do[-_.]?not[-_.]?reply|sysadmin|administrator|^root@", re.I)


def _looks_like(headers: Headers, sender: Address | None, subject: str, explanation: str) -> bool:
    """Whether a machine speaks of undelivered mail."""
    who = f"{sender.name} <{sender.address}>" if sender else (headers.raw("from") or "")
    path = (headers.raw("return-path") or "").strip()
    robot = _ROBOT.search(who) is not None or headers.has("x-failed-recipients")
    null = "mailer-daemon" in path.lower() or (path in ("<>", "") and headers.has("return-path"))
    if not (robot or null or who.strip() in ("", "<>") or _NOBODY.search(who)):
        return False
    opening = " ".join(explanation[:3_000].split())
    in_subject = words.SUBJECT.search(subject) is not None
    in_text = words.TEXT.search(opening) is not None
    if robot:
        return in_subject or in_text or headers.has("x-failed-recipients")
    return in_text and ((null and in_subject) or _ADDRESS.search(opening) is not None)


def _own_words(text: str) -> str:
    """The reporting system's own words, without the letter of ours that it encloses."""
    text = text[:MAX_REPORT]
    end = words.ENCLOSED.search(text, 60)
    return text[: end.start()] if end else text


def _verdict(rows: list[_Recipient], headers: Headers, subject: str, explanation: str) -> Bounce:
    first = rows[0] if rows else _Recipient()
    recipient = first.address or _named_recipient(headers, explanation)
    said = [row.diagnostic for row in rows if row.diagnostic]
    status = _enhanced(first, explanation)
    reason = said[0] if said else _sentence(explanation)
    if rows:
        permanent = any(
            _is_permanent(row.status, row.diagnostic or "", explanation, row.action)
            for row in rows[:MAX_JUDGED]
        )
    else:
        delayed = "delayed" if words.DELAYED.search(f"{subject}\n{explanation[:600]}") else ""
        permanent = _is_permanent(status, explanation, subject, delayed)
    reason = " ".join(reason.split())[:500] if reason else None
    return Bounce(recipient, status, reason or None, permanent)


def _enhanced(row: _Recipient, explanation: str) -> str | None:
    """The enhanced status: the more precise of field and diagnostic; else one made of the reply code."""
    precise = _STATUS.search(row.diagnostic or "")
    if precise and (row.status is None or row.status.endswith(".0.0")):
        return precise[1]
    if row.status:
        return row.status
    found = _STATUS.search(explanation)
    if found:
        return found[1]
    code = _REPLY_CODE.search(explanation)
    return f"{code[1][0]}.0.0" if code else None


_SENDER_STATUS = frozenset({"5.1.7", "5.1.8"})
_GONE_STATUS = frozenset(
    {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.4.1", "5.4.4", "5.4.310"}
)


def _is_permanent(status: str | None, said: str, explanation: str, action: str) -> bool:
    """Whether the address itself is dead: no such person or host, moved, or it takes no mail at all.

    A full mailbox, a policy or a blocked server is no fault of the address, whatever its code begins with.
    """
    precise = _STATUS.search(said)
    codes = {status, precise[1] if precise else None}
    for_now = status is not None and status[0] == "4" and not (precise and precise[1][0] == "5")
    if action == "delayed" or for_now or codes & _SENDER_STATUS:
        return False
    for source in (said, explanation):
        flat = " ".join(source[:8_000].split())
        if _names_the_dead(flat):
            everything = " ".join(f"{said[:8_000]} {explanation[:8_000]}".split())
            return not words.NOT_AT_RECIPIENT.search(everything)
        if words.OTHER_FAULT.search(flat):
            return False
        if codes & _GONE_STATUS or words.REFUSED.search(flat):
            return bool(codes & _GONE_STATUS)
    return False


def _names_the_dead(said: str) -> bool:
    """Whether some sentence says that the recipient or the host is not there, and means just that."""
    for match in words.DEAD.finditer(said):
        around = said[max(match.start() - 40, 0) : match.end() + 40]
        if not words.NOT_THE_ADDRESS.search(around):
            return True
    return False


def _named_recipient(headers: Headers, explanation: str) -> str | None:
    """Whom a plain report is about: an address in front of a line before any other, and never ours."""
    failed = _ADDRESS.search(headers.raw("x-failed-recipients") or "")
    if failed:
        return failed[0]
    ours = (headers.raw("to") or "").lower()
    for pattern in (_ADDRESS_IN_FRONT, _ADDRESS):
        for found in islice(pattern.finditer(explanation), 20):
            address = found[found.lastindex or 0].rstrip(".")
            if address.lower() not in ours:
                return address
    return None


def _sentence(explanation: str) -> str | None:
    """The line of a plain report that says why: one with a reply code, else its first words."""
    lines = [line.strip() for line in explanation[:8_000].split("\n")]
    for number, line in enumerate(lines):
        if _REPLY_CODE.search(line) or _STATUS.search(line):
            return f"{line} {lines[number + 1]}" if line.endswith(":") and number + 1 < len(lines) else line
    for line in lines:
        if words.DEAD.search(line) or words.OTHER_FAULT.search(line):
            return line
    return next((line for line in lines if any(char.isalpha() for char in line)), None)
