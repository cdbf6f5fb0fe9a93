"""Text made findable, alike for both databases: a `body` column of folded words, a `terms` column of stems.

Accents, case and inflection never stand between a person and a conversation: 'siparisim' finds 'Siparişimi'.
Both columns and every query go through this module, so that they always agree on what a word is.
"""

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast

SEARCH_LANGUAGES = ("en", "hr", "sv", "tr", "ru")  # one of each stemmer; sr shares the one of hr

_STEMMERS = {
    "en": "english",
    "hr": "serbian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "ru": "russian",
}
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TURKISH_CAPITALS = str.maketrans({"I": "ı", "İ": "i"})
_LONGEST_QUERY = 2000
_LONGEST_WORD = 200  # PostgreSQL refuses a query with a word of more than 2,046 bytes
_MOST_WORDS = 24  # more would not narrow a search any further, only slow it

# Letters that Unicode does not decompose, and й, which is a letter of its own and no accented и.
_LETTERS = {
    "ı": "i",
    "đ": "d",
    "ð": "d",
    "ß": "ss",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "þ": "th",
    "ς": "σ",
    "й": "й",
}
# Combining class: signs below 10 make the letter (virama, nukta, kana voicing); above are accents.
_ACCENTS_FROM = 10

Languages = str | Sequence[str] | None


def fold(text: str) -> str:
    """Lower case without accents: Turkish ı and İ become i, đ d, ß ss, ё е; Cyrillic stays Cyrillic."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def words(text: str) -> list[str]:
    """The folded words of a text in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def body(text: str) -> str:
    """The `body` column: folded words between single blanks, so that both databases split them alike."""
    return " ".join(words(text))


def terms(text: str, language: str | None) -> str:
    """The `terms` column: stems in that language (ISO 639-1), or the folded words where it has no stemmer.

    An accented word leaves the stems of both its spellings, so that a query typed without accents finds it.
    """
    if language not in _STEMMERS:
        return body(text)
    return " ".join([stem for word in _spoken_words(text, language) for stem in _stems(word, language)])


@dataclass(frozen=True)
class Part:
    """One thing that must be found: a word (with its stems), or several words in a row."""

    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    is_prefix: bool = False


@dataclass(frozen=True)
class Query:
    """What a person typed into a search box; every part must be found."""

    parts: tuple[Part, ...]

    def fts5(self) -> str:
        """A MATCH expression for an FTS5 table with the columns `body` and `terms`; empty finds nothing."""
        return " AND ".join(_fts5_part(part) for part in self.parts) or '""'

    def tsquery(self) -> str:
        """The text for PostgreSQL's `to_tsquery('simple', …)` over both columns; empty finds nothing."""
        return " & ".join(_tsquery_part(part) for part in self.parts)


def query(text: str, languages: Languages = SEARCH_LANGUAGES) -> Query:
    """Read a search box: words, "phrases in quotes", the last word as the beginning of one.

    `languages` are those the texts may be in: each adds its stem of the word. What a person would write in
    one go (an address, a number with dashes) is searched as a phrase. No input is an error.
    """
    known = _known(languages)
    pieces = list(_PIECE.finditer(text[:_LONGEST_QUERY]))
    parts: list[Part] = []
    room = _MOST_WORDS
    for index, piece in enumerate(pieces):
        is_last = index == len(pieces) - 1 and piece[1] is None
        part = _part(piece[0], known, is_prefix=is_last, is_phrase=piece[1] is not None)
        if part.words and len(part.words) <= room:
            parts.append(part)
            room -= len(part.words)
    return Query(tuple(parts))


def fts5_match(text: str, language: Languages = SEARCH_LANGUAGES) -> str:
    """What a person typed, as a safe FTS5 MATCH string (columns `body` and `terms`)."""
    return query(text, language).fts5()


def tsquery(text: str, language: Languages = SEARCH_LANGUAGES) -> str:
    """What a person typed, as a safe argument of `to_tsquery('simple', …)`."""
    return query(text, language).tsquery()


def stems_of(word: str, language: str | None) -> tuple[str, ...]:
    """The folded stems of one word as `terms` holds them; nothing for a language without stemmer."""
    if language not in _STEMMERS:
        return ()
    return tuple(stem for spoken in _spoken_words(word, language) for stem in _stems(spoken, language))


class _Folded(dict[int, str]):
    """A `str.translate` table that works out each character once."""

    def __missing__(self, code: int) -> str:
        lower = unicodedata.normalize("NFKD", chr(code).lower()).lower()
        folded = _LETTERS.get(unicodedata.normalize("NFC", lower))
        if folded is None:
            letters = (c for c in unicodedata.normalize("NFKD", lower) if not _is_accent(c))
            folded = unicodedata.normalize("NFC", "".join(_LETTERS.get(c, c) for c in letters))
        self[code] = folded
        return folded


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) >= _ACCENTS_FROM


_FOLDED = _Folded()


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


_stemming = threading.Lock()  # a snowball stemmer keeps its state in itself


@lru_cache(maxsize=8)
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer  # type: ignore[import-untyped]  # lazily: tables of 30 languages

    return cast(_Stemmer, snowballstemmer.stemmer(_STEMMERS[language]))


@lru_cache(maxsize=20_000)
def _stems(word: str, language: str) -> tuple[str, ...]:
    """Stems of the word as it is spelt and as it is spelt without accents; one if they agree."""
    folded = fold(word)
    with _stemming:
        stemmer = _stemmer(language)
        spellings = (stemmer.stemWord(word), stemmer.stemWord(folded))
    return tuple(dict.fromkeys(stem for spelling in spellings for stem in words(spelling)))


def _spoken_words(text: str, language: str) -> list[str]:
    """The lower-case words with their accents, as a stemmer needs them."""
    if language == "tr":
        text = text.translate(_TURKISH_CAPITALS)
    return _WORD.findall(unicodedata.normalize("NFC", text.lower()))


def _known(languages: Languages) -> tuple[str, ...]:
    if isinstance(languages, str):
        languages = (languages,)
    return tuple(language for language in languages or () if language in _STEMMERS)


def _part(typed: str, languages: tuple[str, ...], *, is_prefix: bool, is_phrase: bool) -> Part:
    in_a_row = tuple(word[:_LONGEST_WORD] for word in words(typed))
    if len(in_a_row) != 1:
        return Part(in_a_row, is_prefix=is_prefix)
    if is_phrase:
        return Part(in_a_row)
    stems = dict.fromkeys(
        stem for language in languages for stem in stems_of(typed[:_LONGEST_WORD], language)
    )
    return Part(in_a_row, tuple(stems), is_prefix)


def _fts5_part(part: Part) -> str:
    star = " *" if part.is_prefix else ""
    alternatives = [f'body : "{" ".join(part.words)}"{star}', *(f'terms : "{stem}"' for stem in part.stems)]
    return f"({' OR '.join(alternatives)})"


def _tsquery_part(part: Part) -> str:
    star = ":*" if part.is_prefix else ""
    phrase = " <-> ".join(f"'{word}'" for word in part.words) + star
    alternatives = [phrase, *(f"'{stem}'" for stem in part.stems)]
    return f"({' | '.join(alternatives)})"
