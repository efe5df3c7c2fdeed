"""Candidate terms."""

from collections import Counter

import pytest

from glossary.entry import Term
from glossary.general import UNKNOWN, count, zipf
from glossary.suggest import Shape, candidates

TEXT = """\
EILMELDUNG AUS BERLIN

Der Bundeswehrverband begrüßte das Drohnenabwehrzentrum. Das Drohnenabwehrzentrum nimmt im Herbst die Arbeit auf.
Der Wehrbeauftragte Henning Otte lobte die Koalition der Willigen und die kollektive Verteidigung.
Der Neue Wehrdienst werde beraten, der Neue Wehrdienst sei nötig.
Das BAAINBw und die EVG prüfen die EVG-Klausel./bk/DP/he
"""


def shapes(text: str = TEXT, terms=()) -> dict[str, Shape]:
    return {candidate.source: candidate.shape for candidate in candidates({"a": text}, terms)}


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("Drohnenabwehrzentrum", Shape.COMPOUND),
        ("EVG-Klausel", Shape.COMPOUND),
        ("EVG", Shape.ACRONYM),
        ("Neue Wehrdienst", Shape.NAME),
        ("Koalition der Willigen", Shape.PHRASE),
        ("kollektive Verteidigung", Shape.PHRASE),
    ],
)
def test_what_is_found(source, shape):
    assert shapes()[source] is shape


@pytest.mark.parametrize("source", ["EILMELDUNG", "BERLIN", "Arbeit", "Das Drohnenabwehrzentrum", "Wehrdienst", "DP"])
def test_what_is_not(source):
    assert source not in shapes()


def test_what_the_glossary_covers_is_left_out():
    terms = [Term("Drohnenabwehrzentrum", "x"), Term("Koalition der Willigen", "y"), Term("EVG", "z")]
    assert not {t.source for t in terms} & set(shapes(terms=terms))
    assert "EVG-Klausel" not in shapes(terms=terms)  # once, with a term in it


def test_places_point_at_the_words_and_counts_are_theirs():
    first = next(c for c in candidates({"a": TEXT}) if c.source == "Drohnenabwehrzentrum")
    assert first.count == 2
    assert {TEXT[start:end] for _, start, end in first.places} == {"Drohnenabwehrzentrum"}


def test_least():
    assert {c.count for c in candidates({"a": TEXT}, least=2)} == {2}


def test_inconsistent_renderings_rank_higher():
    candidate = candidates({"a": TEXT})[0]
    same, different = candidate.with_renderings(Counter(a=2)), candidate.with_renderings(Counter(a=1, b=1))
    assert different.score > same.score == candidate.score
    assert different.renderings == (("a", 1), ("b", 1))


def test_the_list_of_general_german():
    assert zipf("der") > zipf("Regierung") > zipf("Nonnen") > zipf("Drohnenabwehrzentrum") == UNKNOWN
    assert count(["Der Hund", "der Rat"], 2) == "87 der\n84 hund\n"


@pytest.mark.parametrize("text", ["", "\n\n", "...", "123 456", "A"])
def test_articles_without_anything(text):
    assert candidates({"a": text}) == []
