"""The best excerpt of a found text, with the matched words marked."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from keepword.lib.search_text import SEARCH_LANGUAGES, Languages, Part, fold, query, stems_of

Segment = tuple[str, bool]

# A word with the accents that were typed as characters of their own, which `\w` leaves out.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_BLANKS = re.compile(r"\s+")
_CYRILLIC = "\u0400"
_LONGEST_TEXT = 200_000


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    word: str


def highlight(
    text: str, query_text: str, around: int = 80, languages: Languages = SEARCH_LANGUAGES
) -> list[Segment]:
    """Segments (text, is it a match?) of the excerpt that holds most of the searched words.

    About `around` characters are shown on either side of the first match, cut between words, with '…' where
    something was left out; white space is shown as single blanks. Without a match: the beginning.
    """
    text = _BLANKS.sub(" ", text[:_LONGEST_TEXT]).strip()
    hits = _hits(text, query(query_text, languages).parts, languages)
    first = _best(hits, 2 * around)
    middle = hits[first].start if hits else 0
    start, end = _window(text, middle, around)
    return _segments(text, start, end, [hit for hit in hits if start <= hit.start and hit.end <= end])


def _hits(text: str, parts: Sequence[Part], languages: Languages) -> list[_Hit]:
    """Words of the text that any part of the query means; each different word is looked at once."""
    wanted = {word for part in parts for word in part.words}
    beginnings = tuple(part.words[-1] for part in parts if part.is_prefix)
    stems = {stem for part in parts for stem in part.stems}
    stem_starts = {stem[:2] for stem in stems}
    spoken = (languages,) if isinstance(languages, str) else tuple(languages or ())
    cyrillic = [language for language in spoken if stems and language in {"hr", "sr", "ru"}]

    def is_meant(word: str) -> bool:
        folded = fold(word)
        if folded in wanted or (beginnings and folded.startswith(beginnings)):
            return True
        # Stemming is dear: only words that begin like a stem, or in Cyrillic, whose Serbian stems are Latin.
        if folded[0] >= _CYRILLIC:
            return any(not stems.isdisjoint(stems_of(word, language)) for language in cyrillic)
        return folded[:2] in stem_starts and any(
            not stems.isdisjoint(stems_of(word, language)) for language in spoken
        )

    meant: dict[str, bool] = {}
    hits = []
    for found in _WORD.finditer(text):
        word = found[0]
        if word not in meant:
            meant[word] = is_meant(word)
        if meant[word]:
            hits.append(_Hit(found.start(), found.end(), fold(word)))
    return hits


def _best(hits: Sequence[_Hit], width: int) -> int:
    """Index of the hit from which `width` characters hold the most different words, earliest first."""
    inside: Counter[str] = Counter()
    best, most, stop = 0, 0, 0
    for index, hit in enumerate(hits):
        while stop < len(hits) and hits[stop].end <= hit.start + width:
            inside[hits[stop].word] += 1
            stop += 1
        different = len(inside)
        if different > most:
            best, most = index, different
        inside[hit.word] -= 1
        if inside[hit.word] <= 0:
            del inside[hit.word]
    return best


def _window(text: str, middle: int, around: int) -> tuple[int, int]:
    """Start and end of the excerpt: more to the right where the left is short, never inside a word."""
    start = max(0, middle - around)
    end = min(len(text), start + 3 * around)
    if start > 0:
        start = text.find(" ", start, middle) + 1 or middle
    if end < len(text):
        cut = text.rfind(" ", middle, end)
        end = cut if cut > middle else end
    return start, end


def _segments(text: str, start: int, end: int, hits: Sequence[_Hit]) -> list[Segment]:
    segments: list[Segment] = [("…", False)] if start > 0 else []
    shown = start
    for hit in hits:
        if hit.start > shown:
            segments.append((text[shown : hit.start], False))
        segments.append((text[hit.start : hit.end], True))
        shown = hit.end
    if end > shown:
        segments.append((text[shown:end], False))
    if end < len(text):
        segments.append(("…", False))
    return segments
