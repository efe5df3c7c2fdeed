"""Is each mention satisfied in a translation, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.entry import Kind, Term
from glossary.match import Matcher
from glossary.verify import verify

TERMS = (
    Term("Bündnisfall", "collective defense case", "Bündnisfälle", "collective defense cases"),
    Term("Bündnisfall", "alliance case", forbidden=True),
    Term("Nato", "NATO", kind=Kind.NAME),
    Term("Nato-Vertrag", "NATO treaty"),
    Term("Garantie", "guarantee", "Garantien", "guarantees"),
)


def states(german: str, english: str) -> list[str]:
    """For each mention the rendering found, ``-`` for none, ``!`` and the words for a forbidden one."""
    mentions = [m for m in Matcher(TERMS).find(german) if not m.overlapped]
    return [
        "!" + english[slice(*v.fault)] if v.fault else english[slice(*v.found)] if v.found else "-"
        for v in verify(mentions, english)
    ]


@pytest.mark.parametrize(
    ("german", "english", "expected"),
    [
        ("Der Bündnisfall", "The collective defense case", ["collective defense case"]),
        ("Der Bündnisfall", "Collective-defense case", ["Collective-defense case"]),
        ("Der Bündnisfall", "The collective defense cases", ["-"]),  # number shows in the German
        ("Der Bündnisfall", "The alliance case", ["!alliance case"]),
        ("Der Bündnisfall", "Alliance Cases", ["!Alliance Cases"]),
        ("Der Bündnisfall", "The collective defense case is an alliance case", ["!alliance case"]),
        ("Die Nato und die Nato", "NATO and NATO", ["NATO", "NATO"]),
        ("Die Nato und die Nato", "NATO and the alliance", ["NATO", "-"]),  # one rendering, one mention
        ("Die Nato und der Nato-Vertrag", "The NATO treaty", ["-", "NATO treaty"]),
        ("Die Nato und der Nato-Vertrag", "The NATO treaty binds NATO", ["NATO", "NATO treaty"]),
        ("Die Garantie", "It guarantees a guarantee", ["guarantee"]),
        ("Nichts", "Nothing", []),
    ],
)
def test_verify(german, english, expected):
    assert states(german, english) == expected


def test_the_rendering_nearest_to_the_aligned_place_is_taken():
    mentions = Matcher(TERMS).find("die Nato")
    (verdict,) = verify(mentions, "NATO, no: NATO", expected=[9])
    assert verdict.found == (10, 14)


def test_a_forbidden_entry_alone_is_satisfied_by_its_absence():
    mentions = Matcher([TERMS[1]]).find("Der Bündnisfall")
    assert verify(mentions, "the case of the treaty")[0].satisfied
    assert not verify(mentions, "an alliance case")[0].satisfied


@given(st.integers(1, 40), st.integers(0, 40))
def test_as_many_are_satisfied_as_there_are_renderings(mentions, renderings):
    german, english = ", ".join(["Nato"] * mentions), ", ".join(["NATO"] * renderings)
    verdicts = verify(Matcher(TERMS).find(german), english)
    assert sum(v.satisfied for v in verdicts) == min(mentions, renderings)
