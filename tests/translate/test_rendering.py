"""Renderings put into texts."""

import pytest

from glossary import Kind, Matcher, Term
from glossary.verify import verify
from tests.translate.aligned import links
from translate.places import unsatisfied
from translate.rendering import prefixes, spliced, substitute

TERMS = (
    Term("Kiew", "Kyiv", kind=Kind.NAME),
    Term("Gipfel", "assembly", "Gipfel", "assemblies"),
    Term("Waffenstillstand", "arms pause", "Waffenstillstände", "arms pauses"),
    Term("Rat", "council"),
    Term("Rat", "board", forbidden=True),
    Term("eBay", "eBay", kind=Kind.NAME, read_only=True),
)


@pytest.mark.parametrize(
    ("german", "english", "pairs", "prefix", "splice"),
    [
        ("Ein Gipfel in Kiew", "A summit in Kyiv", "0-0 1-1 2-2 3-3", "An assembly", "An assembly in Kyiv"),
        ("Der Gipfel in Kiew", "The summit in Kiew", "0-0 1-1 2-2 3-3", "The assembly", "The assembly in Kyiv"),
        ("In Kiew", "In Kiew", "0-0 1-1", "In Kyiv", "In Kyiv"),
        ("Kiew ruft", "Kiew calls", "0-0 1-1", "Kyiv", "Kyiv calls"),
        ("Waffenstillstände helfen", "Truces help", "0-0 1-1", "Arms pauses", "Arms pauses help"),
        ("Er sah Kiew gern", "He saw gladly", "0-0 1-1 3-2", "He saw Kyiv", "He saw Kyiv gladly"),  # left out
        ("Der Rat tagt", "The board meets", "0-0 1-1 2-2", "The council", "The council meets"),  # forbidden
        ("Waffenstillstand da", "Arms truce here", "0-1 1-2", "Arms pause", "Arms pause here"),  # no word twice
        ("eBay wächst", "Ebay grows", "0-0 1-1", "eBay", "eBay grows"),  # letter by letter
        ("Alles gut", "All well", "0-0 1-1", None, "All well"),
    ],
)
def test_where_renderings_go(german, english, pairs, prefix, splice):
    mentions = [m for m in Matcher(TERMS).find(german) if not m.overlapped]
    failing = unsatisfied(german, english, links(german, english, pairs), verify(mentions, english))
    assert prefixes(english, failing)[:1] == ([prefix] if prefix else [])
    assert (spliced(english, failing) or [english])[0] == splice


def test_the_preferred_rendering_is_asked_for_not_one_that_is_only_accepted():
    term = Term("Gesandter", "special envoy", "Gesandte", "special envoys", accept=("envoy",))
    german, english = "Ein Gesandter", "A messenger"
    verdicts = verify(Matcher([term]).find(german), english)
    failing = unsatisfied(german, english, links(german, english, "0-0 1-1"), verdicts)
    assert not [text for text in (*spliced(english, failing), *prefixes(english, failing)) if "special" not in text]


def test_a_place_does_not_cut_into_the_rendering_of_another_mention():
    german, english = "Gipfel Kiew", "Kyiv meets"
    mentions = Matcher(TERMS).find(german)
    failing = unsatisfied(german, english, links(german, english, "0-0 1-0"), verify(mentions, english))
    assert spliced(english, failing) == ["Kyiv assembly meets", "Kyiv assemblies meets"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("KIEW (dpa) -", "KYIV (dpa) -"),
        ("Kiew, Kiew", "Kyiv, Kyiv"),
        ("(Waffenstillstände)", "(arms pauses)"),
        ("nichts", "nichts"),
    ],
)
def test_substitute(source, expected):
    assert substitute(source, Matcher(TERMS).find(source)) == expected
