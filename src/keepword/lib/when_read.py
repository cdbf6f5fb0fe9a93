"""What a person typed as a due time, read into its parts; `keepword.lib.when` makes a moment of them."""

import re
from dataclasses import dataclass, field

from keepword.lib.when_words import plain, vocabulary

UNITS = frozenset({"minute", "h", "hour", "day", "week", "month", "year", "workday"})
PARTS = frozenset({"morning", "noon", "afternoon", "evening", "eod"})

_FIGURES = frozenset({"iso", "date", "clock", "dotted", "number"})
_NUMBERED = re.compile(r"([dm+])(\d+)")
_NUMBERED_NAMES = {"d": "weekday", "m": "month", "+": "offset"}
_ENDS = {"eow": "week", "eom": "month", "eoy": "year"}
_SILENT = "-"
_LONGEST = 100
_TOKEN = re.compile(
    r"""(?P<iso>\d{4}-\d{1,2}-\d{1,2})t?
    |(?P<date>\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}\.?|\d{1,2}\s?\.\s?\d{1,2}\s?\.|\d{1,2}/\d{1,2}(?![\d/]))
    |(?P<clock>\d{1,2}:\d\d)(?::\d\d)?(?!\d)
    |(?P<decimal>\d{1,3}[.,]\d)(?=\s?(?:h|[^\W\d_]{3,})\b)
    |(?P<dotted>\d{1,2}\.\d{1,2})(?!\d)
    |(?P<number>\d{1,4})(?!\d)\.?
    |(?P<word>[^\W\d_]+)
    |(?P<skip>\s+|['’][^\W\d_]+|[,;.–-])
    """,
    re.VERBOSE,
)
_RANGE = re.compile(r"(?<![\d./:-])\d{1,2}(?::\d\d)?\s?[-–]\s?(?=\d{1,2}\b(?![-–.]))")


@dataclass(frozen=True)
class Token:
    """One piece of the text: `code` says what it is, `value` the numbers in it."""

    code: str
    value: tuple[float, ...] = ()


@dataclass
class Said:
    """The parts of a due time, as far as they were said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    clock: tuple[int, int] | None = None
    part: str | None = None
    period: str | None = None
    week_number: int | None = None
    durations: list[tuple[float, str]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def names_a_day(self) -> bool:
        return self.day is not None or self.weekday is not None or self.offset is not None


def read(text: str, language: str) -> Said | None:
    """The parts, or None if anything in the text was not understood or was said twice."""
    if len(text) > _LONGEST:
        return None
    tokens = _tokens(_RANGE.sub("", plain(text, language)), language)
    return None if not tokens else _Reader(tokens).read()


def _tokens(text: str, language: str) -> list[Token] | None:
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            return None
        position = found.end()
        if found.lastgroup == "skip":
            continue
        token = _token(found, language)
        if token is None:
            return None
        tokens.append(token)
    return _number_words(tokens)


def _token(found: re.Match[str], language: str) -> Token | None:
    kind, text = found.lastgroup or "", found[0]
    if kind == "word":
        codes, numbers = vocabulary(language)
        number = numbers.get(text)
        code = codes.get(text, "number" if number is not None else None)
        return None if code is None else Token(code, () if number is None else (number,))
    text = text.replace(",", ".") if kind == "decimal" else text
    numbers_in = [text] if kind == "decimal" else re.findall(r"\d+", text)
    return Token("number" if kind == "decimal" else kind, tuple(float(number) for number in numbers_in))


def _number_words(tokens: list[Token]) -> list[Token]:
    """Before a unit a word that may be a number is one: 'pet' is Friday, 'pet dana' are five days.

    Words that say nothing are left out.
    """
    read_as = []
    for token, following in zip(tokens, [*tokens[1:], Token("")], strict=False):
        is_number = bool(token.value) and token.code not in _FIGURES and following.code in UNITS
        if is_number:
            read_as.append(Token("number", token.value))
        elif token.code != _SILENT:
            read_as.append(token)
    return read_as


class _Reader:
    """Goes through the tokens once; a second day, clock time or part of the day is a contradiction."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.said = Said()
        codes = {token.code for token in tokens}
        self.said.flags = codes & {"at", "by", "in", "next", "this", "end", "weekend"}
        self.has_day = any(re.fullmatch(r"d\d|m\d+|\+\d|iso|date", code) for code in codes)
        self.index = 0
        self.marker = ""  # the last of 'at', 'by' and 'in'

    def read(self) -> Said | None:
        try:
            while self.index < len(self.tokens):
                token = self.tokens[self.index]
                self.index += 1
                self._take(token)
        except ValueError:
            return None
        return self.said

    def _peek(self) -> str:
        return self.tokens[self.index].code if self.index < len(self.tokens) else ""

    def _take(self, token: Token) -> None:
        code = token.code
        if code == "number":
            self._number(token.value[0])
        elif code in _FIGURES:
            self._written(code, [int(number) for number in token.value])
        elif numbered := _NUMBERED.fullmatch(code):
            self._once(_NUMBERED_NAMES[numbered[1]], int(numbered[2]))
        else:
            self._word(code)

    def _word(self, code: str) -> None:
        if code in {"at", "by", "in"}:
            self.marker = code
        elif code in PARTS:
            self._once("part", code)
        elif code in _ENDS:
            self.said.flags.add("end")
            self._once("period", _ENDS[code])
        elif code in UNITS:
            self._unit(code)
        elif code in {"am", "pm"}:
            self._half_day(code)

    def _once(self, name: str, value: object) -> None:
        if getattr(self.said, name) is not None:
            raise ValueError(f"{name} was said twice")
        setattr(self.said, name, value)

    def _clock(self, hour: int, minute: int = 0) -> None:
        if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
            raise ValueError("no time of day")
        self._once("clock", (hour, minute))

    def _written(self, kind: str, numbers: list[int]) -> None:
        """Dates and times in figures: 24.12 is a date, but 15.30 a time, and 'kl 10.12' too."""
        is_time = self.has_day or self.marker == "at" or numbers[-1] > 12
        if kind == "clock" or (kind == "dotted" and is_time):
            self._clock(*numbers)
        else:
            self._date(*(numbers if kind == "iso" else numbers[::-1]))

    def _date(self, *numbers: int) -> None:
        """Year (if there is one), month, day; a month above 12 is the day of somebody who writes 12/24."""
        *year, month, day = numbers
        if month > 12:
            month, day = day, month
        self.has_day = True
        self._once("month", month)
        self._once("day", day)
        if year:
            self._once("year", year[0])

    def _number(self, number: float) -> None:
        following = self._peek()
        if following in UNITS:
            self.index += 1
            self._count(number, following)
        elif number != int(number):
            raise ValueError("a fraction of nothing")
        elif following in {"am", "pm"}:
            self._clock(int(number))
        elif self.said.period == "week" and not self.has_day and self.said.week_number is None:
            self._once("week_number", int(number))
        elif self.said.day is None and (re.fullmatch(r"m\d+", following) or self.said.month is not None):
            self._once("day", int(number))
        elif self.said.day is not None and self.said.year is None and number >= 1000:
            self._once("year", int(number))
        elif self.has_day or self.said.flags & {"at", "by"}:
            self._clock(int(number))
        else:
            raise ValueError("a number of what?")

    def _count(self, number: float, unit: str) -> None:
        """'2 h' is a duration, 'Fri 15 h' a clock time, and so is '15 h' alone, as many write it."""
        is_alone = unit == "h" and 13 <= number <= 23
        may_be_clock = unit in {"h", "hour"} and number == int(number) and number <= 24
        is_counted = "in" in self.said.flags and self.marker not in {"at", "by"}
        if may_be_clock and (
            self.has_day or (not is_counted and (is_alone or self.said.flags & {"at", "by"}))
        ):
            self._clock(int(number))
            return
        self.said.durations.append((number, "hour" if unit == "h" else unit))

    def _unit(self, unit: str) -> None:
        """A unit without a number: 'next week', 'za sat', or Turkish 'saat 15', where it only says 'at'."""
        if unit == "hour" and self._peek() in {"number", "clock", "dotted"}:
            self.said.flags.add("at")
        elif "in" in self.said.flags and not self.said.flags & {"next", "this", "end"}:
            self.said.durations.append((1, "hour" if unit == "h" else unit))
        else:
            self._once("period", unit)

    def _half_day(self, half: str) -> None:
        if self.said.clock is None or not 1 <= self.said.clock[0] <= 12:
            raise ValueError(f"{half} of nothing")
        hour, minute = self.said.clock
        self.said.clock = (hour % 12 + (12 if half == "pm" else 0), minute)
