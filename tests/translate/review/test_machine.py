"""Other translations by the bundled model."""

from __future__ import annotations

import pytest

from glossary import Kind, Term
from translate.document import BlockKind, Segment, Span, TermState
from translate.judge import Judge
from translate.review.machine import Machine

pytestmark = pytest.mark.model

SOURCE = "Der Kremlchef sprach am Montag über den Waffenstillstand."


@pytest.fixture(scope="module")
def machine():
    return Machine()


@pytest.fixture(scope="module")
def judge():
    return Judge([Term("Kremlchef", "Kremlin leader", kind=Kind.NAME)])


def segment(source=SOURCE, target="x", kind=BlockKind.PARAGRAPH):
    return Segment(1, 1, kind, 0, source, target)


def test_is_loaded_when_first_asked(machine, judge):
    assert not machine.loaded
    found = machine.alternatives(segment(), judge)
    assert machine.loaded
    texts = [a.segment.target for a in found]
    assert len(texts) == len(set(texts)) > 2
    assert [a.faults for a in found] == sorted(a.faults for a in found)
    assert "Kremlin leader" in texts[0]
    for alternative in found:
        for link in alternative.segment.links:
            assert 0 <= link.target_start < link.target_end <= len(alternative.segment.target)


def test_does_not_offer_what_stands_there(machine, judge):
    texts = [a.segment.target for a in machine.alternatives(segment(), judge)]
    assert texts[0] not in [a.segment.target for a in machine.alternatives(segment(target=texts[0]), judge)]


def test_with_a_rendering_for_a_mention(machine, judge):
    (found,) = machine.with_rendering(segment(), judge, Span(4, 13), "Russian president")
    assert "Russian president" in found.segment.target


def test_translates_again_and_says_by_which_means(machine):
    judge = Judge([Term("Waffenstillstand", "truce"), Term("Kiew", "Kyiv", kind=Kind.NAME)])
    prose, dateline = machine.translate([segment(), segment("KIEW (dpa) -", "x", BlockKind.DATELINE)], judge)
    assert "truce" in prose.segment.target
    assert prose.segment.terms[0].state in (TermState.KEPT, TermState.ENFORCED)
    assert dateline.segment.target == "KYIV (dpa) -"
    assert (
        machine.alternatives(segment("KIEW (dpa) -", "x", BlockKind.DATELINE), judge)[0].segment.target
        == "KYIV (dpa) -"
    )
