"""A catalogue: a `.po` that people edit beside a `.mo` that the program reads, written alike every time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from .extract import Key, Phrase

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "keepword"
LOCALES = ("hr", "ru", "sr_Latn", "sv", "tr")
"""Folders of the catalogues; English is the code itself."""

Text = str | tuple[str, ...]


class House(Catalog):
    """A catalogue whose header says nothing that changes from run to run: no dates, no versions."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know, and no more."""
        return [
            ("Project-Id-Version", "Keepword"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def po_of(locale: str, package: Path = PACKAGE) -> Path:
    """Where the editable catalogue of a locale ('sr_Latn') lies."""
    return package / "locale" / locale / "LC_MESSAGES" / "django.po"


def mo_of(locale: str, package: Path = PACKAGE) -> Path:
    """Where the compiled catalogue of a locale lies."""
    return po_of(locale, package).with_suffix(".mo")


def key_of(message: Message) -> Key:
    """What makes a message one: its English singular and its context."""
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def texts_of(message: Message) -> tuple[str, ...]:
    """The translations of a message, one per plural form; empty strings where there are none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def read(locale: str, package: Path = PACKAGE) -> Catalog:
    """The editable catalogue, empty if there is none yet."""
    path = po_of(locale, package)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, ignore_obsolete=True)


def messages(catalogue: Catalog) -> dict[Key, Message]:
    """A catalogue's messages without its header."""
    return {key_of(message): message for message in catalogue if message.id}


def merge(old: Catalog, phrases: Iterable[Phrase], new_texts: Mapping[Key, Text] | None = None) -> Catalog:
    """The catalogue of exactly these phrases: known translations kept, what is gone dropped, nothing guessed.

    A phrase that gained or lost its plural starts anew; `new_texts` go before what is known.
    """
    known = messages(old)
    merged = House(
        locale=old.locale, header_comment=f"# Keepword in {old.locale.english_name if old.locale else ''}."
    )
    for phrase in phrases:
        text = (new_texts or {}).get(phrase.key) or _kept(phrase, known.get(phrase.key))
        merged.add((phrase.id, phrase.plural) if phrase.plural else phrase.id, text, context=phrase.context)
    return merged


def _kept(phrase: Phrase, message: Message | None) -> Text:
    same_kind = message is not None and bool(message.pluralizable) == bool(phrase.plural)
    if message is None or not same_kind:
        return ""
    return texts_of(message) if phrase.plural else texts_of(message)[0]


def write(catalogue: Catalog, package: Path = PACKAGE) -> None:
    """Write both files, each only if what it says changes."""
    locale = str(catalogue.locale)
    po_of(locale, package).parent.mkdir(parents=True, exist_ok=True)
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=110, sort_output=True)
    write_mo(mo, _translated(catalogue))
    _write_if_other(po_of(locale, package), po.getvalue())
    _write_if_other(mo_of(locale, package), mo.getvalue())


def _translated(catalogue: Catalog) -> Catalog:
    # An untranslated plural would be compiled as empty strings, and a page would say nothing at all.
    whole = House(locale=catalogue.locale)
    for message in messages(catalogue).values():
        if all(texts_of(message)):
            whole.add(message.id, message.string, context=message.context)
    return whole


def compiled(locale: str, package: Path = PACKAGE) -> dict[Key, tuple[str, ...]]:
    """What the compiled catalogue says; nothing if it is missing."""
    path = mo_of(locale, package)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {_decoded(key_of(message)): texts_of(message) for message in read_mo(file) if message.id}


def _decoded(key: tuple[str, str | bytes | None]) -> Key:
    # Babel decodes all that a compiled file holds but the contexts.
    id_, context = key
    return id_, context.decode() if isinstance(context, bytes) else context


def _write_if_other(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
