"""What the writer wrote this time: a mail's text without what it quotes and without the signature.

One pass over the first lines of the text. Three shapes of quotations are known: lines that begin with `>`
(with the words above them that say who wrote), a block of header lines (`From: … Sent: …`) or a separator
with everything below it, and an attribution whose quotation is not marked at all. Nothing that could be an
answer between quoted lines is dropped. The work is bounded by the number of lines looked at, never by
what is in them.
"""

from __future__ import annotations

import re

from . import quote_words as words
from .signatures import without_signature

MAX_LINES = 3_000
"""Lines that are looked at; no person writes more, and what is below them stays as it is."""
MAX_LINE = 1_000
MAX_ATTRIBUTION = 4
"""Lines over which a mail program may break its `On … wrote:`."""

_RULE = re.compile(r"[-_=*~—–]{5,200}")
_QUOTED = re.compile(r"[ \t]{0,3}>")
_GAPS = re.compile(r"\n{3,}")


def reply_text(text: str) -> str:
    """`text` without quotations and signature; the whole of it if it only passes something on.

    Linear in the length of `text`; blank lines at both ends are removed.
    """
    lines = text.split("\n", MAX_LINES)
    rest = lines.pop() if len(lines) > MAX_LINES else ""
    kept = _without_quotes(lines)
    kept = without_signature(kept)
    own = _GAPS.sub("\n\n", "\n".join(kept)).strip() if len(kept) < len(lines) else "\n".join(kept).strip()
    if not own:
        return "" if _only_answers(lines) else text.strip()
    return own if _was_cut(lines, kept) or not rest else f"{own}\n{rest}".strip()


def _was_cut(lines: list[str], kept: list[str]) -> bool:
    return len(kept) < len(lines)


def _only_answers(lines: list[str]) -> bool:
    """Whether a mail without own words is an empty answer (a marked quotation), not something passed on."""
    return any(_QUOTED.match(line) for line in lines) or all(not line.strip() for line in lines)


def _without_quotes(lines: list[str]) -> list[str]:
    """The lines that the writer wrote, in their order."""
    quoted = [bool(line) and line.lstrip(" \t")[:1] == ">" for line in lines]
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if quoted[number]:
            number = _after_quote(lines, quoted, number)
            continue
        if line and len(line) <= MAX_LINE:
            if _cuts_everything(lines, number):
                break
            after = _attribution_end(lines, quoted, number)
            if after is not None:
                follows = _next_filled(lines, after)
                if follows < len(lines) and not quoted[follows]:
                    break  # nothing marks where this quotation ends
                number = follows
                continue
        kept.append(line)
        number += 1
    return kept


def _after_quote(lines: list[str], quoted: list[bool], number: int) -> int:
    """The first line after a marked quotation; a line broken off a long quoted one still belongs to it."""
    while number < len(lines) and quoted[number]:
        number += 1
        run = 0
        while (
            run < 2
            and number + run < len(lines)
            and not quoted[number + run]
            and lines[number + run].strip()
            and len(lines[number - 1]) > 60
        ):
            run += 1
        if run and number + run < len(lines) and quoted[number + run]:
            number += run
    return number


def _next_filled(lines: list[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _cuts_everything(lines: list[str], number: int) -> bool:
    """Whether all from this line on is somebody else's: a separator or a block of header lines."""
    line = lines[number].strip()
    if not line:
        return False
    if line[0] in "-_=~—–*<" and (match := words.SEPARATOR.fullmatch(line)) and len(match[0]) <= 120:
        return True
    if _RULE.fullmatch(line):
        below = _next_filled(lines, number + 1)
        return below < len(lines) and below - number <= 3 and _is_header_block(lines, below, ruled=True)
    if line[0] in "BbAaDdIiEeVvНнPp" and words.FORWARD_START.fullmatch(line):
        return True
    return _is_header_block(lines, number)


def _is_header_block(lines: list[str], number: int, *, ruled: bool = False) -> bool:
    """Whether header lines of a quoted mail begin here: who, to whom, and when or about what.

    The block begins with the sender or the date: that is how all programs write it. Below a ruled line two
    kinds are enough; without one a contact form (`From: … Subject: …`) must not be taken for a quotation.
    """
    first = _header_kind(lines[number])
    if first not in ("from", "when"):
        return False
    kinds = {first}
    strangers = 0
    for line in lines[number + 1 : number + 10]:
        kind = _header_kind(line) if line.strip() else ""
        kinds.add(kind)
        strangers = 0 if kind else strangers + 1
        if strangers > 1 and (strangers > 2 or not line.strip()):
            break
    kinds.discard("")
    if "from" not in kinds:
        return False
    return len(kinds) >= 2 if ruled else len(kinds) >= 3 and "whom" in kinds


def _header_kind(line: str) -> str:
    if ":" not in line[:60] and "：" not in line[:60]:
        return ""
    match = words.HEADER.match(line[:MAX_LINE])
    if not match:
        return ""
    name = match[1].strip().lower()
    short = name.split(" ")[0] if len(name) > 2 else name
    for kind, known in (
        ("from", words.FROM),
        ("when", words.WHEN),
        ("whom", words.WHOM),
        ("about", words.ABOUT),
    ):
        if name in known or (short in known and len(short) > 3) or name.replace(" ", "") in known:
            return kind
    return ""


def _attribution_end(lines: list[str], quoted: list[bool], number: int) -> int | None:
    """The line after an attribution that begins here (`On … wrote:`, in any language), or None.

    It may be broken over several lines and must end with a colon or with a verb of writing.
    """
    if not _may_begin(lines[number]):
        return None
    joined = ""
    for at in range(number, min(number + MAX_ATTRIBUTION, len(lines))):
        line = lines[at].strip()
        broken_address = quoted[at] and joined.count("<") > joined.count(">")
        if not line or len(joined) > 600 or (quoted[at] and not broken_address):
            return None
        joined = f"{joined}{'' if broken_address else ' '}{line}".strip()
        ends = line[-1] in (":", "：") or _verb_of(joined) is not None
        if ends and _is_attribution(joined, _marked_below(lines, quoted, at + 1)):
            return at + 1
        if at == number and not _may_go_on(line):
            return None
    return None


def _may_begin(line: str) -> bool:
    """A cheap look before the dear one: an attribution has a date or an address, or ends with a colon."""
    return "@" in line or line.rstrip()[-1:] in (":", "：") or _DIGIT.search(line) is not None


_DIGIT = re.compile(r"\d")


def _may_go_on(line: str) -> bool:
    """Whether an attribution that is broken over lines can begin so."""
    return (
        words.DATE.search(line) is not None
        or words.OPENING.match(line) is not None
        or words.ADDRESS.search(line) is not None
    )


def _marked_below(lines: list[str], quoted: list[bool], number: int) -> bool:
    below = _next_filled(lines[: number + 4], number)
    return below < len(lines) and quoted[below] if below < len(quoted) else False


def _verb_of(line: str) -> re.Match[str] | None:
    """The verb of writing in a possible attribution: anywhere before a colon, else at the very end."""
    body = line.rstrip(":： >")
    if line[-1] in (":", "："):
        return words.WROTE.search(body)
    verb = words.WROTE.search(body, max(len(body) - 24, 0))
    return verb if verb and verb.end() == len(body) else None


def _is_attribution(line: str, marked_below: bool) -> bool:
    """Whether the (joined) line says who wrote what follows: a verb, a date, an address, enough of them."""
    ending = line[-1] in (":", "：")
    verb = _verb_of(line)
    if not ending and not verb:
        return False
    address = words.ADDRESS.search(line) is not None
    date = words.DATE.search(line) is not None
    clock = words.CLOCK.search(line) is not None
    if marked_below:
        return ending and (verb is not None or (address and (date or line.rstrip(":").endswith(">"))))
    if verb and date:
        return address or clock or (ending and words.OPENING.match(line) is not None)
    if verb and address:
        return ending and len(line) < 200
    return ending and address and date and clock
