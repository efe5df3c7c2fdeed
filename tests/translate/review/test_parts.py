"""Small parts: differences, the place of a rendering, what words selected on both sides suggest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossary import pofile
from glossary.errors import GlossaryError
from translate.document import BlockKind, Link, Segment, SegmentState, Span, TermResult, TermState
from translate.errors import UsageError
from translate.review import changes, place, teach
from translate.review.bilingual import Item, Record
from translate.review.values import code_points, span_units

# ------------------------------------------------------------------ what changed


@pytest.mark.parametrize(
    ("old", "new", "out", "put_in"),
    [
        ("a b c", "a b c", 0, 0),
        ("the old case", "the new case", 1, 1),
        ("", "two words", 0, 2),
        ("He said.", "He said so, too.", 0, 2),
        ("don't", "do not", 2, 2),
    ],
)
def test_counts_words(old, new, out, put_in):
    assert changes.edits(old, new) == (out, put_in)


def test_a_difference_joins_to_both_texts():
    old, new = "The boss  came\nin May.", "The Kremlin leader came in May!"
    found = changes.difference(old, new)
    assert "".join(text for kind, text in found if kind != "inserted") == old
    assert "".join(text for kind, text in found if kind != "deleted") == new


def test_summary_of_nothing_reviewed():
    segment = Segment(1, 1, BlockKind.PARAGRAPH, 0, "Ja.", "Yes.")
    assert changes.summary([Item(segment, 1, 1)])["chrf"] is None
    done = replace(segment, state=SegmentState.REVIEWED)
    assert changes.summary([Item(done, 1, 1)])["chrf"] == 100.0
    assert changes.summary([Item(done, 1, 1, Record("No.", None, 2.0))])["chrf"] < 100


# ------------------------------------------------------------------ places


def placed(source, target, german, rendering, links=(), held=(), found=None):
    start = source.index(german)
    result = TermResult(german, rendering, TermState.MISSED, "exact", Span(start, start + len(german)), found)
    others = tuple(TermResult("x", "x", TermState.KEPT, "exact", Span(0, 0), Span(*span)) for span in held)
    given = tuple(
        Link(source.index(a), source.index(a) + len(a), target.index(b), target.index(b) + len(b)) for a, b in links
    )
    segment = Segment(1, 1, BlockKind.PARAGRAPH, 0, source, target, links=given, terms=(result, *others))
    text, span = place.put(segment, place.target_place(segment, result), rendering)
    assert text[slice(*span)].lower() == rendering.lower()
    return text


@pytest.mark.parametrize(
    ("source", "target", "german", "rendering", "links", "expected"),
    [
        ("Der Kremlchef kam.", "The boss came.", "Kremlchef", "Kremlin leader", [("Kremlchef", "boss")],
         "The Kremlin leader came."),
        ("Kremlchef kam.", "Boss came.", "Kremlchef", "leader", [("Kremlchef", "Boss")], "Leader came."),
        ("Ein Gipfel kam.", "A meeting came.", "Gipfel", "EU summit", [("Gipfel", "meeting")], "An EU summit came."),
        ("Der Gipfel endet heute.", "Today ends.", "Gipfel", "summit", [("endet", "ends"), ("heute", "Today")],
         "Summit today ends."),
        ("Heute endet der Gipfel.", "Today ends.", "Gipfel", "summit", [("Heute", "Today"), ("endet", "ends")],
         "Today ends summit."),
        ("Der Gipfel.", "It ends.", "Gipfel", "summit", [], "It ends summit."),
        ("Der Gipfel.", "", "Gipfel", "summit", [], "Summit"),
    ],
)  # fmt: skip
def test_a_rendering_goes_where_it_belongs(source, target, german, rendering, links, expected):
    assert placed(source, target, german, rendering, links) == expected


def test_a_rendering_does_not_cut_into_another():
    text = placed("Nato-Rat und Rat", "NATO council", "Rat", "board", [("Rat", "council")], held=[(0, 12)])
    assert text == "NATO council board"


def test_a_rendering_that_stands_there_is_replaced():
    assert placed("Der Fall.", "The alliance case.", "Fall", "matter", found=Span(4, 17)) == "The matter."


# ------------------------------------------------------------------ offsets


def test_offsets_go_to_the_page_and_back():
    text = "a😀b😀c"
    assert span_units(text, (2, 3)) == [3, 4]
    assert code_points(text, [3, 4]) == [2, 3]
    assert code_points(text, [0, 99]) == [0, 5]


# ------------------------------------------------------------------ teaching


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Sicherheitsgarantien", "security guarantees.",
         ("Sicherheitsgarantie", "security guarantee", "Sicherheitsgarantien", "security guarantees")),
        ("Verhandlungen", "the negotiations", ("Verhandlung", "negotiation", "Verhandlungen", "negotiations")),
        ("„Waffenruhe“", "truce", ("Waffenruhe", "truce", "Waffenruhen", "truces")),
    ],
)  # fmt: skip
def test_proposes_an_entry_with_its_plurals(german, english, expected):
    assert teach.propose(german, english)[:4] == expected


@pytest.mark.parametrize(("german", "english"), [("", "x"), ("x", " "), ("...", "x")])
def test_without_words_on_both_sides_there_is_no_entry(german, english):
    with pytest.raises(UsageError, match="both sides"):
        teach.propose(german, english)


def test_adds_to_a_glossary_and_leaves_the_rest(glossary):
    before = glossary.read_text(encoding="utf-8")
    teach.append(
        glossary, teach.Entry("Waffenruhe", "ceasefire", "Waffenruhen", "ceasefires", "peace", "noun", "usage")
    )
    term = next(term for term in pofile.load(glossary) if term.source == "Waffenruhe")
    assert (term.target, term.target_plural, term.domain, term.note) == ("ceasefire", "ceasefires", "peace", "usage")
    assert glossary.read_text(encoding="utf-8").startswith(before.rstrip("\n")[:200])


def test_an_entry_that_clashes_is_refused(glossary):
    before = glossary.read_bytes()
    with pytest.raises(GlossaryError, match="Kremlchef"):
        teach.append(glossary, teach.Entry("Kremlchef", "boss", kind="name"))
    with pytest.raises(UsageError, match="no such kind"):
        teach.append(glossary, teach.Entry("A", "b", kind="thing"))
    assert glossary.read_bytes() == before
