"""Nothing that a person reads stands outside gettext: not in templates, not in refusals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tools.messages.catalogue import PACKAGE

READ_ALOUD = {"title", "placeholder", "alt", "aria-label", "aria-description", "aria-roledescription"}
NOT_WORDS = {"kbd", "code", "pre", "script", "style"}
"""Elements whose text is names of keys, examples of code, or no text at all."""
NAMES = re.compile(
    r"\bhttps?://|\b(Keepword|JSON|CSV|API|HTML|ID|URL|(Ctrl|Alt|Shift|Esc|Enter|Tab)(\+\w+)*)\b"
)
"""What is called the same in every language: ourselves, formats, keys."""
WITHOUT_LANGUAGE = {"500.html"}
"""The page of a failure: what failed may be the languages themselves, so it is plain English."""
SKIPPED = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}

TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
PYTHON = sorted(PACKAGE.rglob("*.py"))


def words_of(template: str) -> list[str]:
    """What a template says by itself: text and spoken attributes, without Django's tags and what they say."""
    reader = _Reader()
    reader.feed(_without_tags(template))
    reader.close()
    return [said for said in reader.said if re.search(r"[^\W\d_]{2}", NAMES.sub("", said))]


def _without_tags(template: str) -> str:
    kept: list[str] = []
    until = ""
    for token in Lexer(template).tokenize():
        first = token.contents.split(None, 1)[0] if token.contents.strip() else ""
        if until:
            until = "" if token.token_type == TokenType.BLOCK and first == until else until
        elif token.token_type == TokenType.BLOCK:
            # A block called `…_class` fills an attribute of the page that is extended.
            is_class = first == "block" and token.contents.endswith("_class")
            until = "endblock" if is_class else SKIPPED.get(first, "")
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
    return "".join(kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_WORDS:
            self._inside.append(tag)
        self.said += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.said.append(data.strip())


def bare_refusals(text: str) -> Iterator[str]:
    """Calls of `Problem` whose sentence, or one of whose errors, is a plain string."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            errors = [word.value for word in node.keywords if word.arg == "errors"]
            tables = [value for error in errors if isinstance(error, ast.Dict) for value in error.values]
            for said in [*node.args[1:2], *tables]:
                if isinstance(said, ast.JoinedStr) or (isinstance(said, ast.Constant) and said.value):
                    yield f"line {said.lineno}: {ast.unparse(said)}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_templates_say_nothing_untranslated(path: Path) -> None:
    if path.name not in WITHOUT_LANGUAGE:
        assert words_of(path.read_text()) == []


def test_refusals_are_translated() -> None:
    faults = [
        f"{path.relative_to(PACKAGE)} {bare}" for path in PYTHON for bare in bare_refusals(path.read_text())
    ]
    assert faults == []


def test_the_reader_of_templates_sees_text_and_spoken_attributes() -> None:
    template = (
        '<p title="Say it" class="quiet">{% if due %}Overdue{% endif %} · {{ n }} <kbd>Enter</kbd></p>'
        '{% blocktranslate %}by {{ due }}{% endblocktranslate %}<b aria-label="{% translate "Close" %}">x</b>'
    )
    assert words_of(template) == ["Say it", "Overdue ·"]


def test_the_reader_of_refusals_sees_sentences_and_errors() -> None:
    assert (
        len(
            list(
                bare_refusals('Problem("a", f"{x} is late"); Problem("b", _("Late."), errors={"due": "No"})')
            )
        )
        == 2
    )
