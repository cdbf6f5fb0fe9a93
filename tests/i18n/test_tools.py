"""The tool that keeps the catalogues: what it finds, what it refuses, that twice is the same as once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.messages import batches, catalogue, checks
from tools.messages.extract import Key, Phrase, Unreadable, in_python, in_template, phrases

OWED = Phrase("%(n)s promise to %(who)s", "%(n)s promises to %(who)s")
KEPT = Phrase("Kept", context="a promise")


@pytest.fixture
def house(tmp_path: Path) -> Callable[[str], dict[Key, Phrase]]:
    """A package with one Python file of this text; returns its phrases."""

    def build(text: str) -> dict[Key, Phrase]:
        (tmp_path / "words.py").write_text(
            "from django.utils.translation import gettext as _, ngettext\n" + text
        )
        found, faults = phrases(tmp_path)
        assert not faults
        return found

    return build


def test_python_is_read_by_whatever_name_it_imports() -> None:
    text = (
        "from django.utils.translation import gettext_lazy as lazy, pgettext, ngettext\n"
        'lazy("Log " "in"); pgettext("a promise", "Kept"); ngettext("one", "many", n); other("not this")\n'
    )
    assert set(in_python(text)) == {Phrase("Log in"), KEPT, Phrase("one", "many")}


@pytest.mark.parametrize("call", ['_(f"{who} waits")', '_("%s waits" % who)', '_("{} waits".format(who))'])
def test_strings_put_together_before_translation_are_refused(call: str) -> None:
    with pytest.raises(Unreadable):
        list(in_python(f"from django.utils.translation import gettext as _\n{call}"))


def test_templates_are_read_as_django_renders_them() -> None:
    text = """  <p title="{% translate "100% kept" %}">
      {% blocktranslate trimmed count n=promises|length with who=customer context "ledger" %}
        {{ n }} promise
        to {{ who }}
      {% plural %}{{ n }} promises to {{ who }}{% endblocktranslate %} {{ _("Kept")|upper }}</p>"""
    assert list(in_template(text)) == [
        Phrase("100%% kept"),
        Phrase(OWED.id, OWED.plural, "ledger"),
        Phrase("Kept"),
    ]


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (["Ana: %(n)s obećanje"] * 3, "placeholders"),
        (["%(n)s <b>obećanje</b> za %(who)s"] * 3, "placeholders"),
        ([" %(n)s obećanje za %(who)s"] * 3, "spaces"),
        (["%(n)s obećanje za %(who)s"] * 2, "plural forms"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(texts: list[str], fault: str) -> None:
    assert all(fault in found for found in checks.faults_of(OWED, texts, 3, one_alone=False))
    assert list(checks.faults_of(OWED, texts, 3, one_alone=False))


def test_one_may_be_a_word_only_where_the_form_is_for_one_alone() -> None:
    one = Phrase("One promise", "%(n)s promises")
    assert not list(checks.faults_of(one, ["Ett löfte", "%(n)s löften"], 2, one_alone=True))
    assert list(
        checks.faults_of(one, ["Jedno obećanje", "%(n)s obećanja", "%(n)s obećanja"], 3, one_alone=False)
    )


def test_a_batch_goes_out_comes_back_and_is_compiled(
    house: Callable[[str], dict[Key, Phrase]], tmp_path: Path
) -> None:
    found = house('_("Kept")')
    waiting = [json.loads(line) for line in batches.untranslated(found, "hr", package=tmp_path)]
    assert {"id": "Kept", "where": ["words.py"]} in waiting
    assert batches.fill(found, "hr", [json.dumps({"id": "Kept", "text": "Održano"})], tmp_path) == 1
    assert catalogue.compiled("hr", tmp_path)[("Kept", None)] == ("Održano",)
    assert not [fault for fault in checks.check(found, "hr", tmp_path) if "'Kept'" in fault]


def test_one_word_may_be_said_differently_in_another_context(
    house: Callable[[str], dict[Key, Phrase]], tmp_path: Path
) -> None:
    found = house('_("Answer")\nfrom django.utils.translation import pgettext\npgettext("verb", "Answer")')
    lines = [
        json.dumps({"id": "Answer", "text": "Svar"}),
        json.dumps({"id": "Answer", "context": "verb", "text": "Svara"}),
    ]
    batches.fill(found, "sv", lines, tmp_path)
    said = catalogue.compiled("sv", tmp_path)
    assert (said["Answer", None], said["Answer", "verb"]) == (("Svar",), ("Svara",))
    assert not [fault for fault in checks.check(found, "sv", tmp_path) if "'Answer'" in fault]


def test_a_wrong_line_is_refused_and_the_good_ones_are_taken(
    house: Callable[[str], dict[Key, Phrase]], tmp_path: Path
) -> None:
    found = house('_("Kept"); _("by %(due)s")')
    lines = [
        json.dumps({"id": "Kept", "text": "Održano"}),
        json.dumps({"id": "by %(due)s", "text": "do %(rok)s"}),
        json.dumps({"id": "Nobody says this", "text": "x"}),
        "{",
    ]
    with pytest.raises(batches.Refused, match=r"(?s)%\(due\)s.*no such message.*not JSON"):
        batches.fill(found, "hr", lines, tmp_path)
    assert set(catalogue.compiled("hr", tmp_path)) == {("Kept", None)}


def test_merging_drops_what_is_gone_guesses_nothing_and_is_idempotent(
    house: Callable[[str], dict[Key, Phrase]], tmp_path: Path
) -> None:
    batches.fill(house('_("Kept")'), "hr", [json.dumps({"id": "Kept", "text": "Održano"})], tmp_path)
    changed = house('_("Kept!")')
    catalogue.write(catalogue.merge(catalogue.read("hr", tmp_path), changed.values()), tmp_path)
    files = [catalogue.po_of("hr", tmp_path), catalogue.mo_of("hr", tmp_path)]
    first = [file.read_bytes() for file in files]
    assert "Održano" not in first[0].decode()
    assert ("Kept!", None) not in catalogue.compiled("hr", tmp_path)
    catalogue.write(catalogue.merge(catalogue.read("hr", tmp_path), changed.values()), tmp_path)
    assert [file.read_bytes() for file in files] == first


def test_a_compiled_file_out_of_step_is_named(
    house: Callable[[str], dict[Key, Phrase]], tmp_path: Path
) -> None:
    found = house('_("Kept")')
    batches.fill(found, "hr", [json.dumps({"id": "Kept", "text": "Održano"})], tmp_path)
    po = catalogue.po_of("hr", tmp_path)
    po.write_text(po.read_text().replace("Održano", "Ispunjeno"))
    assert "the compiled file differs: 'Kept'" in checks.check(found, "hr", tmp_path)
