"""Every string that goes through gettext: of Python by its syntax tree, of templates by Django's reader."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from .borrowed import BORROWED

SHAPES = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
"""What the first arguments of Django's functions are."""

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Phrase:
    """One message as the code has it; `where` names the files that say it, without lines."""

    id: str
    plural: str | None = None
    context: str | None = None
    where: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What makes it one message: the English and its context."""
        return self.id, self.context


class Unreadable(Exception):
    """A file, or a call in it, whose strings cannot be found by reading it."""


def phrases(root: Path) -> tuple[dict[Key, Phrase], list[str]]:
    """All messages of the package at `root` and those of Django that are translated here; and what could not
    be read, as lines that name file and reason.
    """
    found: dict[Key, Phrase] = {
        (text, None): Phrase(text, plural, where=("Django",)) for text, plural in BORROWED
    }
    faults: list[str] = []
    for path in _sources(root):
        try:
            for phrase in _of_file(path):
                _note(found, replace(phrase, where=(path.relative_to(root).as_posix(),)))
        except (SyntaxError, Unreadable) as fault:
            faults.append(f"{path}: {fault}")
    return dict(sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))), faults


def _sources(root: Path) -> list[Path]:
    python = (path for path in root.rglob("*.py") if "migrations" not in path.parts)
    templates = (path for path in root.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
    return sorted([*python, *templates])


def _note(found: dict[Key, Phrase], phrase: Phrase) -> None:
    known = found.setdefault(phrase.key, phrase)
    if known.plural and phrase.plural and known.plural != phrase.plural:
        raise Unreadable(f"{phrase.id!r} has two plurals: {known.plural!r} and {phrase.plural!r}")
    places = tuple(dict.fromkeys((*known.where, *phrase.where)))
    found[phrase.key] = replace(known, plural=known.plural or phrase.plural, where=places)


def _of_file(path: Path) -> Iterator[Phrase]:
    text = path.read_text()
    return in_python(text) if path.suffix == ".py" else in_template(text)


def in_python(text: str) -> Iterator[Phrase]:
    """Messages of a Python file, whatever names it imported Django's functions by."""
    tree = ast.parse(text)
    names = _local_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := _called(node.func, names)):
            yield from _phrase(node, SHAPES[function])


def _local_names(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in SHAPES
    }


def _called(function: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(function, ast.Name):
        return names.get(function.id)
    is_ours = isinstance(function, ast.Attribute) and function.attr in SHAPES
    return function.attr if is_ours and isinstance(function, ast.Attribute) else None


def _phrase(call: ast.Call, shape: tuple[str, ...]) -> Iterator[Phrase]:
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(texts) >= len(shape):
        yield _shaped(shape, texts)
    elif any(isinstance(arg, ast.JoinedStr | ast.BinOp | ast.Call) for arg in call.args[: len(shape)]):
        # A name or an item of a table is looked up as it is; `gettext_noop` marks it where it is written.
        raise Unreadable(f"line {call.lineno}: a string that is put together cannot be translated")


def _shaped(shape: tuple[str, ...], texts: Sequence[str]) -> Phrase:
    said = dict(zip(shape, texts, strict=False))
    return Phrase(said["id"], said.get("plural"), said.get("context"))


def in_template(text: str) -> Iterator[Phrase]:
    """Messages of a Django template: `translate`, `blocktranslate` with its count and context, `_("…")`."""
    # Python's tokenizer minds indentation; what Django made of the template has strings on one line only.
    lines = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    functions: Any = {**SHAPES, "_": SHAPES["gettext"]}
    calls: Iterator[Any] = extract_python(io.BytesIO(lines.encode()), functions, [], {})
    for _line, function, texts, _comments in calls:
        said = [part for part in ((texts,) if isinstance(texts, str) else texts) if part]
        yield _shaped(functions[function], said)
