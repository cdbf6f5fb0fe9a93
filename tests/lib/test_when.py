"""A due time is understood as the person who typed it meant it, or not at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keepword.lib.when import parse_due

LANGUAGES = ("en", "hr", "sv", "tr", "sr", "ru")
ZAGREB = "Europe/Zagreb"


def local(text: str, zone: str = ZAGREB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


NOW = local("2026-11-18 10:30")  # a Wednesday

ENGLISH = [
    ("fri 15:00", "2026-11-20 15:00", "minute"),
    ("Friday at 3pm", "2026-11-20 15:00", "minute"),
    ("2h", "2026-11-18 12:30", "minute"),
    ("in 2 hours", "2026-11-18 12:30", "minute"),
    ("within an hour", "2026-11-18 11:30", "minute"),
    ("half an hour", "2026-11-18 11:00", "minute"),
    ("30m", "2026-11-18 11:00", "minute"),
    ("90 min", "2026-11-18 12:00", "minute"),
    ("1h 30m", "2026-11-18 12:00", "minute"),
    ("1.5h", "2026-11-18 12:00", "minute"),
    ("48h", "2026-11-20 10:30", "minute"),
    ("3d", "2026-11-21 23:59:59", "day"),
    ("2-3 days", "2026-11-21 23:59:59", "day"),
    ("in 3 days at 9:00", "2026-11-21 09:00", "minute"),
    ("3 working days", "2026-11-23 23:59:59", "day"),
    ("1 month", "2026-12-18 23:59:59", "day"),
    ("today", "2026-11-18 23:59:59", "day"),
    ("tomorrow", "2026-11-19 23:59:59", "day"),
    ("tomorrow 9", "2026-11-19 09:00", "minute"),
    ("tomorrow morning", "2026-11-19 12:00", "day"),
    ("tomorrow 8 in the evening", "2026-11-19 20:00", "minute"),
    ("day after tomorrow", "2026-11-20 23:59:59", "day"),
    ("by Friday", "2026-11-20 23:59:59", "day"),
    ("wed", "2026-11-18 23:59:59", "day"),  # before 17:00 it is still today
    ("wed 9:00", "2026-11-25 09:00", "minute"),
    ("next thursday", "2026-11-26 23:59:59", "day"),
    ("this week", "2026-11-22 23:59:59", "week"),
    ("next week", "2026-11-29 23:59:59", "week"),
    ("early next week", "2026-11-29 23:59:59", "week"),
    ("week 50", "2026-12-13 23:59:59", "week"),
    ("week 2", "2027-01-17 23:59:59", "week"),
    ("end of week", "2026-11-20 23:59:59", "day"),
    ("eow", "2026-11-20 23:59:59", "day"),
    ("end of next week", "2026-11-27 23:59:59", "day"),
    ("this weekend", "2026-11-22 23:59:59", "day"),
    ("end of the month", "2026-11-30 23:59:59", "day"),
    ("end of February", "2027-02-28 23:59:59", "day"),
    ("eoy", "2026-12-31 23:59:59", "day"),
    ("24.12.", "2026-12-24 23:59:59", "day"),
    ("24.12. 14:00", "2026-12-24 14:00", "minute"),
    ("24.12 14.30", "2026-12-24 14:30", "minute"),
    ("2026-12-24 14:00", "2026-12-24 14:00", "minute"),
    ("2026-12-24T14:00", "2026-12-24 14:00", "minute"),
    ("24/12", "2026-12-24 23:59:59", "day"),
    ("12/24", "2026-12-24 23:59:59", "day"),
    ("24/12/2027", "2027-12-24 23:59:59", "day"),
    ("dec 24", "2026-12-24 23:59:59", "day"),
    ("24th of December, 2pm", "2026-12-24 14:00", "minute"),
    ("1.2.", "2027-02-01 23:59:59", "day"),
    ("29 feb", "2028-02-29 23:59:59", "day"),
    ("15:00", "2026-11-18 15:00", "minute"),
    ("9:00", "2026-11-19 09:00", "minute"),  # the next such time
    ("15h", "2026-11-18 15:00", "minute"),
    ("9-12 tomorrow", "2026-11-19 12:00", "minute"),
    ("24:00", "2026-11-19 00:00", "minute"),
    ("eod", "2026-11-18 23:59:59", "day"),
    ("noon", "2026-11-18 12:00", "minute"),
    ("this afternoon", "2026-11-18 18:00", "day"),
]

OTHERS = [
    ("hr", "sutra", "2026-11-19 23:59:59"),
    ("hr", "petak 15:00", "2026-11-20 15:00"),
    ("hr", "pet 15h", "2026-11-20 15:00"),
    ("hr", "za petak u 15", "2026-11-20 15:00"),
    ("hr", "pet dana", "2026-11-23 23:59:59"),
    ("hr", "za 2 sata", "2026-11-18 12:30"),
    ("hr", "za sat vremena", "2026-11-18 11:30"),
    ("hr", "za pola sata", "2026-11-18 11:00"),
    ("hr", "u četvrtak", "2026-11-19 23:59:59"),
    ("hr", "cetvrtak", "2026-11-19 23:59:59"),
    ("hr", "do 17 sati", "2026-11-18 17:00"),
    ("hr", "za 2 dana u 15h", "2026-11-20 15:00"),
    ("hr", "sljedeću srijedu", "2026-11-25 23:59:59"),
    ("hr", "do kraja tjedna", "2026-11-20 23:59:59"),
    ("hr", "24. prosinca u 14 h", "2026-12-24 14:00"),
    ("hr", "u roku od 3 radna dana", "2026-11-23 23:59:59"),
    ("hr", "sutra poslije podne", "2026-11-19 18:00"),
    ("sr", "у петак у 15 сати", "2026-11-20 15:00"),
    ("sr", "sledeće nedelje", "2026-11-29 23:59:59"),
    ("sr", "u nedelju", "2026-11-22 23:59:59"),
    ("sr", "prekosutra", "2026-11-20 23:59:59"),
    ("sv", "imorgon", "2026-11-19 23:59:59"),
    ("sv", "i morgon kl 9", "2026-11-19 09:00"),
    ("sv", "fre kl 15", "2026-11-20 15:00"),
    ("sv", "om 2 timmar", "2026-11-18 12:30"),
    ("sv", "om en timme", "2026-11-18 11:30"),
    ("sv", "på lördag", "2026-11-21 23:59:59"),
    ("sv", "nästa vecka", "2026-11-29 23:59:59"),
    ("sv", "senast den 24 december", "2026-12-24 23:59:59"),
    ("sv", "kl 10.12", "2026-11-19 10:12"),
    ("sv", "v 50", "2026-12-13 23:59:59"),
    ("tr", "yarın", "2026-11-19 23:59:59"),
    ("tr", "cuma 15:00", "2026-11-20 15:00"),
    ("tr", "Cuma günü saat 15'te", "2026-11-20 15:00"),
    ("tr", "2 saat sonra", "2026-11-18 12:30"),
    ("tr", "yarım saat", "2026-11-18 11:00"),
    ("tr", "on gün içinde", "2026-11-28 23:59:59"),
    ("tr", "cumaya kadar", "2026-11-20 23:59:59"),
    ("tr", "haftaya salı", "2026-11-24 23:59:59"),
    ("tr", "hafta sonu", "2026-11-22 23:59:59"),
    ("tr", "24 Aralık'ta", "2026-12-24 23:59:59"),
    ("ru", "завтра", "2026-11-19 23:59:59"),
    ("ru", "пт 15:00", "2026-11-20 15:00"),
    ("ru", "через 2 часа", "2026-11-18 12:30"),
    ("ru", "через час", "2026-11-18 11:30"),
    ("ru", "через полчаса", "2026-11-18 11:00"),
    ("ru", "к пятнице", "2026-11-20 23:59:59"),
    ("ru", "в следующий четверг", "2026-11-26 23:59:59"),
    ("ru", "до конца недели", "2026-11-20 23:59:59"),
    ("ru", "завтра в 9 утра", "2026-11-19 09:00"),
    ("ru", "24 декабря в 14 часов", "2026-12-24 14:00"),
    ("ru", "в течение 3 рабочих дней", "2026-11-23 23:59:59"),
]


@pytest.mark.parametrize(("text", "at", "precision"), ENGLISH)
@pytest.mark.parametrize("language", ["en", "de"])
def test_english(text: str, at: str, precision: str, language: str) -> None:
    due = parse_due(text, NOW, ZAGREB, language)
    assert due is not None
    assert (due.at, due.precision) == (local(at), precision)


@pytest.mark.parametrize(("language", "text", "at"), OTHERS)
def test_in_the_writers_language(language: str, text: str, at: str) -> None:
    due = parse_due(text, NOW, ZAGREB, language)
    assert due is not None
    assert due.at == local(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_is_always_understood(language: str) -> None:
    due = parse_due("next friday 15:00", NOW, ZAGREB, language)
    assert due is not None
    assert due.at == local("2026-11-27 15:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "asap",
        "15",
        "fri sat",
        "9:00 10:00",
        "25:00",
        "12:75",
        "31.2.",
        "tomorrow monday",
        "week 60",
        "today 9:00",
        "9999999h",
        "99 years",
        "2 of",
        "next",
        "in",
        "fri fri",
        "3pm pm",
        "1.5 days",
        "half",
        "fri 24.12.",
    ],
)
def test_what_is_not_understood_is_none(text: str) -> None:
    assert parse_due(text, NOW, ZAGREB) is None


def test_friday_said_late_on_a_friday_is_the_next_one() -> None:
    due = parse_due("fri", local("2026-11-20 17:05"), ZAGREB)
    assert due is not None
    assert due.at == local("2026-11-27 23:59:59")


def test_the_end_of_the_week_said_on_a_saturday_is_its_sunday() -> None:
    due = parse_due("end of week", local("2026-11-21 10:00"), ZAGREB)
    assert due is not None
    assert due.at == local("2026-11-22 23:59:59")


def test_working_days_count_from_a_weekend_as_from_its_friday() -> None:
    due = parse_due("5 business days", local("2026-11-21 10:00"), ZAGREB)
    assert due is not None
    assert due.at == local("2026-11-27 23:59:59")


def test_hours_are_elapsed_time_and_days_are_calendar_days_across_a_clock_change() -> None:
    saturday = local("2026-03-28 11:05")
    hours, day = parse_due("24h", saturday, ZAGREB), parse_due("tomorrow 11:05", saturday, ZAGREB)
    assert hours is not None
    assert day is not None
    assert hours.understood == "2026-03-29 12:05"
    assert day.at - saturday == timedelta(hours=23)


def test_a_skipped_wall_time_is_said_as_what_it_becomes() -> None:
    due = parse_due("tomorrow 2:30", local("2026-03-28 11:05"), ZAGREB)
    assert due is not None
    assert due.understood == "2026-03-29 03:30"


@pytest.mark.parametrize(
    ("text", "understood"),
    [("fri 15:00", "2026-11-20 15:00"), ("tomorrow", "2026-11-19"), ("next week", "2026-W48")],
)
def test_says_what_it_understood(text: str, understood: str) -> None:
    due = parse_due(text, NOW, ZAGREB)
    assert due is not None
    assert due.understood == understood


moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from([ZAGREB, "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "UTC"])
relative = st.sampled_from([text for text, _, _ in ENGLISH if "20" not in text])
words = st.sampled_from(
    [
        "fri",
        "next",
        "week",
        "24.12.",
        "2",
        "h",
        "at",
        "15:00",
        "sutra",
        "of",
        "end",
        "dec",
        "pm",
        "noon",
        "2026",
        "in",
        "day",
        "eom",
        "a",
        "-",
        "24/12",
        "5.5",
        "tomorrow",
        "this",
        "month",
        "weekend",
        "9",
        "'te",
        "через",
        "час",
    ]
)


@given(relative, moments, zones)
def test_what_is_said_relative_to_now_is_never_past(text: str, now: datetime, zone: str) -> None:
    due = parse_due(text, now, zone)
    assert due is None or due.at >= now.replace(microsecond=0)


@given(
    st.text() | st.lists(words).map(" ".join) | st.lists(words).map("".join),
    moments,
    st.sampled_from(LANGUAGES),
)
@example("2026-02-31", NOW, "en")
@example("0001-01-01", NOW, "en")
@example("9999-12-31 24:00", NOW, "en")
@example("٣h", NOW, "en")
def test_any_text_is_due_or_none(text: str, now: datetime, language: str) -> None:
    due = parse_due(text, now, ZAGREB, language)
    assert due is None or due.at.tzinfo is UTC


@given(moments, zones, relative)
def test_what_was_understood_means_the_same_again(now: datetime, zone: str, text: str) -> None:
    due = parse_due(text, now, zone)
    if due is not None and due.precision == "minute":
        again = parse_due(due.understood, now, zone)
        assert again is not None
        assert timedelta(0) <= due.at - again.at < timedelta(minutes=1) or _is_repeated(due.at, zone)


def _is_repeated(at: datetime, zone: str) -> bool:
    shown = at.astimezone(ZoneInfo(zone))
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
