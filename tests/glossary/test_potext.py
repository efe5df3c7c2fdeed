"""Editing a PO file as text: what is not touched stays byte for byte."""

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.poentry import normalised, render
from glossary.pofile import load
from glossary.potext import EMPTY, PoText

NEWS = Path(glossary.__file__).with_name("news.po")

# Wrapped and ordered otherwise than polib would write it.
ODD = """\
# A file of somebody's own.
msgid ""
msgstr ""
"Language: en\\n"

# looked up twice
# accept: Article 5 case;
#    alliance emergency
# note: NATO
# treaty
#. from Weblate
#: article.txt:3
#, exact,noun
msgctxt ""
"security"
msgid "Bündnisfall"
msgid_plural "Bündnis"
"fälle"
msgstr[0] "collective defense case"
msgstr[1] "collective defense cases"
msgid "Nato"
msgstr "NATO"

#~ msgid "Sowjetunion"
#~ msgstr "Soviet Union"


#, name
msgid "Xi"
msgstr "Xi"
"""


def changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that a diff takes away, and those that it adds."""
    lines = [line for line in difflib.ndiff(old.split("\n"), new.split("\n")) if line[:1] in "+-"]
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def test_it_reads_what_load_reads():
    assert PoText.open(NEWS).terms() == load(NEWS)


def test_without_a_change_the_text_is_the_same():
    assert PoText("x.po", ODD).text == ODD


@pytest.mark.parametrize("german", ["AKTIE IM FOKUS", "Pressesprecher", "Bündnisfall", "Ärzte ohne Grenzen"])
def test_only_the_changed_field_of_one_entry_of_the_shipped_glossary_differs(german):
    book = PoText.open(NEWS)
    entry = next(e for e in book.entries if e.po.msgid == german)
    new = book.replace(entry, replace(book.term(entry), note="changed for the test"))
    gone, come = changed(book.text, new.text)
    assert come == ["# note: changed for the test"]
    assert all(line.startswith("#") for line in gone)
    assert new.terms()[book.entries.index(entry)].note == "changed for the test"


@pytest.mark.parametrize(
    ("fields", "gone", "come"),
    [
        ({"note": "treaty"}, ["# note: NATO", "# treaty"], ["# note: treaty"]),
        ({"accept": ("a",)}, ["# accept: Article 5 case;", "#    alliance emergency"], ["# accept: a"]),
        ({"exact": False}, ["#, exact,noun"], ["#, noun"]),
        ({"domain": "nato"}, ['msgctxt ""', '"security"'], ['msgctxt "nato"']),
        ({"target": 'a "case"'}, ['msgstr[0] "collective defense case"'], ['msgstr[0] "a \\"case\\""']),
        ({"source_plural": "Fälle"}, ['msgid_plural "Bündnis"', '"fälle"'], ['msgid_plural "Fälle"']),
        ({}, [], []),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else None,
)
def test_wrapping_order_and_other_comments_survive_an_edit(fields, gone, come):
    book = PoText("x.po", ODD)
    new = book.replace(book.entries[0], replace(book.term(book.entries[0]), **fields))
    assert changed(ODD, new.text) == (gone, come)
    assert new.entries[0].remarks == ["looked up twice"]


def test_line_ends_and_byte_order_mark_stay():
    text = "\ufeff" + ODD.replace("\n", "\r\n")
    book = PoText("x.po", text)
    new = book.replace(book.entries[1], replace(book.term(book.entries[1]), target="Nato"))
    assert new.text == text.replace('msgstr "NATO"', 'msgstr "Nato"')
    assert new.insert(Term("Rat", "council")).text.count("\r\n") == text.count("\r\n") + 4


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_is_removed_is_gone_and_nothing_else(number):
    book = PoText("x.po", ODD)
    terms = book.terms()
    new = book.remove(book.entries[number])
    assert [t.source for t in PoText("x.po", new.text).terms()] == [t.source for t in terms if t != terms[number]]
    assert "Sowjetunion" in new.text
    assert changed(ODD, new.text)[1] == []


@pytest.mark.parametrize(
    ("domain", "german", "before"),
    [
        ("eu", "Aal", "after agency"),
        ("agency", "Aal", "in front of AKTIE IM FOKUS"),
        ("security", "Bündnisfallklausel", "after Bündnisfall"),
        ("zoo", "Affe", "at the end"),
        ("", "Aal", "in front of all"),
    ],
)
def test_a_new_entry_keeps_the_order_of_the_file(domain, german, before):
    book = PoText.open(NEWS)
    new = book.insert(Term(german, "x", domain=domain))
    terms = PoText("x.po", new.text).terms()
    assert [(t.domain, t.source.casefold()) for t in terms] == sorted((t.domain, t.source.casefold()) for t in terms)
    assert changed(book.text, new.text)[0] == []
    assert len(changed(book.text, new.text)[1]) == 5 if domain else 4


def test_a_file_in_no_order_gets_new_entries_at_the_end_of_their_domain():
    text = EMPTY
    for name in ("b", "a"):
        text += f'\nmsgctxt "x"\nmsgid "{name}"\nmsgstr "{name}"\n'
    text += '\nmsgctxt "a"\nmsgid "c"\nmsgstr "c"\n'
    for domain, order in (("x", ["b", "a", "aa", "c"]), ("k", ["b", "a", "c", "aa"])):
        new = PoText("x.po", text).insert(Term("aa", "aa", domain=domain))
        assert [term.source for term in new.terms()] == order


def test_the_comments_of_a_first_entry_without_a_header_are_its_own():
    text = '# note: why\n# accept: b\nmsgid "A"\nmsgstr "a"\n'
    (term,) = PoText("x.po", text).terms()
    assert (term.note, term.accept) == ("why", ("b",))


@pytest.mark.parametrize(
    "note",
    ["Warning: a colon", "a " * 35 + "Hinweis: this word begins a line if it is wrapped there", "back\\slash", '"'],
)
def test_every_note_comes_back(note):
    term = normalised(Term("Wort", "word", note=note, accept=("a;b", "c"), kind=Kind.NAME), "x.po")
    assert PoText("x.po", EMPTY).insert(term).terms()[0].note == term.note == note.strip()
    assert all(len(line) <= 80 or "Hinweis" in line for line in render(term))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('msgid "A"\nmsgstr "a\n', "x.po:2: has a string that does not end; close the quotation marks"),
        ('msgid "A"\nmsgstr "a"\n\nhello\n', "x.po:4: is not a PO file here"),
    ],
)
def test_what_is_no_po_file(text, message):
    with pytest.raises(GlossaryError, match=message):
        PoText("x.po", text)


@pytest.mark.parametrize(
    ("field", "at", "place"),
    [
        ("msgid", 0, (16, 8)),
        ("msgid", 3, (16, 11)),
        ("msgctxt", 0, (15, 2)),
        ("msgstr[1]", 0, (20, 12)),
        ("flags", 0, (13, 1)),
        ("comment accept", 0, (7, 1)),
        ("msgstr", 0, (16, 1)),
    ],
)
def test_places_are_lines_and_columns_of_the_file(field, at, place):
    book = PoText("x.po", ODD)
    assert book.place(book.entries[0], field, at) == place


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.booleans())
def test_whatever_an_entry_says_the_file_gives_it_back(target, domain, note, accept, exact):
    given_term = Term("Wort", f"w{target}", domain=domain, note=note, accept=tuple(accept), exact=exact)
    term = normalised(given_term, "x.po")
    book = PoText("x.po", ODD).insert(term)
    found = next(t for t in PoText("x.po", book.text).terms() if t.source == "Wort")
    assert replace(found, line=0) == replace(term, line=0)
    changed = book.replace(book.entries[0], replace(book.term(book.entries[0]), note=term.note, accept=term.accept))
    assert PoText("x.po", changed.text).terms()[1:] == tuple(
        replace(t, line=t.line + len(changed.lines) - len(book.lines)) for t in book.terms()[1:]
    )
