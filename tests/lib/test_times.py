"""Times are said as people in each language say them, in the zone of the reader."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.lib.times import day, exact, lasted, said, warm

LANGUAGES = ("en", "hr", "sv", "tr", "sr", "ru")
ZAGREB = "Europe/Zagreb"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZAGREB)).astimezone(UTC)


NOW = local("2026-11-18 10:30")


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2026-11-18 10:30:20", "now"),
        ("2026-11-18 10:42", "in 12 min"),
        ("2026-11-18 10:05", "25 min ago"),
        ("2026-11-18 14:30", "today 14:30"),
        ("2026-11-18 08:00", "today 08:00"),
        ("2026-11-17 16:20", "yesterday 16:20"),
        ("2026-11-19 09:00", "tomorrow 09:00"),
        ("2026-11-19 23:59:59", "tomorrow"),
        ("2026-11-26 15:00", "Thu 26 Nov 15:00"),
        ("2026-11-26 23:59:59", "Thu 26 Nov"),
        ("2027-01-05 23:59:59", "Tue 5 Jan 2027"),
        ("2025-11-18 10:30", "Tue 18 Nov 2025 10:30"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_said(at: str, sentence: str, language: str) -> None:
    assert said(local(at), NOW, ZAGREB, language) == sentence


@pytest.mark.parametrize(
    ("language", "soon", "before", "later"),
    [
        ("hr", "za 12 min", "jučer 16:20", "čet 26. stu 15:00"),
        ("sr", "za 12 min", "juče 16:20", "čet 26. nov 15:00"),
        ("sv", "om 12 min", "i går 16:20", "tors 26 nov. 15:00"),
        ("tr", "12 dk sonra", "dün 16:20", "26 Kas Per 15:00"),
        ("ru", "через 12 мин", "вчера 16:20", "чт 26 нояб. 15:00"),
    ],
)
def test_said_in_other_languages(language: str, soon: str, before: str, later: str) -> None:
    times = (local("2026-11-18 10:42"), local("2026-11-17 16:20"), local("2026-11-26 15:00"))
    assert tuple(said(at, NOW, ZAGREB, language) for at in times) == (soon, before, later)


def test_the_readers_zone_decides_which_day_it_is() -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert said(late, NOW, "Europe/London", "en") == "today 23:30"
    assert said(late, NOW, ZAGREB, "en") == "tomorrow 00:30"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Thursday 26 November 2026 15:00 CET"),
        ("hr", "četvrtak 26. studenoga 2026. 15:00 CET"),
        ("sr", "četvrtak 26. novembar 2026. 15:00 CET"),
        ("sv", "torsdag 26 november 2026 15:00 CET"),
        ("tr", "26 Kasım 2026 Perşembe 15:00 CET"),
    ],
)
def test_exact(language: str, sentence: str) -> None:
    assert exact(local("2026-11-26 15:00"), ZAGREB, language) == sentence


def test_exact_in_russian() -> None:
    assert exact(local("2026-11-26 15:00"), ZAGREB, "ru").replace("\u202f", " ") == (
        "четверг 26 ноября 2026 г. 15:00 CET"
    )


@pytest.mark.parametrize(
    ("delta", "sentence"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=12, seconds=50), "12 min"),
        (timedelta(hours=3, minutes=48), "3 h 48"),
        (timedelta(hours=3, minutes=5), "3 h 05"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=2, hours=5, minutes=59), "2 d 5 h"),
        (timedelta(days=30, hours=5), "30 d"),
        (-timedelta(minutes=12), "−12 min"),
    ],
)
def test_lasted(delta: timedelta, sentence: str) -> None:
    assert lasted(delta, "en") == sentence


@pytest.mark.parametrize(
    ("language", "sentence"), [("hr", "3 h 48"), ("sv", "3 tim 48"), ("tr", "3 sa 48"), ("ru", "3 ч 48")]
)
def test_lasted_in_other_languages(language: str, sentence: str) -> None:
    assert lasted(timedelta(hours=3, minutes=48), language) == sentence


moments = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(moments, moments, st.sampled_from(LANGUAGES))
def test_every_moment_can_be_said_on_one_line(at: datetime, now: datetime, language: str) -> None:
    warm((language,))
    for sentence in (
        said(at, now, ZAGREB, language),
        exact(at, ZAGREB, language),
        lasted(at - now, language),
    ):
        assert sentence == sentence.strip()
        assert sentence.isprintable() or "\u202f" in sentence


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "31 Aug"),
        ("hr", "31. kol"),
        ("sv", "31 aug."),
        ("tr", "31 Ağu"),
        ("sr", "31. avg"),
        ("ru", "31 авг."),
    ],
)
def test_a_day_alone_is_written_as_its_language_writes_it(language: str, words: str) -> None:
    assert day(date(2026, 8, 31), language) == words
