"""Terms and findings recomputed for what a person typed; word links that move along."""

from dataclasses import replace

import pytest

from glossary import Kind, Term
from translate.document import BlockKind, Finding, Link, Segment, Severity, TermState
from translate.judge import BY_HAND, Judge, moved_links

TERMS = (
    Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases"),
    Term("Bündnisfall", "alliance case", domain="never", forbidden=True),
    Term("Kremlchef", "Kremlin leader", kind=Kind.NAME),
    Term("Nato-Rat", "NATO council", kind=Kind.NAME),
)


@pytest.fixture
def judge():
    return Judge(TERMS)


def segment(source, target, **values):
    return Segment(1, 1, BlockKind(values.pop("kind", "paragraph")), 0, source, target, **values)


def states(found):
    return {term.term: term.state.value for term in found.terms}


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("The Kremlin leader came.", "kept"),
        ("The boss came.", "missed"),
    ],
)
def test_says_what_became_of_a_term(judge, target, state):
    assert states(judge.segment(segment("Der Kremlchef kam.", target))) == {"Kremlchef": state}


def test_a_forbidden_rendering_is_a_finding(judge):
    found = judge.segment(segment("Der Bündnisfall gilt.", "The alliance case holds."))
    assert states(found) == {"Bündnisfall": "forbidden"}
    assert [(f.check, f.target_span) for f in found.findings] == [("terms", (4, 17))]


def test_what_a_person_put_right_is_enforced_by_review(judge):
    missed = judge.segment(segment("Der Kremlchef kam.", "The boss came."))
    (term,) = judge.segment(replace(missed, target="The Kremlin leader came.")).terms
    assert (term.state, term.by) == (TermState.ENFORCED, BY_HAND)


def test_the_means_of_enforcement_stay(judge):
    kept = judge.segment(segment("Der Kremlchef kam.", "The Kremlin leader came."))
    enforced = replace(kept, terms=(replace(kept.terms[0], state=TermState.ENFORCED, by="prefix"),))
    (term,) = judge.segment(replace(enforced, target="So the Kremlin leader came.")).terms
    assert (term.state, term.by, term.target_span) == (TermState.ENFORCED, "prefix", (7, 21))


def test_what_is_not_translated_is_an_error(judge):
    found = judge.segment(segment("Der Kremlchef kam.", " "))
    assert [f.check for f in found.findings] == ["untranslated"]
    assert states(found) == {"Kremlchef": "missed"}
    assert judge.segment(segment("***", "")).findings == ()


def test_findings_of_others_stay(judge):
    given = (Finding("memory", Severity.WARNING, "looks like"), Finding("edited", Severity.WARNING, "changed"))
    found = judge.segment(segment("Er kam am 3. Mai.", "He came in May.", findings=given))
    assert [f.check for f in found.findings] == ["numbers", "memory"]


def test_datelines_and_sign_offs_are_no_prose(judge):
    assert judge.segment(segment("KREMLCHEF (dpa) -", "BOSS (dpa) -", kind="dateline")).findings[0].check == "terms"
    assert judge.segment(segment("/mee/3", "/mee", kind="sign-off")).findings == ()


LINKS = (Link(0, 3, 0, 3), Link(4, 9, 4, 8), Link(10, 13, 9, 13))


@pytest.mark.parametrize(
    ("new", "english"),
    [
        ("the boss came", ["the", "boss", "came"]),
        ("and the boss came", ["the", "boss", "came"]),
        ("the chief came", ["the", "chief", "came"]),
        ("the big boss came", ["the", "boss", "came"]),
        ("the Kremlin leader came", ["the", "Kremlin", "leader", "came"]),
        ("", []),
    ],
)
def test_links_move_along_with_an_edit(new, english):
    moved = moved_links(LINKS, "the boss came", new)
    assert sorted((new[link.target_start : link.target_end] for link in moved), key=new.index) == english
