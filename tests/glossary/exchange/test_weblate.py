"""Weblate's PO."""

import polib
import pytest

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.exchange import exported, imported
from tests.glossary.exchange.samples import TERMS, plain

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'


def test_round_trip_loses_nothing(tmp_path):
    path = tmp_path / "a.po"
    text, _, losses = exported(TERMS, path)
    path.write_text(text, encoding="utf-8")
    found = imported(path)
    assert (losses, found.losses) == ((), ())
    assert plain(found.terms) == plain(TERMS)


def test_flags_are_those_that_weblate_knows_and_no_entry_has_a_plural(tmp_path):
    path = tmp_path / "a.po"
    path.write_text(exported(TERMS, path)[0], encoding="utf-8")
    file = polib.pofile(str(path))
    assert {flag for entry in file for flag in entry.flags} == {
        "terminology", "forbidden", "read-only", "case-sensitive",
    }  # fmt: skip
    assert not any(entry.msgid_plural for entry in file)


def test_what_weblate_writes(tmp_path):
    path = tmp_path / "a.po"
    path.write_text(
        HEADER + '#. A treaty term.\n#. accept: home\n#: x:1\n#, terminology, max-length:9\nmsgctxt "law"\n'
        'msgid "Haus"\nmsgstr "house"\n\n#, fuzzy\nmsgid "Rat"\nmsgstr "board"\n\nmsgid "Tat"\nmsgstr ""\n\n'
        '#, forbidden\n#. accept: x\nmsgid "Tor"\nmsgstr "gate"\n',
        encoding="utf-8",
    )
    found = imported(path)
    assert plain(found.terms) == {
        Term("Haus", "house", domain="law", accept=("home",), note="A treaty term."),
        Term("Tor", "gate", forbidden=True, kind=Kind.NOUN),
    }
    assert [str(loss).removeprefix(f"{path}:") for loss in found.losses] == [
        "10: the flag max-length:9 is not known here; dropped",
        '14: "Rat" is waiting for an edit (fuzzy); left out',
        '17: "Tat" is not translated; left out',
        '22: "Tor": plural and further renderings of what is forbidden; dropped',
    ]


@pytest.mark.parametrize(
    ("text", "message"), [('msgid "A"\nmsgstr "a\n', "a.po:2: has a string"), ("hi", "a.po:1: is not a PO")]
)
def test_what_is_no_po_file(tmp_path, text, message):
    path = tmp_path / "a.po"
    path.write_text(text)
    with pytest.raises(GlossaryError, match=message):
        imported(path)
