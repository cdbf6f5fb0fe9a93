"""Translators work in batches: untranslated messages out as JSON lines, translations back in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from babel.messages import Message

from . import catalogue, checks
from .extract import Key, Phrase


class Refused(Exception):
    """Lines that cannot be taken, each with its reason."""


def untranslated(
    phrases: Mapping[Key, Phrase], locale: str, limit: int | None = None, package: Path = catalogue.PACKAGE
) -> Iterator[str]:
    """Messages without a translation as JSON lines of `id`, `plural`, `context` and `where`."""
    known = catalogue.messages(catalogue.read(locale, package))
    for phrase in islice(checks.missing(phrases, known), limit):
        parts = {"id": phrase.id, "plural": phrase.plural, "context": phrase.context, "where": phrase.where}
        yield json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False)


def fill(
    phrases: Mapping[Key, Phrase], locale: str, lines: Iterable[str], package: Path = catalogue.PACKAGE
) -> int:
    """Put translations into both files of a locale; returns how many.

    A line has `id`, `context` if the message has one, and `text`, or `texts` for the plural forms. Nothing is
    dropped from the catalogue. The good lines are taken in any case; then `Refused` is raised for the others.
    """
    book = catalogue.read(locale, package)
    taken: dict[Key, catalogue.Text] = {}
    refused: list[str] = []
    for line in filter(str.strip, lines):
        try:
            key, texts = _read(line, phrases)
            faults = list(checks.faults_of(phrases[key], texts, book.num_plurals, checks.one_alone(locale)))
        except Refused as why:
            faults = [str(why)]
        if faults:
            refused.append(f"{line.strip()}\n  {'; '.join(faults)}")
        else:
            taken[key] = texts if phrases[key].plural else texts[0]
    everything = {key: phrase_of(message) for key, message in catalogue.messages(book).items()} | dict(
        phrases
    )
    catalogue.write(catalogue.merge(book, everything.values(), taken), package)
    if refused:
        raise Refused("\n".join(refused))
    return len(taken)


def phrase_of(message: Message) -> Phrase:
    """A message of a catalogue as the code would have it."""
    (id_, context), plural = catalogue.key_of(message), None
    if not isinstance(message.id, str):
        plural = message.id[1]
    return Phrase(id_, plural, context)


def _read(line: str, phrases: Mapping[Key, Phrase]) -> tuple[Key, tuple[str, ...]]:
    try:
        parts = json.loads(line)
    except ValueError as error:
        raise Refused(f"not JSON: {error}") from error
    if not isinstance(parts, dict) or not isinstance(parts.get("id"), str):
        raise Refused("a line is an object with an id")
    key = parts["id"], parts.get("context") or None
    if key not in phrases:
        raise Refused("the code has no such message")
    texts = parts["texts"] if "texts" in parts else [parts.get("text")]
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text for text in texts):
        raise Refused("text is a string, texts a list of strings, none of them empty")
    return key, tuple(texts)
