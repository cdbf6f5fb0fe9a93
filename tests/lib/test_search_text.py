"""What was written is found again, whatever the accents, the case and the inflection."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keepword.lib.search_excerpt import highlight
from keepword.lib.search_text import SEARCH_LANGUAGES, body, fold, fts5_match, query, terms, tsquery, words

Finder = Callable[[str], list[int]]

LETTERS = {
    1: ("en", "The courier delivered two broken lamps to ana@example.com yesterday."),
    2: ("hr", "Narudžba je stigla oštećena, molim vrećice do rođendana."),
    3: ("sr", "Пошиљка није стигла до рођендана, молим вас проверите."),
    4: ("sv", "Beställningarna har inte kommit fram än."),
    5: ("tr", "Siparişlerimiz IŞIK mağazasına ulaşmadı."),
    6: ("ru", "Заказы пришли разбитыми, ёлочные игрушки не работают."),
    7: (None, "Die Lieferung an die Hauptstraße 12-14 fehlt."),
}


@pytest.fixture(scope="module")
def find() -> Iterator[Finder]:
    with sqlite3.connect(":memory:") as db:
        tokenizer = "tokenize='unicode61 remove_diacritics 0'"
        db.execute(f"CREATE VIRTUAL TABLE letters USING fts5(body, terms, {tokenizer})")
        for number, (language, text) in LETTERS.items():
            row = (number, body(text), terms(text, language))
            db.execute("INSERT INTO letters(rowid, body, terms) VALUES (?, ?, ?)", row)

        def ask(text: str) -> list[int]:
            sql = "SELECT rowid FROM letters WHERE letters MATCH ? ORDER BY rowid"
            return [number for (number,) in db.execute(sql, (fts5_match(text),))]

        yield ask
    db.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lamp courier", [1]),
        ("delivering", [1]),
        ("cour", [1]),  # the last word may be unfinished
        ("cour lamps", []),  # an earlier one may not
        ("ana@example.com", [1]),
        ("com.example", []),
        ('"broken lamps"', [1]),
        ('"lamps broken"', []),
        ('"broken lamps', [1]),  # a quote nobody closed
        ("narudzbe", [2]),
        ("OŠTEĆENE", [2]),
        ("rodjendana", [2, 3]),  # Latin finds Cyrillic by the stem
        ("пошиљке", [3]),
        ("bestallning", [4]),
        ("beställningen", [4]),
        ("siparişler", [5]),
        ("siparis", [5]),
        ("ışık", [5]),
        ("isik", [5]),
        ("заказ", [6]),
        ("елочных", [6]),
        ("hauptstrasse", [7]),
        ("12-14", [7]),
        ("unicorn", []),
        ("", []),
    ],
)
def test_finds(find: Finder, typed: str, found: list[int]) -> None:
    assert find(typed) == found


@given(st.text())
@example('" OR body : NEAR(')
@example("a\x00b")
@example("\ud800")
@example("'); DROP TABLE letters; --")
@example("x " * 500)
def test_nothing_a_person_types_is_a_syntax_error(find: Finder, typed: str) -> None:
    find(typed)


@given(st.text())
def test_a_tsquery_holds_only_quoted_words_and_operators(typed: str) -> None:
    for token in tsquery(typed).replace("(", " ").replace(")", " ").split():
        quoted = token.removesuffix(":*")
        is_word = len(quoted) > 2 and quoted[0] == quoted[-1] == "'" and quoted[1:-1].isalnum()
        assert is_word or token in {"&", "|", "<->"}


def test_tsquery_reads_as_meant() -> None:
    assert tsquery('"two lamps" bulb', None) == "('two' <-> 'lamps') & ('bulb':*)"
    assert tsquery("lamps", "en") == "('lamps':* | 'lamp')"
    assert tsquery(" ?! ") == ""


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("İSTANBUL ılık", "istanbul ilik"),
        ("Đurđa", "durda"),
        ("Straße", "strasse"),
        ("Ёлка и чай", "елка и чай"),
        ("e\u0301te\u0301", "ete"),
        ("и\u0306", "й"),
        ("Ångström ǅ ﬁn", "angstrom dz fin"),
        ("が ㎒", "が mhz"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == unicodedata.normalize("NFC", folded)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(body(text)) == words(text)


@given(st.text(), st.sampled_from([*SEARCH_LANGUAGES, "sr", "de", None]))
def test_terms_are_folded_words(text: str, language: str | None) -> None:
    assert terms(text, language).split() == words(terms(text, language))


def test_an_unknown_language_keeps_whole_words() -> None:
    assert terms("Zwei Lampen, bitte", "de") == "zwei lampen bitte"


def test_a_query_stays_short_however_much_is_pasted() -> None:
    assert len(query("word " * 1000).parts) <= 24


def test_no_word_is_longer_than_postgresql_takes() -> None:
    quoted = max(tsquery("ж" * 5000, "ru").split(), key=len)
    assert len(quoted.encode()) < 2046


def marked(text: str, typed: str) -> list[str]:
    return [shown for shown, is_match in highlight(text, typed) if is_match]


def test_highlight_marks_words_in_their_own_spelling() -> None:
    assert highlight("Siparişim nerede?", "siparis") == [("Siparişim", True), (" nerede?", False)]
    assert marked("He\u0301le\u0300ne called", "helene") == ["He\u0301le\u0300ne"]
    assert marked("Lamps and a lamp.", "lamps") == ["Lamps", "lamp"]
    assert marked("Честитам рођендан!", "rodjendan") == ["рођендан"]


def test_highlight_shows_where_most_words_meet() -> None:
    text = "A lamp. " + "Nothing here. " * 40 + "The courier broke the lamp on Friday. " + "More of it. " * 40
    segments = highlight(text, "courier lamp", around=40)
    assert [shown for shown, is_match in segments if is_match] == ["courier", "lamp"]
    assert segments[0] == segments[-1] == ("…", False)
    assert len("".join(shown for shown, _ in segments)) <= 3 * 40 + 2


def test_highlight_without_a_match_shows_the_beginning() -> None:
    assert highlight("Good  morning\nBo", "unicorn") == [("Good morning Bo", False)]
    assert highlight("", "unicorn") == []


@given(st.text(), st.text())
def test_an_excerpt_is_made_of_the_text(text: str, typed: str) -> None:
    shown = "".join(part for part, _ in highlight(text, typed)).strip("…")
    assert shown in " ".join(text.split())
