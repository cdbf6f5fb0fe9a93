"""What can be wrong with a translation, in words that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages import Message

from . import catalogue
from .extract import Key, Phrase

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?\w[^>]*>")
"""`%(name)s`, `%s`, `{name}` and tags of HTML: what a translation has to keep as it is."""


def faults_of(phrase: Phrase, texts: Sequence[str], forms: int, one_alone: bool) -> Iterator[str]:
    """What is wrong with the translation `texts` of a phrase, for a language of so many plural `forms`.

    `one_alone` says that the first form is for 1 only, so that it may say 'one' where others say a number.
    """
    expected = forms if phrase.plural else 1
    if len(texts) != expected:
        yield f"needs {expected} plural forms, has {len(texts)}"
    for number, text in enumerate(texts):
        models = [phrase.plural or phrase.id]
        if phrase.plural and one_alone and number == 0:
            models.append(phrase.id)
        if all(_marks(text) != _marks(model) for model in models):
            yield f"{text!r} must have the placeholders {_marks(models[0])}, has {_marks(text)}"
        if _edges(text) != _edges(phrase.id):
            yield f"{text!r} must begin and end with the same spaces as the English"


def _marks(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def one_alone(locale: str) -> bool:
    """Whether the first plural form of a locale is for exactly one thing; in Croatian it is for 21 too."""
    return locale == "sv"


def check(phrases: Mapping[Key, Phrase], locale: str, package: Path = catalogue.PACKAGE) -> list[str]:
    """All that is wrong with one locale's files, each as a line of text."""
    book = catalogue.read(locale, package)
    known = catalogue.messages(book)
    return [
        *(f"missing: {phrase.id!r}" for phrase in missing(phrases, known)),
        *(f"not in the code any more: {key[0]!r}" for key in known if key not in phrases),
        *_wrong(phrases, known, book.num_plurals, one_alone(locale)),
        *_stale(known, catalogue.compiled(locale, package)),
    ]


def missing(phrases: Mapping[Key, Phrase], known: Mapping[Key, Message]) -> list[Phrase]:
    """Phrases without a whole translation, in the order of the catalogue."""
    return [phrase for key, phrase in phrases.items() if not _is_translated(phrase, known.get(key))]


def _is_translated(phrase: Phrase, message: Message | None) -> bool:
    if message is None or bool(message.pluralizable) != bool(phrase.plural):
        return False
    return all(catalogue.texts_of(message))


def _wrong(
    phrases: Mapping[Key, Phrase], known: Mapping[Key, Message], forms: int, alone: bool
) -> Iterator[str]:
    for key, message in known.items():
        if message.fuzzy:
            yield f"fuzzy: {key[0]!r}"
        if key in phrases and _is_translated(phrases[key], message):
            for fault in faults_of(phrases[key], catalogue.texts_of(message), forms, alone):
                yield f"wrong: {key[0]!r}: {fault}"


def _stale(known: Mapping[Key, Message], compiled: Mapping[Key, tuple[str, ...]]) -> Iterator[str]:
    said = {
        key: catalogue.texts_of(message) for key, message in known.items() if all(catalogue.texts_of(message))
    }
    for key in sorted(said.keys() | compiled.keys(), key=str):
        if said.get(key) != compiled.get(key):
            yield f"the compiled file differs: {key[0]!r}"
