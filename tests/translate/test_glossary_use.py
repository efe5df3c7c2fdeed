"""What bilingual documents say about a glossary."""

from dataclasses import replace

import pytest

from glossary.entry import Kind, Term
from glossary.suggest import candidates
from translate.document import BilingualDocument, BlockKind, Link, Segment, SegmentState
from translate.glossary_use import breaks, recurring, revisions, with_renderings

CASE = Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases", path="g.po", line=7)
BAN = Term("Bündnisfall", "alliance case", forbidden=True, path="g.po", line=12)


def aligned(source: str, target: str, *pairs: tuple[str, str]) -> tuple[str, str, tuple[Link, ...]]:
    """A sentence pair with links between the words named."""
    links = []
    for german, english in pairs:
        a, b = source.index(german), target.index(english)
        links.append(Link(a, a + len(german), b, b + len(english)))
    return source, target, tuple(links)


def document(*sentences, state=SegmentState.REVIEWED) -> BilingualDocument:
    segments, end = [], 0
    for n, (source, target, *links) in enumerate(sentences, 1):
        before = " " if end else ""
        links = links[0] if links else ()
        segments.append(
            Segment(1, n, BlockKind.PARAGRAPH, end + len(before), source, target, before, state=state, links=links)
        )
        end += len(before) + len(source)
    return BilingualDocument("a.txt", tuple(segments))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The collective defense case applies.", []),
        ("The emergency applies.", [("Bündnisfall", "")]),
        ("The collective defense case, an alliance case, applies.", [("Bündnisfall", "alliance case")]),
        ("", []),
    ],
)
def test_breaks(target, found):
    broken = breaks([CASE, BAN], document(("Der Bündnisfall gilt.", target)))
    assert [(b.german, b.forbidden) for b in broken] == found


def test_renderings_are_read_off_the_alignment_without_their_article():
    made = document(
        aligned("Der Drohnenwall kommt.", "The drone wall comes.", ("Drohnenwall", "drone"), ("Drohnenwall", "wall")),
        aligned("Ein Drohnenwall fehlt.", "The fence is missing.", ("Ein", "The"), ("Drohnenwall", "fence")),
    )
    (wall,) = with_renderings(candidates({"a.txt": made.source}), [made])
    assert wall.source == "Drohnenwall"
    assert wall.renderings == (("drone wall", 1), ("fence", 1))


MACHINE = document(
    aligned("Der Bündnisfall gilt.", "The alliance case applies.", ("Bündnisfall", "alliance"),
            ("Bündnisfall", "case"), ("gilt", "applies")),
    aligned("Er rief den Bündnisfall aus.", "He declared the alliance case.", ("Bündnisfall", "alliance"),
            ("Bündnisfall", "case"), ("rief", "declared")),
    aligned("Der Rat tagt.", "The council meets.", ("Rat", "council"), ("tagt", "meets")),
    state=SegmentState.MACHINE,
)  # fmt: skip


def reviewed(*targets: str, state=SegmentState.REVIEWED) -> BilingualDocument:
    segments = [
        replace(segment, target=target, state=state, links=())
        for segment, target in zip(MACHINE.segments, targets, strict=True)
    ]
    return MACHINE.with_segments(tuple(segments))


def test_what_reviewers_change_again_and_again_becomes_a_proposal_with_its_evidence():
    new = "collective defense case"
    after = reviewed(f"The {new} applies.", f"He declared the {new}.", "The board meets.")
    (found,) = revisions(after, MACHINE, [CASE])
    assert (found.source, found.old, found.new) == ("Bündnisfall", "alliance case", "collective defense case")
    assert (found.segments, found.term) == (("1.1", "1.2"), CASE)
    assert len(revisions(after, MACHINE, least=1)) == 2


@pytest.mark.parametrize("state", SegmentState)
def test_what_nobody_reviewed_or_changed_says_nothing(state):
    same = [segment.target for segment in MACHINE.segments]
    assert revisions(reviewed(*same, state=state), MACHINE) == []
    other = reviewed("The x case applies.", "He declared the x case.", "The board meets.", state=SegmentState.MACHINE)
    assert revisions(other, MACHINE) == []


def test_without_the_machine_the_words_that_broken_segments_share():
    after = reviewed("The pact clause applies.", "He declared the pact clause.", "The board meets.")
    (found,) = recurring([CASE], after)
    assert (found.source, found.old, found.new, found.segments) == (
        "Bündnisfall", "collective defense case", "pact clause", ("1.1", "1.2"),
    )  # fmt: skip
    assert recurring([CASE], after, least=3) == []
    assert recurring([replace(CASE, kind=Kind.NOUN, accept=("pact clause",))], after) == []
