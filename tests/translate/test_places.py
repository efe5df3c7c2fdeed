"""Where mentions are rendered in a translation, or would be."""

import pytest

from glossary import Kind, Matcher, Term
from glossary.verify import verify
from tests.translate.aligned import links
from translate.document import Span
from translate.places import clear, unsatisfied

UKRAINE = Term("Ukraine", "Ukrainian Republic", kind=Kind.NAME)
USA = Term("USA", "America", kind=Kind.NAME)
GUARANTEE = Term("Garantie", "assurance", "Garantien", "assurances")
PLAN = Term("Plan", "RULE", replaces=(Term("Plan", "AID", read_only=True),))
HOUSE = Term("Garantie", "assurance", "Garantien", "assurances", replaces=(Term("Garantie", "guarantee"),))
KIEW = Term("Kiew", "Kyiv", kind=Kind.NAME)


@pytest.mark.parametrize(
    ("term", "german", "english", "pairs", "expected"),
    [
        # what is aligned with the mention
        (KIEW, "Er sah Kiew", "He saw Kiev", "0-0 1-1 2-2", ["Kiev"]),
        # what is aligned with its article, where nothing is with itself
        (UKRAINE, "Für die Ukraine", "For Ukraine", "0-0 1-1", ["Ukraine"]),
        (UKRAINE, "Für die Ukraine", "For the", "0-0 1-1", [""]),
        # words that nothing is aligned with may belong to it, small ones do not
        (GUARANTEE, "Garantien helfen", "security guarantees help", "0-0 1-2", ["security", "security guarantees"]),
        (GUARANTEE, "Garantien helfen", "guarantees of help", "0-0 1-2", ["guarantees"]),
        # what another noun or verb is aligned with too belongs to that, unless nothing is left
        (KIEW, "Kiew warnt", "Kiev warns", "0-0 0-1 1-1", ["Kiev", "Kiev warns"]),
        (KIEW, "Kiew warnt", "Warnings", "0-0 1-0", ["Warnings"]),
        (KIEW, "Kiew und Bonn", "Kiev and Bonn", "0-0 0-2 2-2", ["Kiev", "Kiev and Bonn"]),
        # what stands in the source as it is translates itself
        (KIEW, "Kiew de facto", "Russia de facto", "0-1 2-2", [""]),
        # an abbreviation is one word
        (USA, "Die USA helfen", "The U.S. help", "0-0 1-1 2-2", ["U.S."]),
        # what an entry replaces is what the model is likely to have written
        (HOUSE, "Garantien helfen", "They help with guarantees", "0-1 1-1", ["guarantees"]),
        (PLAN, "Ein Plan hilft", "A scheme will aid", "0-0 1-1 2-3", ["scheme"]),
    ],
)
def test_where_a_mention_is_rendered(term, german, english, pairs, expected):
    found = links(german, english, pairs)
    (one,) = unsatisfied(german, english, found, verify(Matcher([term]).find(german), english))
    assert [english[slice(*place)] for place in one.places] == expected
    assert one.inserted is (expected[0] == "")


def test_what_is_left_out_goes_behind_what_comes_before_it():
    german, english = "Er sah Kiew gern", "He saw gladly"
    found = links(german, english, "0-0 1-1 3-2")
    (one,) = unsatisfied(german, english, found, verify(Matcher([KIEW]).find(german), english))
    assert one.places == ((6, 6),)


def test_from_left_to_right_in_english():
    german, english = "Kiew und die USA", "The States and Kiev"
    mentions = Matcher([KIEW, USA]).find(german)
    failing = unsatisfied(german, english, links(german, english, "0-3 1-2 3-1"), verify(mentions, english))
    assert [one.verdict.mention.term for one in failing] == [USA, KIEW]


@pytest.mark.parametrize(
    ("place", "held", "expected"),
    [
        ((0, 5), [], (0, 5)),
        ((0, 5), [(5, 8)], (0, 5)),
        ((0, 5), [(4, 8)], (8, 8)),
        ((0, 20), [(12, 15), (3, 6)], (15, 15)),  # as mentions stand in German, not as renderings do in English
    ],
)
def test_a_place_gives_way_to_renderings_that_hold(place, held, expected):
    assert clear(Span(*place), [Span(*span) for span in held]) == expected
