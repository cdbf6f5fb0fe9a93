"""Which language is this? For the six of the house; any other must come out as none of them.

A small table of letter trigrams and everyday words, made from sentences of our own on first use. Croatian,
Serbian and Bosnian in Latin script look alike to trigrams: they are one row, and tell-tale words decide.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from keepword.lib.search_text import fold

LANGUAGES = ("en", "hr", "sv", "tr", "sr", "ru")

_LOOK_AT = 600  # characters; more of the same text does not say more
_FEWEST_LETTERS = 2
_SHORT = 12  # trigrams below which a text is taken for the hinted language unless it clearly is another

# Scores are logarithms; a byte is the best resolution that this little text supports.
_FIELD_BITS = 20
_FIELD = (1 << _FIELD_BITS) - 1
_SCALE = 16.0
_SMOOTH = 0.4
_WORD_WEIGHT = 2.2

_LETTERS = re.compile(r"[^\W\d_]+")
_MACHINE_TEXT = re.compile(r"https?://\S+|(?<!\S)[^\s@]+@\S*|[#@]\w+")

# What only one of the two standards writes, in words without accents. Serbian is ekavian (e where Croatian
# has ije or je), joins its future tense (javicemo) and says 'moze da dodje' for 'moze doci'.
_CROATIAN = re.compile(
    r"""(?:(?:ni|ne|i)?tko|tjed\w+|gdje|ovdje|ondje|prije|poslije|vrijed\w+|vrijeme\w*|provjer\w+|rijes\w+|uvijek|
    ispric\w+|zahvalj\w+|obavijest\w*|uopce|svida\w*|tvrtk\w+|sijecnja|veljace|ozujka|travnja|svibnja|lipnja|srpnja|
    kolovoza|rujna|listopada|studeno(?:g|ga|m)|prosinca|ponedjelj\w+|srijed\w+|nedjelj\w+|lijep\w*|htje\w+|zelje[lt]\w*|
    mjesec\w*|mjest\w+|cijen\w+|zamije?n\w+|zamjen\w+|promije?n\w+|dvije|dijet\w+|djec\w+|posjet\w*|vidje\w+|
    (?:po|na)?sljed\w+|prosljed\w+|slijed\w*|djelatni\w+|odjel\w*|dio|dijel\w*|lije[cpk]\w+|jucer\w*|navecer|poslij\w*|tocn\w+|tocan|
    smje\w+|umjesto|takoder|bit|rjes\w+|eur\w*|kn|kun[ae]|razumije\w*|tjelesn\w+|rezervira\w+|organizira\w+)""",
    re.VERBOSE,
)
_SERBIAN = re.compile(
    r"""(?:sta|(?:ni|ne)?ko|nedelj\w+|sedmic\w+|gde|ovde|onde|pre|posle|vred\w+|vreme\w*|prover\w+|res(?:i|e)\w+|uvek|
    izvin\w+|obavest\w*|obaves(?:ti|te)\w*|uopste|januara?|februara?|marta?|aprila|juna|jula|avgusta?|septembra|oktobra|
    novembra|decembra|ponedelj\w+|sred(?:a|u|e|om)|lep[aeiou]?|hte[ol]\w*|zele[ol]\w*|mesec\w*|mest\w+|cen[aeiou]|zamen\w+|
    promen\w+|dve|det\w+|dec[aeu]|poset\w*|vide[ol]\w*|(?:na|po)?sled\w+|prosled\w+|deo|del(?:ov|im|ov)\w*|
    leka?r\w*|uver\w+|umesto|takodje|bice|bicu|juce\w*|dinar\w*|rsd|hiljad\w+|sacek\w+|obezbed\w+|porudzbin\w+|
    posiljk\w+|rezervis\w+|organizuj?\w+|saobrac\w+|posle\w*|tacn\w+|tacan|masin\w+|isporuc(?:icemo|ice)|razume\w*|nedeljom|
    \w{2,}(?:acu|icu|acemo|icemo|ecemo|aces|acete|icete|uce|ecu))""",
    re.VERBOSE,
)
_CROATIAN_PAIR = re.compile(r"\w{2,}(?:at|it|et) (?:cu|ces?|cemo|cete)")
_SERBIAN_PAIR = re.compile(
    r"(?:mog[ul]\w*|moze\w*|mora\w*|treba\w*|zeli\w*|hoc\w+|nece?\w*|cu|cete|cemo|volel\w+) da|da li"
)
_PAIRING = frozenset({"da", "li", "cu", "ces", "ce", "cemo", "cete"})
_SOUTH_SLAVIC_HINTS = {"hr": "hr", "bs": "hr", "sr": "sr", "sh": "hr"}

# Latin and Cyrillic letters beyond a to z that each language writes; many others mean that it is not it.
_STRANGE_LETTERS = {
    "en": re.compile("[^a-zéï ]"),
    "hr": re.compile("[^a-zčćšžđ ]"),
    "sv": re.compile("[^a-zåäöéü ]"),
    "tr": re.compile("[^a-zçğıöşüâîû ]"),
    "ru": re.compile("[^а-яёa-z ]"),
    "sr": re.compile("[^а-иклмнопрстћуфхцчџшђјљњa-z ]"),
}
_SERBIAN_LETTERS = re.compile("[ђјљњћџ]")
# Most mails are in a language of the house, and most of a customer's in the customer's own.
_HOUSE_PRIOR, _HINT_PRIOR = 2 * int(_SCALE), 3 * int(_SCALE)
_SHARE_OF_STRANGERS = 25
# The mean score of a trigram below which a text is in no language that we know. Cyrillic has fewer of them.
_LEAST_EVIDENCE, _LEAST_CYRILLIC_EVIDENCE = 1.5, 0.7


class _Table(NamedTuple):
    """Scores of each feature for all languages, packed into one number with a field for each language.

    Packing makes the sum over a text a single addition for each trigram.
    """

    names: tuple[str, ...]
    trigrams: Mapping[str, int]
    unseen: int
    words: Mapping[str, int]


def detect(text: str, hint: str | None = None) -> str | None:
    """ISO 639-1 code of the language of a text: en, hr, sv, tr, sr or ru; None for any other or none at all.

    `hint` is the language that the customer or the inbox is known for. It decides between Croatian and
    Serbian where the words do not, and it wins for texts too short to tell.
    """
    words = _letters(text)
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return None
    table = _table()
    line = f" {' '.join(words)} "
    row = _row(words, hint)
    scores = [
        score + (_HOUSE_PRIOR if name in LANGUAGES else 0) + (_HINT_PRIOR if name == row else 0)
        for name, score in zip(table.names, _scores(line, words, table), strict=True)
    ]
    best = max(range(len(table.names)), key=scores.__getitem__)
    if letters < _SHORT and not _is_clear(scores, best):
        return _short(words, scores, table, row, hint)
    enough = (_LEAST_CYRILLIC_EVIDENCE if _is_cyrillic(words) else _LEAST_EVIDENCE) * _SCALE * len(line)
    for index in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
        name = table.names[index]
        if name not in LANGUAGES or scores[index] < enough:
            return None
        if _could_be(name, line, letters):
            return _croatian_or_serbian(line, hint) if name == "hr" else name
    return None


def _letters(text: str) -> list[str]:
    beginning = text[: 2 * _LOOK_AT]
    if "@" in beginning or "#" in beginning or "://" in beginning:
        beginning = _MACHINE_TEXT.sub(" ", beginning)
    return _LETTERS.findall(beginning[:_LOOK_AT].replace("İ", "i").lower())


def _is_cyrillic(words: list[str]) -> bool:
    return "\u0400" <= words[len(words) // 2][0] < "\u0530"


def _could_be(language: str, line: str, letters: int) -> bool:
    """Whether the letters are those of its alphabet, but for a name or two."""
    strangers = len(_STRANGE_LETTERS[language].findall(line))
    if strangers > 1 and strangers * _SHARE_OF_STRANGERS > letters:
        return False
    return language != "sr" or letters < _SHARE_OF_STRANGERS or _SERBIAN_LETTERS.search(line) is not None


def _scores(line: str, words: list[str], table: _Table) -> list[int]:
    get, unseen = table.trigrams.get, table.unseen
    total = sum([get(line[start : start + 3], unseen) for start in range(len(line) - 2)])
    get_word = table.words.get
    total += sum([get_word(word, 0) for word in words])
    return [total >> (_FIELD_BITS * index) & _FIELD for index in range(len(table.names))]


def _is_clear(scores: list[int], best: int) -> bool:
    others = max(score for index, score in enumerate(scores) if index != best)
    return scores[best] - others > 6 * _SCALE


def _row(words: list[str], hint: str | None) -> str | None:
    """The row of the table that the hint speaks of: Serbian has one for each script."""
    if hint == "sr" and _is_cyrillic(words):
        return "sr"
    return "hr" if hint in _SOUTH_SLAVIC_HINTS else hint


def _short(words: list[str], scores: list[int], table: _Table, row: str | None, hint: str | None) -> str:
    """A few letters: the hint if it is not absurd, else the best of the house's own languages."""
    own = {name: score for name, score in zip(table.names, scores, strict=True) if name in LANGUAGES}
    best = max(own, key=own.__getitem__)
    if row is not None and row in own and own[best] - own[row] < 6 * _SCALE:
        best = row
    return _croatian_or_serbian(" ".join(words), hint) if best == "hr" else best


def _croatian_or_serbian(line: str, hint: str | None) -> str:
    """By what only one of them writes, else by the hint, else Croatian."""
    balance, before = 0, ""
    for word in fold(line).split():
        balance += _leaning(word)
        if word in _PAIRING:
            balance += _leaning_of_pair(f"{before} {word}")
        before = word
    if balance:
        return "hr" if balance > 0 else "sr"
    return _SOUTH_SLAVIC_HINTS.get(hint or "", "hr")


@lru_cache(maxsize=4096)
def _leaning(word: str) -> int:
    """1 for a word that only Croatian has, -1 for a Serbian one, 0 for what both say."""
    return bool(_CROATIAN.fullmatch(word)) - bool(_SERBIAN.fullmatch(word))


@lru_cache(maxsize=512)
def _leaning_of_pair(pair: str) -> int:
    return bool(_CROATIAN_PAIR.fullmatch(pair)) - bool(_SERBIAN_PAIR.fullmatch(pair))


@lru_cache(maxsize=1)
def _table() -> _Table:
    """Made once, in about a tenth of a second; about a megabyte."""
    from keepword.lib.language_data import house, others

    samples = house.SAMPLES | others.SAMPLES
    counts = {name: _trigram_counts(f"{sample.text} {sample.words}") for name, sample in samples.items()}
    everyday = {name: set(_spellings(sample.words).split()) for name, sample in samples.items()}
    totals = {name: sum(counter.values()) for name, counter in counts.items()}
    floor = min(_log(0, total) for total in totals.values())

    def packed(values: Iterable[float]) -> int:
        return sum(round(value * _SCALE) << (_FIELD_BITS * index) for index, value in enumerate(values))

    trigrams = {
        trigram: packed(_log(counts[name][trigram], totals[name]) - floor for name in samples)
        for trigram in set().union(*counts.values())
    }
    words = {
        word: packed(_WORD_WEIGHT * (word in everyday[name]) for name in samples)
        for word in set().union(*everyday.values())
    }
    unseen = packed(_log(0, totals[name]) - floor for name in samples)
    return _Table(tuple(samples), trigrams, unseen, words)


def _log(count: int, total: int) -> float:
    # The same smoothing for all, or languages of which we hold less text would win on what is unknown.
    return math.log((count / total) * 4000 + _SMOOTH)


def _trigram_counts(text: str) -> Counter[str]:
    line = f" {' '.join(_LETTERS.findall(_spellings(text)))} "
    return Counter(line[start : start + 3] for start in range(len(line) - 2))


def _spellings(text: str) -> str:
    """The text as it is written and as people type it without accents."""
    lower = text.replace("İ", "i").lower()
    return f"{lower} {fold(lower)}"
