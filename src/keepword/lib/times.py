"""How times are said to people, in the six languages: short in lists, exact where somebody looks closely.

Names and the order of a date come from CLDR (Babel's data); the few words around them are our own.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

Shape = Literal["day", "short", "with year", "full"]

_LOCALES = {"en": "en_GB", "hr": "hr", "sv": "sv", "tr": "tr", "sr": "sr_Latn", "ru": "ru"}
_SKELETONS = {"day": "MMMd", "short": "MMMEd", "with year": "yMMMEd"}


@dataclass(frozen=True)
class Words:
    """What CLDR has no short word for; `{}` stands for a number."""

    now: str
    ahead: str
    ago: str
    yesterday: str
    today: str
    tomorrow: str
    minutes: str
    hours: str
    days: str


_WORDS = {
    "en": Words("now", "in {} min", "{} min ago", "yesterday", "today", "tomorrow", "min", "h", "d"),
    "hr": Words("sada", "za {} min", "prije {} min", "jučer", "danas", "sutra", "min", "h", "d"),
    "sv": Words("nu", "om {} min", "för {} min sedan", "i går", "i dag", "i morgon", "min", "tim", "d"),
    "tr": Words("şimdi", "{} dk sonra", "{} dk önce", "dün", "bugün", "yarın", "dk", "sa", "gün"),
    "sr": Words("sada", "za {} min", "pre {} min", "juče", "danas", "sutra", "min", "h", "d"),
    "ru": Words("сейчас", "через {} мин", "{} мин назад", "вчера", "сегодня", "завтра", "мин", "ч", "дн"),
}


def said(at: datetime, now: datetime, zone: str, language: str) -> str:
    """A moment as one says it: 'in 12 min', 'yesterday 16:20', 'Thu 26 Nov 15:00', the year where it differs.

    Both are aware; `zone` is the reader's (IANA). The last second of a local day stands for the day, as
    in due times without a clock time, so it has none: 'tomorrow'. Unknown languages get English.
    """
    words = _words(language)
    minutes = round((at - now).total_seconds() / 60)
    if -60 < minutes < 60:
        return _minutes_away(minutes, words)
    place = ZoneInfo(zone)
    local, today = at.astimezone(place), now.astimezone(place).date()
    day = _day(local.date(), today, words, language)
    return day if _is_end_of_day(local) else f"{day} {local:%H:%M}"


def exact(at: datetime, zone: str, language: str) -> str:
    """All of it: 'Thursday 26 November 2026 15:00 CET', in the zone (IANA) and language of the reader."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_date(local.date(), 'full', language)} {local:%H:%M %Z}"


def day(at: date, language: str) -> str:
    """A day alone, without weekday and year: '2 Mar', in Croatian '2. ožu'."""
    return _date(at, "day", language)


def lasted(delta: timedelta, language: str) -> str:
    """A length of time, rounded down: '12 min', '3 h 48', '2 d 5 h', from a week on only days."""
    if delta < timedelta(0):
        return f"−{lasted(-delta, language)}"
    words = _words(language)
    minutes = delta // timedelta(minutes=1)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        rest = f" {hours} {words.hours}" if hours and days < 7 else ""
        return f"{days} {words.days}{rest}"
    if hours:
        rest = f" {minutes % 60:02}" if minutes % 60 else ""
        return f"{hours} {words.hours}{rest}"
    return f"{minutes} {words.minutes}"


def _words(language: str) -> Words:
    return _WORDS.get(language) or _WORDS["en"]


def _minutes_away(minutes: int, words: Words) -> str:
    if minutes == 0:
        return words.now
    return words.ahead.format(minutes) if minutes > 0 else words.ago.format(-minutes)


def _day(day: date, today: date, words: Words, language: str) -> str:
    near = {-1: words.yesterday, 0: words.today, 1: words.tomorrow}
    name = near.get((day - today).days)
    return name or _date(day, "short" if day.year == today.year else "with year", language)


def _is_end_of_day(local: datetime) -> bool:
    return (local.hour, local.minute, local.second) == (23, 59, 59)


@lru_cache(maxsize=4096)
def _date(day: date, shape: Shape, language: str) -> str:
    from babel.dates import format_date  # lazily: 10 MB that a process without pages does without

    locale = _locale(language)
    # Lists have no room for commas, and a full date reads as well without them.
    pattern = _pattern(shape, locale).replace(",", "")
    return format_date(day, pattern, locale=locale)


def _pattern(shape: Shape, locale: "Locale") -> str:
    if shape == "full":
        return str(locale.date_formats["full"].pattern)
    return str(locale.datetime_skeletons[_SKELETONS[shape]].pattern)


@lru_cache(maxsize=len(_LOCALES) + 1)
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_LOCALES.get(language, _LOCALES["en"]))


def warm(languages: tuple[str, ...] = tuple(_LOCALES)) -> None:
    """Load the names of these languages, so that no reader waits for them."""
    for language in languages:
        exact(datetime(2026, 1, 1, tzinfo=UTC), "UTC", language)
